"""Reads of statements and of money that came back or should: previews, questions of the bank's lines, recoveries."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.together import Question, Rows
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.lifecycle.claim import OPEN
from pumpurs.programme.compensations.lifecycle.payments import RECOVERY_LIFE
from pumpurs.programme.compensations.models import BankLine, BankStatement, Batch, Claim, Payment, Recovery
from pumpurs.programme.compensations.preconditions.bank import known_payments, of_our_account, taken_before
from pumpurs.programme.compensations.preconditions.own_money import own_family
from pumpurs.programme.compensations.preconditions.payments import of_one_partner, ready
from pumpurs.programme.compensations.queries.batches import keeps
from pumpurs.programme.compensations.queries.receivers import NOBODY_NAMED, Receivers, receivers_of
from pumpurs.programme.compensations.rules.bank_statement import StatementRead
from pumpurs.programme.compensations.rules.claims import claim_code
from pumpurs.programme.compensations.rules.matching import BESIDE_THE_BOOKS, Match, matched
from pumpurs.programme.partners.models import Partner
from pumpurs.values.roles import NATIONAL_ROLES

PURPOSE = "compensations"
MOST_SHOWN = 200
ASKS = Q(outcome="unknown") | Q(outcome="answered", why__in=BESIDE_THE_BOOKS)


@dataclass(frozen=True)
class Preview:
    """What a statement would change; nothing is written yet. `borne_out`: lines about what was told by hand before."""

    bank_number: str
    first_on: date | None
    last_on: date | None
    counts: dict[str, int]
    confirmed_eur: Decimal
    matches: tuple[Match, ...]
    more: int
    others: int
    borne_out: int


@dataclass(frozen=True)
class StatementCard:
    """A statement that was taken in."""

    id: UUID
    bank_number: str
    first_on: date | None
    last_on: date | None
    taken_at: datetime
    taken_by: str
    confirmed: int
    returned: int
    unknown: int


@dataclass(frozen=True)
class LineCard:
    """A line of a statement that fits no payment.

    `answer` with `answered_by`: money that moved beside the books, answered, which a second person settles; `mine`: the
    viewer answered it. `to_book`: it can stand at its payment.
    """

    id: UUID
    booked_on: date
    amount_eur: Decimal
    reference: str
    why: str
    payment_id: UUID | None
    to_book: bool
    answer: str
    answered_by: str
    mine: bool


@dataclass(frozen=True)
class RecoveryCard:
    """Money asked back. Known on its own page alone: `own_family`, the viewer leaves it to a colleague; `receivers`."""

    id: UUID
    claim_id: UUID
    claim_code: str
    holder: str
    kind: str
    period: str
    state: str
    demanded_eur: Decimal
    received_eur: Decimal
    reason: str
    demanded_at: datetime
    demanded_by: str
    open_steps: tuple[str, ...]
    keeps: bool
    dropped_why: str
    own_family: bool
    receivers: Receivers

    @property
    def owed_eur(self) -> Decimal:
        """What is not back yet."""
        return self.demanded_eur - self.received_eur


def preview(*, viewer: Viewer, read: StatementRead) -> Preview:
    """What taking this statement in would change. Refused for an account that is not the partner's."""
    refuse_if(of_one_partner(viewer.reach.partners))
    (partner_id,) = viewer.reach.partners
    refuse_if(of_our_account(read.iban, partner_id))
    known = known_payments(read.bookings, partner_id)
    matches = matched(read.bookings, known, taken_before(read.bookings, partner_id))
    counts = dict.fromkeys(("confirmed", "returned", "unknown", "known"), 0)
    for one in matches:
        counts[one.counted_as] += 1
    confirmed = sum((-one.booking.amount_eur for one in matches if one.counted_as == "confirmed"), Decimal(0))
    told = [one for one in matches if one.outcome != "known"]
    return Preview(
        read.bank_number, read.first_on, read.last_on, counts, confirmed, tuple(told[:MOST_SHOWN]),
        max(0, len(told) - MOST_SHOWN), read.others, sum(one.said_on is not None for one in matches),
    )  # fmt: skip


def statements(*, viewer: Viewer, page: int) -> Page[StatementCard]:
    """Statements taken in, newest first."""
    rows = BankStatement.objects.visible_to(viewer).select_related("taken_by")
    for outcome in ("confirmed", "returned", "unknown"):
        rows = rows.annotate(**{outcome: Count("lines", filter=Q(lines__outcome=outcome))})
    return paged(rows.order_by("-taken_at", "id"), page, _statement)


def _statement(row: BankStatement) -> StatementCard:
    counts = vars(row)
    return StatementCard(
        row.id, row.bank_number, row.first_on, row.last_on, row.taken_at, row.taken_by.name, counts["confirmed"],
        counts["returned"], counts["unknown"],
    )  # fmt: skip


