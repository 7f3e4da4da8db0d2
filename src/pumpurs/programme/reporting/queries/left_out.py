"""What a payment claim of some months leaves out, who owes it, and the sums that are known; who can submit it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from pumpurs.foundation.together import Question, Rows, asked_together, day_of
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Agreement
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.reporting.models import Package, PackageVersion, Statement
from pumpurs.values.periods import Month, months_between
from pumpurs.values.roles import Role

NAMED = 40  # of one kind; the rest is counted
TURN = (
    "statement_accepted", "statement_sent", "statement_drafted", "package_accepted", "package_sent",
    "package_checked", "package_open", "package_returned", "package_none",
)  # fmt: skip


@dataclass(frozen=True)
class Missing:
    """One statement or package that is left out; `id` is None where a partner has no package at all."""

    partner: str
    first_month: str
    last_month: str
    id: UUID | None
    sum_eur: Decimal | None


@dataclass(frozen=True)
class LeftOut:
    """What is left out for one reason: its first ones by name, how many, and the sum as far as it is known."""

    what: str
    named: tuple[Missing, ...]
    count: int
    sum_eur: Decimal | None

    @property
    def more(self) -> int:
        """How many are counted and not named."""
        return self.count - len(self.named)


@dataclass(frozen=True)
class Outlook:
    """What a payment claim of some months leaves out, and the managers who can submit what one account drafted."""

    left_out: tuple[LeftOut, ...]
    submitters: tuple[str, ...]


def outlook(
    *, viewer: Viewer, first: Month, last: Month, today: date, drafted_by: UUID | None = None
) -> Outlook:
    """Both, of a claim that `drafted_by` (the viewer, if nobody is told) drafted. One statement, however many."""
    answers = asked_together(
        {
            "statements": _statements(viewer, first, last),
            "packages": _packages(viewer, first, last),
            "agreements": _agreements(first, last),
            "managers": _managers(drafted_by or viewer.account_id, today),
        }
    )
    found: dict[str, list[Missing]] = defaultdict(list)
    for row in answers["statements"]:
        found[f"statement_{row[0]}"].append(Missing(row[1], row[2], row[3], UUID(row[4]), _sum(row[5])))
    there = set()
    for state, name, month, id_, sum_eur, partner_id, statement_id in answers["packages"]:
        there.add((partner_id, month))
        if statement_id is None:
            found[f"package_{state}"].append(Missing(name, month, month, UUID(id_), _sum(sum_eur)))
    for (partner_id, month), name in _promised(answers["agreements"], first, last, today).items():
        if (partner_id, month) not in there:
            found["package_none"].append(Missing(name, month, month, None, None))
    return Outlook(_told(found), tuple(row[0] for row in answers["managers"]))


def _sum(told: object) -> Decimal | None:
    return None if told is None else Decimal(str(told))


def _told(found: dict[str, list[Missing]]) -> tuple[LeftOut, ...]:
    told = []
    for what in TURN:
        rows = sorted(found[what], key=lambda one: (one.first_month, one.partner))
        known = [one.sum_eur for one in rows if one.sum_eur is not None]
        if rows:
            total = sum(known, Decimal(0)) if known else None
            told.append(LeftOut(what, tuple(rows[:NAMED]), len(rows), total))
    return tuple(told)


def _as_read(rows: Rows) -> Rows:
    return rows


def _statements(viewer: Viewer, first: Month, last: Month) -> Question[Rows]:
    """Statements that touch the months and stand in no claim: accepted too late or beyond them, sent, drafted."""
    rows = Statement.objects.visible_to(viewer).filter(
        state__in=("drafted", "sent", "accepted"), claim=None, first_month__lte=str(last), last_month__gte=str(first)
    )  # fmt: skip
    columns = ("state", "partner__name", "first_month", "last_month", "id", "total_eur")
    return Question(rows.order_by().values_list(*columns), _as_read)


def _packages(viewer: Viewer, first: Month, last: Month) -> Question[Rows]:
    """Packages of the months, with what those that were sent came to."""
    version = PackageVersion.objects.filter(package=OuterRef("pk"), number=OuterRef("version"))
    sent = version.annotate(sum_eur=F("hours_eur") + F("paid_eur")).values("sum_eur")
    rows = Package.objects.visible_to(viewer).filter(month__gte=str(first), month__lte=str(last))
    columns = ("state", "partner__name", "month", "id", "sum_eur", "partner_id", "statement_id")
    return Question(rows.annotate(sum_eur=Subquery(sent)).order_by().values_list(*columns), _as_read)


def _agreements(first: Month, last: Month) -> Question[Rows]:
    """Agreements that run in the months: each of their months has a package."""
    runs = Q(until=None) | Q(until__gt=first.span.first)
    rows = Agreement.objects.filter(runs, since__lt=last.span.end).exclude(state="prepared")
    return Question(rows.order_by().values_list("partner_id", "partner__name", "since", "until"), _as_read)


def _promised(rows: Rows, first: Month, last: Month, today: date) -> dict[tuple[str, str], str]:
    """(partner, month) to the partner's name: the months that have begun and that an agreement covers."""
    months = [month for month in months_between(first, last) if month.span.first <= today]
    found = {}
    for partner_id, name, told_since, told_until in rows:
        since, until = day_of(told_since), day_of(told_until)
        for month in months:
            if (since is None or since < month.span.end) and (until is None or until > month.span.first):
                found[partner_id, str(month)] = name
    return found


def _managers(drafted_by: UUID, today: date) -> Question[Rows]:
    """Names of the programme's managers in office, but not of who drafted."""
    in_force = Q(until=None) | Q(until__gt=today)
    rows = Appointment.objects.filter(in_force, role=Role.PROGRAMME_MANAGER, since__lte=today)
    rows = rows.filter(account__is_active=True).exclude(account_id=drafted_by)
    return Question(rows.order_by("account__name").values_list("account__name").distinct(), _as_read)
