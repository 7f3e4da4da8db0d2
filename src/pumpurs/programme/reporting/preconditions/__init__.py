"""What must be true before a step of accounting; each returns None or reasons, with the place where to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.lifecycle.claim import OPEN as CLAIM_OPEN
from pumpurs.programme.compensations.models import Claim
from pumpurs.programme.reporting.models import (
    BudgetLine,
    Package,
    PaymentClaim,
    SampleItem,
    Statement,
)
from pumpurs.programme.reporting.rules.sampling import WAYS
from pumpurs.programme.work.lifecycle import UNDER_WAY, SheetState
from pumpurs.programme.work.models import Sheet
from pumpurs.programme.work.preconditions.leaving import provider_left
from pumpurs.values.periods import Month, months_between
from pumpurs.values.reasons import Reason

MOST_DRAWN = 500
MONTHS_TOLD = 12
LEFT = "left"


@dataclass(frozen=True)
class Lacking:
    """What a package still lacks at one institution: sheets or claims in one state, and how many."""

    what: str  # sheet | claim
    state: str
    institution_id: UUID
    count: int


def unapproved_sheets(package: Package, viewer: Viewer) -> QuerySet[Sheet]:
    """Sheets until the package's month that nobody has approved to the end."""
    rows = Sheet.objects.visible_to(viewer).filter(partner_id=package.partner_id, month__lte=package.month)
    return rows.filter(state__in=UNDER_WAY)


def undecided_claims(package: Package, viewer: Viewer) -> QuerySet[Claim]:
    """Claims for service until the package's month that nobody has granted or refused."""
    end = Month.parse(package.month).span.end
    rows = Claim.objects.visible_to(viewer).filter(partner_id=package.partner_id, service_on__lt=end)
    return rows.filter(state__in=CLAIM_OPEN)


def lacking_in(package: Package, viewer: Viewer, today: date) -> tuple[Lacking, ...]:
    """What lacks, by what, state and institution, in one statement. `LEFT`: open sheets of who has left."""

    def grouped(what: str, rows: QuerySet[Any]) -> QuerySet[Any, tuple[Any, ...]]:
        of = rows.order_by().annotate(what=Value(what, output_field=CharField()))
        columns = ("what", "in_state", "institution_id")
        told: QuerySet[Any, tuple[Any, ...]] = of.values(*columns).annotate(count=Count("pk"))
        return told.values_list(*columns, "count")

    left = When(Q(provider_left(today), state=SheetState.OPEN), then=Value(LEFT))
    in_state = Case(left, default=F("state"), output_field=CharField())
    sheets = grouped("sheet", unapproved_sheets(package, viewer).annotate(in_state=in_state))
    claims = grouped("claim", undecided_claims(package, viewer).annotate(in_state=F("state")))
    return tuple(sorted((Lacking(*row) for row in sheets.union(claims, all=True)), key=_turn))


def _turn(lacking: Lacking) -> tuple[str, str, str]:
    return lacking.what, lacking.state, str(lacking.institution_id)


def month_is_over(package: Package) -> Reason | None:
    """A month is sent when it is over."""
    last = Month.parse(package.month).span.last
    if package.asked.day is not None and package.asked.day > last:
        return None
    return Reason("package.send.month_not_over", {"last": last})


def month_has_begun(package: Package) -> Reason | None:
    """No package of a month that has not begun."""
    first = Month.parse(package.month).span.first
    if package.asked.day is not None and package.asked.day >= first:
        return None
    return Reason("package.open.month_not_begun", {"first": first}, place="month")


def no_other_of_this_month(package: Package) -> Reason | None:
    """One package for a partner and month."""
    there = Package.objects.filter(partner_id=package.partner_id, month=package.month)
    return Reason("package.open.there_is_one", {"month": package.month}) if there.exists() else None


def earlier_months_sent(package: Package) -> Reason | None:
    """Packages go one after another, so that each record is accounted for in the earliest month that can."""
    earlier = Package.objects.filter(
        partner_id=package.partner_id, month__lt=package.month, state__in=("open", "returned")
    )
    first = earlier.order_by("month").values_list("month", flat=True).first()
    return Reason("package.send.earlier_not_sent", {"month": first}) if first else None


def nothing_lacks_or_sender_knows(package: Package) -> Reason | None:
    """What lacks is sent later, if the sender says so."""
    if not package.asked.lacking or package.asked.said_so:
        return None
    return Reason("package.send.lacking", {"count": package.asked.lacking}, place="id_said_so")


def comments_settled(package: Package) -> Reason | None:
    """Each comment of the programme was marked as done or answered."""
    open_ones = package.packagecomments.filter(settled_at=None).count()
    return Reason("package.send.comments_open", {"count": open_ones}, place="comments") if open_ones else None


def says_what_to_mend(package: Package) -> Reason | None:
    """A note, or an open comment on a line."""
    if package.asked.note or package.packagecomments.filter(settled_at=None).exists():
        return None
    return Reason("package.send_back.no_words", place="id_note")


def says_something(package: Package) -> Reason | None:
    """A comment has words."""
    return None if package.asked.note else Reason("package.comment.no_words", place="comments")


def line_of_the_package(package: Package) -> Reason | None:
    """A comment stands on a line that the package holds."""
    if package.asked.line in lines_of(package):
        return None
    return Reason("package.comment.no_such_line", place="comments")


