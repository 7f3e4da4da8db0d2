"""Budgets (budžeti): agreement, planned, committed, spent, left and forecast; by partner, institution and kind.

A year is a calendar year. Planned: newest approved versions of plans that begin in it. Spent: the hours that packages
of its months froze when they were sent, to the cent, and money that was paid. Committed: those hours, hours given that
no package has sent yet (by the sheet's month), and money that was granted. Money is of the year in which the ledger
booked it.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, Sum

from pumpurs.foundation.paging import PAGE_SIZE, Page
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.models import LedgerLine
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.reporting.lifecycle import FROZEN as FROZEN_STATES
from pumpurs.programme.reporting.models import BudgetLine, BudgetWarning
from pumpurs.programme.reporting.rules.terms import forecast_eur, used_percent, warnings_passed
from pumpurs.programme.work.lifecycle import NOT_SENT
from pumpurs.programme.work.queries.given import given
from pumpurs.programme.work.rules.costs import cost_of_sums_eur
from pumpurs.rulebook import calendar
from pumpurs.values.money import eur
from pumpurs.values.periods import month_of
from pumpurs.values.roles import Role

HOURS = "hours"
NOTHING = Decimal("0.00")
PLANNED = """
    WITH newest AS (
        SELECT DISTINCT ON (version.plan_id) plan.partner_id, plan.institution_id, plan.until, version.content
        FROM plans_planversion version
        JOIN plans_plan plan ON plan.id = version.plan_id
        WHERE version.approved_at IS NOT NULL AND plan.state <> 'inactive'
          AND plan.since >= %(first)s AND plan.since < %(end)s
          AND (%(partner)s::uuid IS NULL OR plan.partner_id = %(partner)s::uuid)
          AND (%(places)s::uuid[] IS NULL OR plan.institution_id = ANY(%(places)s::uuid[]))
        ORDER BY version.plan_id, version.number DESC
    ),
    lines AS (
        SELECT partner_id, institution_id, until,
            CASE WHEN measure->>'hours_planned' IS NULL THEN measure->>'kind' ELSE 'hours' END AS kind,
            (measure->>'planned_eur')::numeric AS eur
        FROM newest CROSS JOIN LATERAL jsonb_array_elements(content->'measures') measure
        UNION ALL
        SELECT partner_id, institution_id, until, 'hours', (content->>'planned_eur')::numeric
            - coalesce((SELECT sum((one->>'planned_eur')::numeric)
                        FROM jsonb_array_elements(content->'measures') one), 0)
        FROM newest
    )
    SELECT partner_id, institution_id, kind, sum(eur), coalesce(sum(eur) FILTER (WHERE until > %(today)s), 0)
    FROM lines GROUP BY 1, 2, 3
"""
FROZEN = """
    SELECT package.partner_id, (line->>'institution')::uuid, sum((line->>'amount_eur')::numeric),
        coalesce(sum((line->>'amount_eur')::numeric) FILTER (WHERE package.month >= %(since)s), 0)
    FROM reporting_package package
    JOIN reporting_packageversion version ON version.package_id = package.id AND version.number = package.version
    CROSS JOIN LATERAL jsonb_array_elements(version.content->'hours') line
    WHERE package.state = ANY(%(sent)s) AND package.month BETWEEN %(first)s AND %(last)s
      AND (%(partner)s::uuid IS NULL OR package.partner_id = %(partner)s::uuid)
      AND (%(places)s::uuid[] IS NULL OR (line->>'institution')::uuid = ANY(%(places)s::uuid[]))
    GROUP BY 1, 2
"""
COLUMNS = ("partner", "budget", "planned", "committed", "spent", "left", "forecast", "used")


@dataclass
class Money:
    """Sums of one place or kind, in euros. `open_eur`: planned by plans that still run.

    `recent_eur`: what of the committed was given since this semester began; the forecast takes it off the plans.
    """

    planned_eur: Decimal = NOTHING
    open_eur: Decimal = NOTHING
    committed_eur: Decimal = NOTHING
    spent_eur: Decimal = NOTHING
    recent_eur: Decimal = NOTHING

    def add(self, other: Money) -> None:
        """Add another's sums."""
        self.planned_eur += other.planned_eur
        self.open_eur += other.open_eur
        self.committed_eur += other.committed_eur
        self.spent_eur += other.spent_eur
        self.recent_eur += other.recent_eur


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
    institutions: tuple[BudgetCard, ...]
    kinds: tuple[BudgetCard, ...]
    rows: tuple[BudgetRow, ...]
    warned: tuple[tuple[int, datetime], ...]


