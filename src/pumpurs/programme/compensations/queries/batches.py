"""Reads of batches and payments: what is ready, what is under way, one batch with its lines, one payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, When

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.lifecycle.claim import OPEN
from pumpurs.programme.compensations.lifecycle.payments import BATCH_LIFE, PAYMENT_LIFE
from pumpurs.programme.compensations.models import Batch, Claim, LedgerLine, PartnerAccount, Payment
from pumpurs.programme.compensations.permissions.payments import KEEPERS, may_ask_back
from pumpurs.programme.compensations.preconditions.own_money import (
    own_family,
    own_money_of,
    through_a_link_of,
)
from pumpurs.programme.compensations.preconditions.payments import (
    WITH_THE_BANK,
    file_as_signed,
    left_by_bank,
    left_to_ask,
    order_of,
    ready,
)
from pumpurs.programme.compensations.queries.receivers import NOBODY_NAMED, Receivers, receivers_of
from pumpurs.programme.compensations.rules.claims import claim_code
from pumpurs.programme.compensations.rules.payment_file import as_csv, content_seal, masked, pain
from pumpurs.programme.people.models import Appointment
from pumpurs.rulebook import payment_duties
from pumpurs.values.roles import NATIONAL_ROLES

PURPOSE = "compensations"
HAS_ACCOUNT = Q(payee__isnull=False, payee__replaced_at=None)


@dataclass(frozen=True)
class ReadyCard:
    """A granted claim that waits for its payment: its number, whose account, how much."""

    claim_id: UUID
    code: str
    kind: str
    period: str
    holder: str
    masked_iban: str
    amount_eur: Decimal
    granted_at: datetime | None
    institution: str


@dataclass(frozen=True)
class Ready:
    """How much waits to be paid; `without_account` is granted but nobody told where to, `held` waits for the bank."""

    count: int
    total_eur: Decimal
    without_account: int
    held: int


@dataclass(frozen=True)
class BatchCard:
    """A batch in a list."""

    id: UUID
    number: int
    state: str
    partner: str
    count: int
    total_eur: Decimal
    pays_on: date
    drafted_at: datetime
    drafted_by: str
    signed_by: str
    signed_at: datetime | None
    sent_at: datetime | None
    settled_at: datetime | None
    file_sha256: str


@dataclass(frozen=True)
class PaymentCard:
    """A payment: its number, to which account, how much, what became of it."""

    id: UUID
    claim_id: UUID
    claim_code: str
    claim_state: str
    reference: str
    holder: str
    masked_iban: str
    amount_eur: Decimal
    state: str
    confirmed_on: date | None
    returned_on: date | None
    return_code: str
    batch_id: UUID
    batch_number: int


@dataclass(frozen=True)
class OneBatch:
    """A batch with a page of its payments, and what the viewer may do with it now.

    `confirms_from`: the day from which the viewer may confirm by hand, where it is not yet here.
    """

    card: BatchCard
    account: str
    waiting: int
    open_steps: tuple[str, ...]
    payments: Page[PaymentCard]
    may_confirm: bool
    confirms_from: date | None
    has_file: bool
    signers: tuple[str, ...]
    drafted_by_me: bool


@dataclass(frozen=True)
class ToSign:
    """What a signer looks over: sums by kind of compensation, and the seal of all that is signed."""

    card: BatchCard
    account: str
    holder: str
    kinds: tuple[tuple[str, int, Decimal], ...]
    largest: tuple[PaymentCard, ...]
    seen: str
    open_steps: tuple[str, ...]


def keeps(viewer: Viewer) -> bool:
    """The viewer keeps payments of some partner: is shown the buttons of that work."""
    return viewer.role in KEEPERS and bool(viewer.reach.partners)


def drafts(viewer: Viewer, day: date) -> bool:
    """The viewer may put claims of some partner into a batch on that day."""
    return viewer.role in payment_duties.roles_anywhere("draft", day) and bool(viewer.reach.partners)


def what_is_ready(*, viewer: Viewer, today: date) -> Ready:
    """Granted claims that wait to be paid."""
    granted, waits = Q(state="granted", granted_eur__gt=0), ready(today)
    found = (
        Claim.objects.visible_to(viewer)
        .filter(granted)
        .aggregate(
            count=Count("id", filter=waits),
            total=Sum("granted_eur", filter=waits),
            held=Count("id", filter=HAS_ACCOUNT & ~waits),
            without=Count("id", filter=~HAS_ACCOUNT),
        )
    )
    return Ready(found["count"], found["total"] or Decimal(0), found["without"], found["held"])


def ready_claims(*, viewer: Viewer, page: int, today: date) -> Page[ReadyCard]:
    """Granted claims with an account, the longest waiting first."""
    rows = Claim.objects.visible_to(viewer).filter(ready(today)).select_related("payee", "institution")
    found = paged(rows.order_by("granted_at", "number"), page, lambda row: row)
    audit.shown(viewer, "payments.new", learners=[row.learner_id for row in found.items], purpose=PURPOSE)
    return Page(tuple(map(_ready, found.items)), found.number, found.more)


def _ready(row: Claim) -> ReadyCard:
    assert row.payee is not None
    return ReadyCard(
        row.id, claim_code(row.number), row.kind, row.period, row.payee.holder_name, row.payee.masked_iban,
        row.granted_eur, row.granted_at, row.institution.name,
    )  # fmt: skip


def batches(*, viewer: Viewer, page: int, state: str = "") -> Page[BatchCard]:
    """Batches in reach, newest first."""
    rows = Batch.objects.visible_to(viewer).select_related("partner", "drafted_by", "signed_by")
    rows = rows.filter(state=state) if state else rows
    return paged(rows.order_by("-drafted_at", "-number"), page, _card)


def _card(row: Batch) -> BatchCard:
    return BatchCard(
        row.id, row.number, row.state, row.partner.name, row.payments_count, row.total_eur, row.pays_on, row.drafted_at,
        row.drafted_by.name, row.signed_by.name if row.signed_by else "", row.signed_at, row.sent_at, row.settled_at,
        row.file_sha256,
    )  # fmt: skip


def _batch(batch_id: UUID, viewer: Viewer) -> Batch:
    """With how many payments wait, the masked account that it is paid from, and if the viewer granted one."""
    rows = Batch.objects.visible_to(viewer).select_related("partner", "drafted_by", "signed_by")
    account = PartnerAccount.objects.filter(pk=OuterRef("account_id")).values("masked_iban")
    waiting = Count("payments", filter=Q(payments__state="waiting"))
    granted = LedgerLine.objects.filter(
        claim__payments__batch=OuterRef("pk"),
        claim__payments__state="waiting",
        what="grant",
        by_id=viewer.account_id,
    )
    batch: Batch = rows.annotate(waiting=waiting, paid_from=Subquery(account), mine=Exists(granted)).get(
        pk=batch_id
    )
    return batch


def _payments(viewer: Viewer) -> QuerySet[Payment]:
    return Payment.objects.visible_to(viewer).select_related("payee", "claim", "batch")


def _payment(row: Payment, viewer: Viewer) -> PaymentCard:
    by_number = viewer.role in NATIONAL_ROLES  # they read the claim's number: no account holder, no account
    holder, iban = ("", "") if by_number else (row.payee.holder_name, row.payee.masked_iban)
    return PaymentCard(
        row.id, row.claim_id, claim_code(row.claim.number), row.claim.state, row.reference, holder, iban,
        row.amount_eur, row.state, row.confirmed_on, row.returned_on, row.return_code, row.batch_id, row.batch.number,
    )  # fmt: skip


def one_batch(*, viewer: Viewer, batch_id: UUID, page: int, today: date) -> OneBatch:
    """One batch with a page of its payments; who may sign it today. DoesNotExist out of reach."""
    batch = _batch(batch_id, viewer)
    rows = _payments(viewer).filter(batch=batch).exclude(state="dropped").order_by("claim__number", "id")
    found = paged(rows, page, lambda row: row)
    told: dict[str, Any] = vars(batch)
    waiting = told["waiting"]
    audit.shown(viewer, "payments.one", learners=[row.learner_id for row in found.items], purpose=PURPOSE)
    with_bank = batch.state in WITH_THE_BANK
    signers = _signers(batch, viewer, today) if batch.state == "drafted" else {}
    steps = BATCH_LIFE.open_steps(batch, viewer)
    confirms = with_bank and batch.sent_at is not None and waiting > 0 and keeps(viewer) and not told["mine"]
    return OneBatch(
        card=_card(batch),
        account=told["paid_from"] or "",
        waiting=waiting,
        open_steps=tuple(one for one in steps if one != "sign" or viewer.account_id in signers),
        payments=_page(found, viewer),
        may_confirm=confirms and today >= batch.pays_on,
        confirms_from=batch.pays_on if confirms and today < batch.pays_on else None,
        has_file=bool(batch.file_sha256) and keeps(viewer),
        signers=tuple(sorted(set(signers.values()))),
        drafted_by_me=batch.drafted_by_id == viewer.account_id,
    )


def _signers(batch: Batch, viewer: Viewer, today: date) -> dict[UUID, str]:
    """Who may sign the batch, by account: with the duty at its partner, no other hand in it and no own money."""
    people = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=today),
        role__in=payment_duties.roles("sign", batch.partner.kind, batch.pays_on),
        partner_id=batch.partner_id,
        since__lte=today,
        account__is_active=True,
    )
    me = OuterRef("account_id")
    decided = Q(claim__checked_by=me) | Q(claim__granted_by=me)
    busy = Exists(batch.payments.exclude(state="dropped").filter(decided))
    found = people.exclude(account_id=batch.drafted_by_id).exclude(busy)
    found = found.exclude(own_money_of(batch, "account_id"))
    with open_eyes(viewer, "signers"):
        return dict(found.values_list("account_id", "account__name"))


def batch_to_sign(*, viewer: Viewer, batch_id: UUID) -> ToSign:
    """What stands on the page where the batch is signed. DoesNotExist out of reach."""
    batch = _batch(batch_id, viewer)
    waiting = batch.payments.filter(state="waiting")
    kinds = waiting.order_by().values_list("claim__kind").annotate(Count("id"), Sum("amount_eur"))
    largest = (
        _payments(viewer).filter(batch=batch, state="waiting").order_by("-amount_eur", "claim__number")[:5]
    )
    order = order_of(batch)
    audit.shown(viewer, "payments.sign", learners=[row.learner_id for row in largest], purpose=PURPOSE)
    return ToSign(
        card=_card(batch),
        account=masked(order.payer_iban) if order.payer_iban else "",
        holder=order.payer_name,
        kinds=tuple(sorted(kinds)),
        largest=tuple(_payment(one, viewer) for one in largest),
        seen=content_seal(order),
        open_steps=BATCH_LIFE.open_steps(batch, viewer),
    )


def payment_file(
    *, viewer: Viewer, batch_id: UUID, version: str, header: tuple[str, ...]
) -> tuple[int, bytes]:
    """Number of the batch and its file: a version of pain.001, or "csv". Only once signed; the same bytes each time.

    Refused if the rows are not what was signed; DoesNotExist out of reach or unsigned.
    """
    batch = _batch(batch_id, viewer)
    if not batch.file_sha256 or not keeps(viewer):
        raise Batch.DoesNotExist
    refuse_if(file_as_signed(batch))
    order = order_of(batch)
    audit.changed(viewer, "batch.file", batch, details={"version": version})
    return batch.number, as_csv(order, header) if version == "csv" else pain(order, version=version)


@dataclass(frozen=True)
class OnePayment:
    """A payment, and what the viewer may do with it now; `left_to_ask_eur` is what could be asked back.

    `left_by_bank_on`: the day on which a statement of the bank says that the money left, while it is away.
    `left_to_another`: the viewer granted it, or it is the own money: another person says what became of it, so long as
    the bank has not proved it. `confirms_from`: the day from which it is confirmed by hand, where it is not yet here.
    `receivers`: who could note what comes back if the viewer asked for it.
    """

    card: PaymentCard
    open_steps: tuple[str, ...]
    left_to_ask_eur: Decimal
    partner: str
    may_take_out: bool
    left_by_bank_on: date | None
    left_to_another: bool
    confirms_from: date | None
    receivers: Receivers


def one_payment(*, viewer: Viewer, payment_id: UUID, today: date) -> OnePayment:
    """One payment. DoesNotExist out of reach."""
    mine = Q(payee__told_by_id=viewer.account_id) | through_a_link_of(viewer.account_id)
    mine |= own_family(viewer, OuterRef("learner_id"))
    mine |= Q(
        Exists(LedgerLine.objects.filter(claim=OuterRef("claim"), what="grant", by_id=viewer.account_id))
    )
    own = Case(When(mine, then=True), default=False)
    row = (
        _payments(viewer)
        .select_related("batch__partner", "claim__partner")
        .annotate(mine=own)
        .get(pk=payment_id)
    )
    audit.shown(viewer, "payments.payment", learners=[row.learner_id], purpose=PURPOSE)
    with_bank = row.batch.state in WITH_THE_BANK
    steps = PAYMENT_LIFE.open_steps(row, viewer) if with_bank else ()
    mine_to_say = frozenset(steps) & {"confirm", "return", "stand"} if vars(row)["mine"] else frozenset()
    steps = tuple(one for one in steps if one not in mine_to_say and (one != "confirm" or row.batch.sent_at))
    early = "confirm" in steps and today < row.batch.pays_on
    steps = tuple(one for one in steps if one != "confirm" or not early)
    asks = row.state == "confirmed" and may_ask_back(viewer, row.batch.partner, today)
    left = left_to_ask(row.claim) if asks else Decimal(0)
    out = row.state == "waiting" and BATCH_LIFE.may("take_out", row.batch, viewer)
    gone = left_by_bank(row) if row.state in ("confirmed", "returned") else None
    day = gone.booked_on if gone else None
    proven = gone is not None and row.state == "confirmed"
    return OnePayment(
        card=_payment(row, viewer),
        open_steps=steps,
        left_to_ask_eur=left,
        partner=row.batch.partner.name,
        may_take_out=out,
        left_by_bank_on=day,
        left_to_another=bool(mine_to_say) and not proven,
        confirms_from=row.batch.pays_on if early else None,
        receivers=_receivers(row, viewer, today) if left > 0 else NOBODY_NAMED,
    )


def _receivers(row: Payment, viewer: Viewer, today: date) -> Receivers:
    return receivers_of(row.claim, asked_by_id=viewer.account_id, viewer=viewer, today=today)


def returned_payments(*, viewer: Viewer, page: int) -> Page[PaymentCard]:
    """Payments that came back and whose claims wait for an answer: a new account and a new grant, or an end."""
    rows = _payments(viewer).filter(state="returned", claim__state__in=OPEN)
    latest = Payment.objects.filter(claim=OuterRef("claim")).order_by("-batch__number").values("id")[:1]
    found = paged(rows.filter(pk=Subquery(latest)).order_by("returned_on", "id"), page, lambda row: row)
    audit.shown(
        viewer, "payments.returned", learners=[row.learner_id for row in found.items], purpose=PURPOSE
    )
    return _page(found, viewer)


def _page(found: Page[Payment], viewer: Viewer) -> Page[PaymentCard]:
    return Page(tuple(_payment(one, viewer) for one in found.items), found.number, found.more)