def questions(*, viewer: Viewer, page: int) -> Page[LineCard]:
    """Lines of statements that fit no payment and wait for an answer or for a second person, oldest first."""
    rows = BankLine.objects.visible_to(viewer).filter(ASKS).select_related("answered_by", "payment")
    return paged(rows.order_by("booked_on", "id"), page, lambda row: _line(row, viewer))


def _line(row: BankLine, viewer: Viewer) -> LineCard:
    returned = row.payment is not None and row.payment.state == "returned"
    return LineCard(
        row.id, row.booked_on, row.amount_eur, row.reference, row.why, row.payment_id,
        row.why == "paid_though_ended" and row.amount_eur < 0 and returned, row.answer,
        row.answered_by.name if row.answered_by else "", row.answered_by_id == viewer.account_id,
    )  # fmt: skip


def recoveries(*, viewer: Viewer, page: int, state: str = "") -> Page[RecoveryCard]:
    """Money asked back, the oldest demand first."""
    rows = Recovery.objects.visible_to(viewer).select_related("claim__payee", "demanded_by")
    rows = rows.filter(state=state) if state else rows
    found = paged(rows.order_by("demanded_at", "id"), page, lambda row: row)
    audit.shown(
        viewer, "payments.recoveries", learners=[row.learner_id for row in found.items], purpose=PURPOSE
    )
    return Page(tuple(_recovery(row, viewer) for row in found.items), found.number, found.more)


def one_recovery(*, viewer: Viewer, recovery_id: UUID, today: date) -> RecoveryCard:
    """One demand, while it is open with who may note or drop it. DoesNotExist out of reach."""
    rows = Recovery.objects.visible_to(viewer).select_related("claim__payee", "claim__partner", "demanded_by")
    row = rows.annotate(own_family=own_family(viewer, OuterRef("learner_id"))).get(pk=recovery_id)
    audit.shown(viewer, "payments.recovery", learners=[row.learner_id], purpose=PURPOSE)
    named = NOBODY_NAMED
    if row.state == "demanded":
        named = receivers_of(row.claim, asked_by_id=row.demanded_by_id, viewer=viewer, today=today)
    return _recovery(row, viewer, own=vars(row)["own_family"], receivers=named)


def _recovery(
    row: Recovery, viewer: Viewer, *, own: bool = False, receivers: Receivers = NOBODY_NAMED
) -> RecoveryCard:
    payee = row.claim.payee if viewer.role not in NATIONAL_ROLES else None  # they read the claim's number
    reason, why = (row.reason, row.dropped_why) if viewer.role not in NATIONAL_ROLES else ("", "")
    steps = () if own else RECOVERY_LIFE.open_steps(row, viewer)
    return RecoveryCard(
        row.id, row.claim_id, claim_code(row.claim.number), payee.holder_name if payee else "", row.claim.kind,
        row.claim.period, row.state, row.demanded_eur, row.received_eur, reason, row.demanded_at, row.demanded_by.name,
        steps, keeps(viewer), why, own, receivers,
    )  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """What of the payments waits for somebody: shown on the desk and on the first page of payments."""

    ready: int
    to_sign: int
    to_send: int
    with_bank: int
    returned: int
    questions: int
    recoveries: int

    @property
    def anything(self) -> bool:
        """Whether something waits."""
        return any(vars(self).values())


def what_waits(*, viewer: Viewer, today: date) -> Question[Waiting]:
    """Counts of what waits for the keeper or the signer of payments."""
    batches = Batch.objects.visible_to(viewer)
    back = Payment.objects.visible_to(viewer).filter(state="returned", claim__state__in=OPEN)
    counted = {
        "ready": _count(Claim.objects.visible_to(viewer).filter(ready(today))),
        "to_sign": _count(batches.filter(state="drafted")),
        "to_send": _count(batches.filter(state="signed")),
        "with_bank": _count(batches.filter(state="sent")),
        "returned": _count(back, "claim"),
        "questions": _count(BankLine.objects.visible_to(viewer).filter(ASKS)),
        "recoveries": _count(Recovery.objects.visible_to(viewer).filter(state="demanded")),
    }
    partners = Partner.objects.order_by("id")
    partners = partners if viewer.reach.national else partners.filter(pk__in=viewer.reach.partners)
    return Question(partners.annotate(**counted).values_list(*counted), _summed)


def _summed(rows: Rows) -> Waiting:
    return Waiting(*(sum(row[at] for row in rows) for at in range(len(fields(Waiting)))))


def _count(rows: QuerySet[Any], what: str = "pk") -> Coalesce:
    of_partner = rows.filter(partner_id=OuterRef("pk")).order_by().values("partner_id")
    return Coalesce(Subquery(of_partner.annotate(n=Count(what, distinct=True)).values("n")), 0)


def payments_that_wait(*, viewer: Viewer, today: date) -> Question[Waiting] | None:
    """What waits, for the desk of whoever keeps payments; None for others."""
    return what_waits(viewer=viewer, today=today) if keeps(viewer) else None