Sums = dict[tuple[UUID, UUID, str], Money]


def _sums(
    viewer: Viewer, year: int, today: date, partner_id: UUID | None = None, places: list[UUID] | None = None
) -> Sums:
    """Sums by partner, institution and kind, in a few statements however many there are.

    An accountant reaches no plan and no sheet, but is shown what they come to: sums of one partner, no record.
    """
    if viewer.role is Role.ACCOUNTANT and partner_id in viewer.reach.partners:
        with open_eyes(viewer, "budget") as job:
            return _summed(job, year, today, partner_id, places)
    return _summed(viewer, year, today, partner_id, places)


def _summed(
    viewer: Viewer, year: int, today: date, partner_id: UUID | None, places: list[UUID] | None
) -> Sums:
    found: Sums = defaultdict(Money)
    asked = {
        "first": date(year, 1, 1), "end": date(year + 1, 1, 1), "partner": partner_id, "places": places,
        "today": today,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(PLANNED, asked)
        for partner, place, kind, planned, still_open in cursor.fetchall():
            found[partner, place, kind].add(Money(eur(planned), eur(still_open)))
    since = calendar.dates(calendar.current_semester(today)).first
    _add_sent_hours(found, viewer, year, str(month_of(since)), partner_id, places)
    _add_hours(found, viewer, year, str(month_of(since)), partner_id, places)
    for partner, place, kind, granted, paid, recent in _ledger(viewer, year, since, partner_id, places):
        money = Money(committed_eur=granted, spent_eur=paid, recent_eur=recent or NOTHING)
        found[partner, place, kind].add(money)
    return found


def _add_sent_hours(
    found: Sums, viewer: Viewer, year: int, since: str, partner_id: UUID | None, places: list[UUID] | None
) -> None:
    """Hours of packages as they were frozen: added up, never worked out again.

    A head reaches no package of a municipality, but is shown what it holds of the own institutions: sums, no record.
    """
    asked = {
        "first": f"{year}-01", "last": f"{year}-12", "since": since, "sent": list(FROZEN_STATES),
        "partner": partner_id, "places": places,
    }  # fmt: skip
    with ExitStack() as stack:
        if places is not None:
            stack.enter_context(open_eyes(viewer, "budget"))
        with connection.cursor() as cursor:
            cursor.execute(FROZEN, asked)
            rows = cursor.fetchall()
    for partner, place, amount, recent in rows:
        money = Money(committed_eur=amount, spent_eur=amount, recent_eur=recent)
        found[partner, place, HOURS].add(money)


def _add_hours(
    found: Sums, viewer: Viewer, year: int, since: str, partner_id: UUID | None, places: list[UUID] | None
) -> None:
    """Hours × rate of the year's sheets that no package has sent yet, as each sheet costs."""
    months = [f"{year}-{month:02}" for month in range(1, 13)]
    for sheet in given(viewer=viewer, months=months, partner_id=partner_id, states=NOT_SENT):
        if places is not None and sheet.institution_id not in places:
            continue
        amount = cost_of_sums_eur(sheet.sums)
        recent = amount if sheet.month >= since else NOTHING
        money = Money(committed_eur=amount, recent_eur=recent)
        found[sheet.partner_id, sheet.institution_id, HOURS].add(money)


def _ledger(
    viewer: Viewer, year: int, since: date, partner_id: UUID | None, places: list[UUID] | None
) -> Any:
    rows = LedgerLine.objects.visible_to(viewer).filter(
        booked_on__gte=date(year, 1, 1), booked_on__lt=date(year + 1, 1, 1)
    )
    rows = rows.filter(partner_id=partner_id) if partner_id else rows
    rows = rows if places is None else rows.filter(institution_id__in=places)
    columns = ("partner_id", "institution_id", "kind")
    recent = Sum("granted_eur", filter=Q(booked_on__gte=since))
    told = (
        rows.order_by()
        .values(*columns)
        .annotate(granted=Sum("granted_eur"), paid=Sum("paid_eur"), recent=recent)
    )
    return told.values_list(*columns, "granted", "paid", "recent")


def _agreed(viewer: Viewer, year: int, day: date) -> dict[UUID, Decimal]:
    rows = BudgetLine.objects.visible_to(viewer).filter(year=year, in_force_on__lte=day)
    return dict(rows.order_by().values_list("partner_id").annotate(total=Sum("amount_eur")))


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


def _by(sums: Sums, turn: int) -> dict[Any, Money]:
    found: dict[Any, Money] = defaultdict(Money)
    for key, money in sums.items():
        found[key[turn]].add(money)
    return found


def budgets_in_sight(
    *, viewer: Viewer, year: int, today: date, sort: str = "used", number: int = 1
) -> Page[BudgetCard]:
    """Partners with a budget, a plan or any money in a year: of the nation, or the viewer's own.

    Sorted by a column (`partner` by name, all others the greatest first). Six statements.
    """
    mine = viewer.reach.partners
    only = None if viewer.reach.national or len(mine) != 1 else next(iter(mine))
    sums, agreed = _sums(viewer, year, today, only), _agreed(viewer, year, today)
    by_partner = _by(sums, 0)
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


def partner_budget(*, viewer: Viewer, partner_id: UUID, year: int, today: date) -> BudgetPage:
    """One partner's year by institution and kind. Partner.DoesNotExist out of reach. Eight statements."""
    partner = Partner.objects.get(pk=partner_id)
    if not viewer.reach.national and partner_id not in viewer.reach.partners:
        raise Partner.DoesNotExist
    sums = _sums(viewer, year, today, partner_id)
    written = BudgetLine.objects.visible_to(viewer).filter(partner_id=partner_id, year=year)
    rows = list(written.select_related("by").order_by("in_force_on", "at"))
    agreed = sum((row.amount_eur for row in rows if row.in_force_on <= today), NOTHING)
    whole = _by(sums, 0).get(partner_id, Money())
    names = dict(Institution.objects.filter(pk__in=_by(sums, 1)).values_list("id", "name"))
    places = [_card(names.get(id_, ""), "", money, None, today, id_) for id_, money in _by(sums, 1).items()]
    warned = BudgetWarning.objects.visible_to(viewer).filter(partner_id=partner_id, year=year)
    return BudgetPage(
        _card(partner.name, "", whole, agreed, today, partner_id),
        tuple(sorted(places, key=lambda card: card.name)),
        _kinds(sums, today),
        tuple(BudgetRow(row.amount_eur, row.in_force_on, row.document, row.by.name) for row in rows),
        tuple(warned.order_by("percent").values_list("percent", "told_at")),
    )


def _kinds(sums: Sums, today: date) -> tuple[BudgetCard, ...]:
    kinds = [_card("", kind, money, None, today) for kind, money in _by(sums, 2).items()]
    return tuple(sorted(kinds, key=lambda card: (card.kind != HOURS, card.kind)))


@dataclass(frozen=True)
class OwnInstitution:
    """What a head sees: the own institutions' money by kind; the agreement's budget belongs to the partner."""

    institutions: tuple[BudgetCard, ...]
    kinds: tuple[BudgetCard, ...] = field(default=())


def own_institutions(*, viewer: Viewer, year: int, today: date) -> OwnInstitution:
    """The money of the institutions that the viewer leads. Eight statements."""
    places = sorted(viewer.reach.institutions)
    sums = _sums(viewer, year, today, places=places)
    by_place = _by(sums, 1)
    rows = Institution.objects.filter(pk__in=places).order_by("sort_key").values_list("id", "name")
    cards = tuple(_card(name, "", by_place.get(id_, Money()), None, today, id_) for id_, name in rows)
    return OwnInstitution(cards, _kinds(sums, today))


def used_by_partner(*, viewer: Viewer, year: int, today: date) -> tuple[tuple[UUID, Decimal, Decimal], ...]:
    """(partner, committed, budget) of every partner with a budget of a year. For jobs."""
    used = _by(_sums(viewer, year, today), 0)
    agreed = _agreed(viewer, year, today)
    return tuple(
        (id_, used.get(id_, Money()).committed_eur, budget) for id_, budget in sorted(agreed.items())
    )