def lines_of(package: Package) -> frozenset[str]:
    """The lines that can be commented: the whole, each sheet, hours and compensations of each institution."""
    version = package.packageversions.filter(number=package.version).first()
    if version is None:
        return frozenset({"whole"})
    content = version.content
    named = [f"sheet:{one['id']}" for one in content["sheets"]]
    named += [f"hours:{one['institution']}" for one in content["hours"]]
    named += [f"kind:{one['kind']}" for one in content["compensations"]]
    return frozenset({"whole", *named})


def months_in_order(statement: Statement) -> Reason | None:
    """A period ends after it begins."""
    if statement.first_month <= statement.last_month:
        return None
    return Reason("statement.draft.ends_before_it_begins", place="id_last_month")


def every_package_accepted(statement: Statement) -> tuple[Reason, ...]:
    """Each month of the period has a package that was accepted and stands in no other statement."""
    rows = Package.objects.filter(
        partner_id=statement.partner_id,
        month__gte=statement.first_month,
        month__lte=statement.last_month,
    )
    found = list(rows.order_by("month").values_list("month", "state", "statement_id"))
    if not found:
        return (Reason("statement.draft.no_packages", place="id_first_month"),)
    waiting = [month for month, state, _taken in found if state != "accepted"]
    doubled = [month for month, _state, taken in found if taken is not None]
    there = {month for month, _state, _taken in found}
    period = months_between(Month.parse(statement.first_month), Month.parse(statement.last_month))
    absent = [str(month) for month in period if str(month) not in there]
    reasons = []
    if absent:
        told = {"months": ", ".join(absent[:MONTHS_TOLD]), "count": len(absent)}
        reasons.append(Reason("statement.draft.month_without_package", told, place="id_first_month"))
    if waiting:
        reasons.append(Reason("statement.draft.not_accepted", {"months": ", ".join(waiting)}))
    if doubled:
        reasons.append(Reason("statement.draft.in_another", {"months": ", ".join(doubled)}))
    return tuple(reasons)


def says_why(record: Statement | PaymentClaim) -> Reason | None:
    """A note says why something goes back."""
    return None if record.asked.note else Reason("statement.send_back.no_words", place="id_note")


def adds_statements_up(claim: PaymentClaim) -> Reason | None:
    """A payment claim holds at least one accepted statement; which claims hold those of its months already."""
    if claim.asked.locked:
        return None
    held = Statement.objects.filter(
        first_month__gte=claim.first_month, last_month__lte=claim.last_month, claim__isnull=False
    )
    numbers = held.order_by("claim__number").values_list("claim__number", flat=True).distinct()
    told = ", ".join(map(str, numbers))
    if told:
        return Reason("payment_claim.draft.in_another", {"numbers": told}, place="id_first_month")
    return Reason("payment_claim.draft.no_statements", place="id_first_month")


def says_what_was_found(item: SampleItem) -> Reason | None:
    """A finding has words, also when all is in order."""
    return None if item.asked.note else Reason("drawn_record.check.no_words", place="id_note")


def within_the_record(item: SampleItem) -> Reason | None:
    """No more is ineligible than the record is worth, and no less than nothing."""
    asked = item.asked.ineligible_eur
    if asked is not None and 0 <= asked <= max(item.amount_eur, Decimal(0)):
        return None
    return Reason(
        "drawn_record.check.more_than_it_is", {"most_eur": item.amount_eur}, place="id_ineligible_eur"
    )


def says_how(item: SampleItem) -> Reason | None:
    """What was done about the money that is ineligible."""
    return None if item.asked.note else Reason("drawn_record.follow_up.no_words", place="id_note")


def taken_back_or_said_so(item: SampleItem) -> Reason | None:
    """What is ineligible was corrected or asked back, or whoever follows it up says that nothing more is to be."""
    if item.asked.said_so or item.asked.mended_eur >= item.ineligible_eur:
        return None
    told = {"ineligible_eur": item.ineligible_eur, "mended_eur": item.asked.mended_eur}
    return Reason("drawn_record.follow_up.not_taken_back", told, place="id_said_so")


def drawable(*, way: str, size: int, months: Sequence[str], population: int) -> tuple[Reason, ...]:
    """Every reason against a draw: its way, size, months, and a population to draw from."""
    found = []
    if way not in WAYS:
        found.append(Reason("sample.draw.unknown_way", place="id_way"))
    if not 1 <= size <= MOST_DRAWN:
        found.append(Reason("sample.draw.size", {"most": MOST_DRAWN}, place="id_size"))
    if months[0] > months[-1]:
        found.append(Reason("statement.draft.ends_before_it_begins", place="id_last_month"))
    elif not population:
        found.append(Reason("sample.draw.nothing_to_draw", place="id_first_month"))
    return tuple(found)


def budget_row_stands(row: BudgetLine, *, before_eur: Decimal) -> tuple[Reason, ...]:
    """A row of a budget changes something, names its document, and leaves no budget of less than nothing."""
    found = []
    if not row.amount_eur:
        found.append(Reason("budget.add.nothing", place="id_amount_eur"))
    if not row.document:
        found.append(Reason("budget.add.no_document", place="id_document"))
    if before_eur + row.amount_eur < 0:
        found.append(Reason("budget.add.less_than_nothing", {"left_eur": before_eur}, place="id_amount_eur"))
    return tuple(found)
