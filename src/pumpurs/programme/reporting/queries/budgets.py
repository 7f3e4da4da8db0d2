"""Budgets (budžeti): agreement, planned, committed, spent, left and forecast; by partner, institution and kind.

A year is a calendar year; what counts to it is told in `budget_sums`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from pumpurs.foundation.paging import PAGE_SIZE, Page, paged
from pumpurs.foundation.together import Question
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.reporting.models import BudgetLine, BudgetWarning
from pumpurs.programme.reporting.queries.budget_sums import (
    HOURS,
    NOTHING,
    Asked,
    Money,
    Questions,
    Sums,
    added_by,
    sums_of,
)
from pumpurs.programme.reporting.rules.terms import forecast_eur, used_percent, warnings_passed
from pumpurs.values.money import eur

COLUMNS = ("partner", "budget", "planned", "committed", "spent", "left", "forecast", "used")


@dataclass(frozen=True)
class BudgetCard:
    """One partner's year, one institution's, or one kind's; `budget_eur` only of partners."""

    id: UUID | None
    name: str
    kind: str
    budget_eur: Decimal | None
    planned_eur: Decimal
    committed_eur: Decimal
    spent_eur: Decimal
    forecast_eur: Decimal
    used_percent: int = 0
    warning: int = 0

    @property
    def left_eur(self) -> Decimal | None:
        """What of the budget is not committed yet; less than nothing if it is overdrawn."""
        return None if self.budget_eur is None else self.budget_eur - self.committed_eur

    @property
    def is_overdrawn(self) -> bool:
        """More is committed than there is."""
        return self.budget_eur is not None and self.committed_eur > self.budget_eur

    @property
    def is_overplanned(self) -> bool:
        """Approved plans need more than there is; of a year without a budget nothing is said."""
        return bool(self.budget_eur) and self.planned_eur > (self.budget_eur or NOTHING)

    @property
    def is_overdrawn_by_forecast(self) -> bool:
        """More will be used than there is, if all goes on as planned."""
        return self.budget_eur is not None and self.forecast_eur > self.budget_eur


@dataclass(frozen=True)
class BudgetRow:
    """One row of an agreement or amendment."""

    amount_eur: Decimal
    in_force_on: date
    document: str
    by: str


@dataclass(frozen=True)
class BudgetPage:
    """One partner's year with its institutions and kinds."""

    whole: BudgetCard
    institutions: Page[BudgetCard]
    kinds: tuple[BudgetCard, ...]
    rows: tuple[BudgetRow, ...]
    warned: tuple[tuple[int, datetime], ...]


def _agreed(viewer: Viewer, year: int, day: date) -> Question[dict[UUID, Decimal]]:
    rows = BudgetLine.objects.visible_to(viewer).filter(year=year, in_force_on__lte=day)
    by_partner = rows.order_by().values_list("partner_id").annotate(total=Sum("amount_eur"))
    return Question(by_partner, lambda found: {UUID(id_): eur(total) for id_, total in found})


def _card(
    name: str, kind: str, money: Money, budget_eur: Decimal | None, today: date, id_: UUID | None = None
) -> BudgetCard:
    given_eur = money.committed_eur
    ahead = forecast_eur(given_eur, money.open_eur, money.recent_eur)
    passed = () if not budget_eur else warnings_passed(given_eur, budget_eur, today)
    return BudgetCard(
        id_, name, kind, budget_eur, money.planned_eur, given_eur, money.spent_eur, ahead,
        used_percent(given_eur, budget_eur) if budget_eur else 0, max(passed, default=0),
    )  # fmt: skip


def budgets_in_sight(
    *, viewer: Viewer, year: int, today: date, sort: str = "used", number: int = 1
) -> Page[BudgetCard]:
    """Partners with a budget, a plan or any money in a year: of the nation, or the viewer's own.

    Sorted by a column (`partner` by name, all others the greatest first). Four statements.
    """
    mine = viewer.reach.partners
    only = None if viewer.reach.national or len(mine) != 1 else next(iter(mine))
    sums, answers = sums_of(viewer, Asked(year, today, only), {"agreed": _agreed(viewer, year, today)})
    agreed: dict[UUID, Decimal] = answers["agreed"]
    by_partner = added_by(sums, 0)
    wanted = by_partner.keys() | agreed.keys()
    if not viewer.reach.national:
        wanted = set(mine)
    rows = Partner.objects.filter(pk__in=wanted).order_by("sort_key").values_list("id", "name")
    cards = [
        _card(name, "", by_partner.get(id_, Money()), agreed.get(id_, NOTHING), today, id_)
        for id_, name in rows
    ]
    if sort in COLUMNS and sort != "partner":
        column = {"used": "used_percent"}.get(sort, f"{sort}_eur")
        cards.sort(key=lambda card: getattr(card, column), reverse=True)
    first = (number - 1) * PAGE_SIZE
    return Page(tuple(cards[first : first + PAGE_SIZE]), number, len(cards) > first + PAGE_SIZE)


def partner_budget(
    *, viewer: Viewer, partner_id: UUID, year: int, today: date, number: int = 1
) -> BudgetPage:
    """One partner's year by institution (paged, by name) and kind. Partner.DoesNotExist out of reach.

    Four statements, and two more walls for an accountant.
    """
    if not viewer.reach.national and partner_id not in viewer.reach.partners:
        raise Partner.DoesNotExist
    sums, answers = sums_of(viewer, Asked(year, today, partner_id), _of_partner(viewer, partner_id, year))
    if not answers["names"]:
        raise Partner.DoesNotExist
    rows: tuple[BudgetRow, ...] = answers["rows"]
    agreed = sum((row.amount_eur for row in rows if row.in_force_on <= today), NOTHING)
    whole, by_place = added_by(sums, 0).get(partner_id, Money()), added_by(sums, 1)
    places = Institution.objects.filter(pk__in=by_place).order_by("sort_key", "id").values_list("id", "name")
    return BudgetPage(
        _card(answers["names"][0], "", whole, agreed, today, partner_id),
        paged(places, number, lambda row: _card(row[1], "", by_place[row[0]], None, today, row[0])),
        _kinds(sums, today),
        rows,
        answers["warned"],
    )


def _of_partner(viewer: Viewer, partner_id: UUID, year: int) -> Questions:
    """The name, the rows of the agreement and the warnings told."""
    rows = BudgetLine.objects.visible_to(viewer).filter(partner_id=partner_id, year=year)
    warned = BudgetWarning.objects.visible_to(viewer).filter(partner_id=partner_id, year=year)
    columns = ("amount_eur", "in_force_on", "document", "by__name")
    return {
        "names": Question(
            Partner.objects.filter(pk=partner_id).values_list("name"),
            lambda found: [name for (name,) in found],
        ),
        "rows": Question(
            rows.order_by("in_force_on", "at").values_list(*columns),
            lambda found: tuple(
                BudgetRow(eur(amount), date.fromisoformat(day), document, by)
                for amount, day, document, by in found
            ),
        ),
        "warned": Question(
            warned.order_by("percent").values_list("percent", "told_at"),
            lambda found: tuple((percent, datetime.fromisoformat(at)) for percent, at in found),
        ),
    }


def _kinds(sums: Sums, today: date) -> tuple[BudgetCard, ...]:
    kinds = [_card("", kind, money, None, today) for kind, money in added_by(sums, 2).items()]
    return tuple(sorted(kinds, key=lambda card: (card.kind != HOURS, card.kind)))


@dataclass(frozen=True)
class OwnInstitution:
    """What a head sees: the own institutions' money by kind; the agreement's budget belongs to the partner."""

    institutions: tuple[BudgetCard, ...]
    kinds: tuple[BudgetCard, ...] = field(default=())


def own_institutions(*, viewer: Viewer, year: int, today: date) -> OwnInstitution:
    """The money of the institutions that the viewer leads. Five statements, two of them walls."""
    places = tuple(sorted(viewer.reach.institutions))
    rows = Institution.objects.filter(pk__in=places).order_by("sort_key").values_list("id", "name")
    own = Question(rows, lambda found: [(UUID(id_), name) for id_, name in found])
    sums, answers = sums_of(viewer, Asked(year, today, places=places), {"own": own})
    by_place = added_by(sums, 1)
    cards = [_card(name, "", by_place.get(id_, Money()), None, today, id_) for id_, name in answers["own"]]
    return OwnInstitution(tuple(cards), _kinds(sums, today))


def used_by_partner(*, viewer: Viewer, year: int, today: date) -> tuple[tuple[UUID, Decimal, Decimal], ...]:
    """(partner, committed, budget) of every partner with a budget of a year. For jobs."""
    sums, answers = sums_of(viewer, Asked(year, today), {"agreed": _agreed(viewer, year, today)})
    used, agreed = added_by(sums, 0), answers["agreed"]
    return tuple(
        (id_, used.get(id_, Money()).committed_eur, budget) for id_, budget in sorted(agreed.items())
    )
