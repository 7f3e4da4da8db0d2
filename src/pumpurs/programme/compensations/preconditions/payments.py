"""What must be true before money moves: of a batch, of a payment, of money asked back, of a partner's account."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils.timezone import localdate

from pumpurs.foundation.sealed import unseal
from pumpurs.foundation.visibility import NOBODY, Viewer, open_eyes
from pumpurs.programme.compensations.models import (
    BankLine,
    BankStatement,
    Batch,
    Claim,
    LedgerLine,
    PartnerAccount,
    Payment,
    Recovery,
)
from pumpurs.programme.compensations.rules.holders import bank_can_write
from pumpurs.programme.compensations.rules.payment_file import (
    ABOUT_PARTNER,
    ABOUT_PAYEE,
    RETURN_CODES,
    OrderLine,
    PaymentOrder,
    content_seal,
    pain,
)
from pumpurs.rulebook.accounting_terms import number_on
from pumpurs.values.reasons import Reason

LONGEST_HOLDER = 70
LONGEST_REASON = 300
WITH_THE_BANK = frozenset({"signed", "sent", "settled"})  # states of a batch whose payments the bank can know
LINES = BankLine.objects.filter(payment=OuterRef("pk")).exclude(outcome="settled")
LEFT = Q(Exists(LINES.filter(amount_eur__lt=0)))  # the bank says so, whatever a person said before
CAME_BACK = Q(Exists(LINES.filter(amount_eur=OuterRef("amount_eur"))))
BOOKED_BY_THE_TAKER = LedgerLine.objects.filter(
    claim=OuterRef(OuterRef("claim")), what__in=("grant", "return", "reverse"), by_id=OuterRef("taken_by")
)
LATER_STATEMENT = BankStatement.objects.filter(
    ~Exists(BOOKED_BY_THE_TAKER),
    partner=OuterRef("partner_id"),
    last_on__gt=Greatest(OuterRef("returned_on"), OuterRef("batch__pays_on")),
)
BORNE_OUT = ("", "paid_though_ended")  # `why` of a booking by which the money of a payment can have left
SAID_BY_HAND = Q(state="returned", batch__sent_at__isnull=False) & ~CAME_BACK


def ready(today: date) -> Q:
    """Claims for a batch: granted, with the account in force, and no money of the same cap perhaps still on its way."""
    granted = Q(state="granted", granted_eur__gt=0, payee__isnull=False, payee__replaced_at=None)
    return granted & ~on_its_way(today)


def on_its_way(today: date) -> Q:
    """For rows of claims: money of the same learner, kind and period may still be on its way.

    What was given to the bank and said by hand to be back frees its euros, but they are paid again only once the bank's
    statement bears it out, or a statement of a later day, taken in by who neither granted it nor noted the return,
    tells nothing of it, or the rulebook's days have passed; and not at all while the bank says that it left.
    """
    since = today - timedelta(number_on("return_by_hand_held_days", today))
    open_yet = Q(returned_on__gt=since) & ~Q(Exists(LATER_STATEMENT))
    held = Payment.objects.filter(
        SAID_BY_HAND & (LEFT | open_yet),
        learner_id=OuterRef("learner_id"),
        claim__kind=OuterRef("kind"),
        claim__period=OuterRef("period"),
    )
    return Q(Exists(held))


def held_among(claim_ids: Collection[UUID], today: date, viewer: Viewer) -> frozenset[UUID]:
    """Claims whose cap is held, wherever in the country: a learner who moved has one cap and two partners."""
    with open_eyes(viewer, "held"):
        return frozenset(
            Claim.objects.filter(on_its_way(today), pk__in=claim_ids).values_list("id", flat=True)
        )


def nothing_on_its_way(batch: Batch, today: date, viewer: Viewer) -> Reason | None:
    """Since the batch was drafted the bank may have told that money of one of its caps left after all."""
    waiting = dict(batch.payments.filter(state="waiting").values_list("claim_id", "reference"))
    held = held_among(waiting, today, viewer)
    references = sorted(waiting[one] for one in held)
    return Reason("batch.sign.held", {"payments": ", ".join(references)}) if references else None


def order_of(batch: Batch) -> PaymentOrder:
    """The batch as it is told to the bank: a function of its rows and nothing else."""
    account = PartnerAccount.objects.filter(pk=batch.account_id or NOBODY).first()
    rows = batch.payments.exclude(state="dropped").select_related("payee")
    lines = [
        OrderLine(
            reference=one.reference,
            amount_eur=one.amount_eur,
            holder_name=one.payee.holder_name,
            iban=unseal(one.payee.sealed_iban, about=ABOUT_PAYEE),
        )
        for one in sorted(rows, key=lambda row: (len(row.reference), row.reference))
    ]
    return PaymentOrder(
        number=batch.number,
        made_at=batch.drafted_at,
        payer_name=account.holder_name if account else "",
        payer_iban=unseal(account.sealed_iban, about=ABOUT_PARTNER) if account else "",
        pays_on=batch.pays_on,
        lines=tuple(lines),
    )


def something_to_pay(found: Sequence[object]) -> Reason | None:
    """At least one granted claim with an account waits."""
    return None if found else Reason("batch.draft.nothing_ready")


def pays_on_a_coming_day(pays_on: date, today: date) -> Reason | None:
    """The bank is asked to pay today or later, and not on a day that nobody will remember."""
    if pays_on < today:
        return Reason("batch.draft.past_day", {"today": today}, place="pays_on")
    last = today + timedelta(number_on("payment_ahead_most_days", today))
    return None if pays_on <= last else Reason("batch.draft.too_far", {"last": last}, place="pays_on")


def of_one_partner(partners: frozenset[UUID]) -> Reason | None:
    """Whoever drafts acts for exactly one partner."""
    return None if len(partners) == 1 else Reason("batch.draft.not_yours", {"rule": "keeps_the_payments"})


def it_holds_payments(batch: Batch) -> Reason | None:
    """A batch whose payments were all taken out is dissolved, not signed."""
    there = batch.payments.filter(state="waiting").exists()
    return None if there else Reason("batch.sign.empty")


def partner_account_in_force(batch: Batch) -> Reason | None:
    """The account that the money leaves is the one in force, signed by a second person."""
    account = account_in_force(batch.partner_id)
    return None if account and account.id == batch.account_id else Reason("batch.sign.no_account")


def accounts_still_right(batch: Batch) -> Reason | None:
    """No payee told another account since the batch was drafted."""
    changed = batch.payments.filter(state="waiting", payee__replaced_at__isnull=False)
    references = sorted(changed.values_list("reference", flat=True))
    return Reason("batch.sign.accounts_changed", {"payments": ", ".join(references)}) if references else None


def sums_stand(batch: Batch) -> Reason | None:
    """Each payment pays exactly what its claim was granted, and the batch says their count and sum."""
    rows = list(
        batch.payments.filter(state="waiting").values_list("amount_eur", "claim__granted_eur", "claim__state")
    )
    agree = all(amount == granted and state == "in_batch" for amount, granted, state in rows)
    whole = (len(rows), sum((row[0] for row in rows), Decimal(0))) == (batch.payments_count, batch.total_eur)
    return None if agree and whole else Reason("batch.sign.sums_differ")


def as_it_was_shown(batch: Batch, seen: str) -> Reason | None:
    """What is signed is what stood on the page."""
    return None if content_seal(order_of(batch)) == seen else Reason("batch.sign.changed_meanwhile")


def file_as_signed(batch: Batch) -> Reason | None:
    """The file made of the rows now has the hash that was signed."""
    order = order_of(batch)
    same = bool(order.lines) and hashlib.sha256(pain(order)).hexdigest() == batch.file_sha256
    return None if same else Reason("batch.send.not_as_signed", {"number": batch.number})


def account_in_force(partner_id: UUID) -> PartnerAccount | None:
    """The account that a partner pays from."""
    rows = PartnerAccount.objects.filter(partner_id=partner_id, replaced_at=None, signed_at__isnull=False)
    return rows.first()


def signed_by_another(account: PartnerAccount, account_id: UUID) -> Reason | None:
    """Four eyes: who told the account does not sign it."""
    return Reason("partner_account.sign.told_it_herself") if account.told_by_id == account_id else None


def waits_for_a_signature(account: PartnerAccount) -> Reason | None:
    """The account was told, not signed and not replaced by another."""
    waits = account.signed_at is None and account.replaced_at is None
    return None if waits else Reason("partner_account.sign.not_waiting")


def holder_is_named(holder_name: str) -> Reason | None:
    """The name that stands in the payment file."""
    if not 0 < len(holder_name) <= LONGEST_HOLDER:
        return Reason("partner_account.tell.no_holder", {"most": LONGEST_HOLDER}, "holder_name")
    written = bank_can_write(holder_name)
    return None if written else Reason("partner_account.tell.holder_not_for_the_bank", place="holder_name")


def with_the_bank(batch: Batch) -> Reason | None:
    """Only what was signed can have been paid or given back."""
    known = batch.state in WITH_THE_BANK
    return None if known else Reason("payment.confirm.not_signed")


def the_bank_paid_it(payment: Payment) -> Reason | None:
    """The bank's statements say that the money left and did not come back."""
    return None if left_by_bank(payment) else Reason("payment.stand.bank_does_not_say_so")


def left_by_bank(payment: Payment) -> BankLine | None:
    """The booking by which the payment left, where all that the bank told of it comes to one such booking."""
    lines = list(payment.bank_lines.order_by("booked_on", "id"))
    net = sum((one.amount_eur for one in lines), Decimal(0))
    out = [one for one in lines if one.amount_eur == -payment.amount_eur and one.why in BORNE_OUT]
    return out[-1] if out and net == -payment.amount_eur else None


def returns_with_a_reason(payment: Payment) -> Reason | None:
    """A payment comes back for one of the reasons that banks know."""
    known = payment.return_code in RETURN_CODES
    return None if known else Reason("payment.return.no_reason", place="return_code")


def day_not_in_future(day: date, today: date, place: str) -> Reason | None:
    """What the bank did lies behind us."""
    return None if day <= today else Reason("payment.confirm.in_future", {"today": today}, place)


def not_before_signing(payment: Payment, day: date) -> Reason | None:
    """No money leaves before the batch was signed."""
    signed_at = payment.batch.signed_at
    if signed_at is None or day >= (signed_on := localdate(signed_at)):
        return None
    return Reason("payment.confirm.before_signing", {"signed": signed_on}, "paid_on")


def not_before_it_left(payment: Payment, day: date) -> Reason | None:
    """Money comes back after it left; what the bank never paid is known after the signature."""
    if payment.confirmed_on is None:
        signed_at = payment.batch.signed_at
        first = localdate(signed_at) if signed_at else day
    else:
        first = payment.confirmed_on
    return None if day >= first else Reason("payment.return.before_it_left", {"first": first}, "returned_on")


def the_bank_did_not_say_it_left(payment: Payment) -> Reason | None:
    """Where the bank's statement says that the money left, nobody says by hand that it came back."""
    left = BankLine.objects.filter(payment=payment, outcome="confirmed", amount_eur__lt=0).first()
    return Reason("payment.return.bank_says_paid", {"day": left.booked_on}) if left else None


def received_after_it_was_asked(recovery: Recovery, day: date) -> Reason | None:
    """Money asked back comes on the day of the demand or later."""
    asked_on = localdate(recovery.demanded_at)
    return (
        None if day >= asked_on else Reason("recovery.receive.too_early", {"first": asked_on}, "received_on")
    )


def asks_for_what_was_paid(recovery: Recovery) -> Reason | None:
    """Asked back is more than nothing, and at most what was paid and not asked back already."""
    if recovery.demanded_eur <= 0:
        return Reason("recovery.demand.nothing", place="demanded_eur")
    left = left_to_ask(recovery.claim)
    fits = recovery.demanded_eur <= left
    return None if fits else Reason("recovery.demand.too_much", {"left_eur": left}, place="demanded_eur")


def left_to_ask(claim: Claim) -> Decimal:
    """What was paid of a claim and is neither back nor asked back. The claim is locked by whoever asks."""
    if claim.state != "paid":
        return Decimal(0)
    open_ones = Recovery.objects.filter(claim=claim, state="demanded")
    return claim.granted_eur - sum((one.demanded_eur - one.received_eur for one in open_ones), Decimal(0))


def says_why_it_is_asked_back(recovery: Recovery) -> Reason | None:
    """A sentence for the family and for the file."""
    said = 0 < len(recovery.reason) <= LONGEST_REASON
    return None if said else Reason("recovery.demand.says_nothing", {"most": LONGEST_REASON}, place="reason")


def says_why_it_is_let_go(recovery: Recovery) -> Reason | None:
    """A sentence for the file: public money is not let go without a word."""
    said = 0 < len(recovery.dropped_why) <= LONGEST_REASON
    return None if said else Reason("recovery.drop.says_nothing", {"most": LONGEST_REASON}, place="why")


def nothing_came_back(payment: Payment) -> Reason | None:
    """The family gave nothing of it back: what the bank gives back now would be counted twice."""
    back = LedgerLine.objects.filter(claim_id=payment.claim_id, what="recover").exists()
    return Reason("payment.return.came_back_already") if back else None


def the_same_demand(recovery: Recovery, claim: Claim, demanded_eur: Decimal, viewer: Viewer) -> Reason | None:
    """One form is one demand: its key stands for this claim, this sum and this person."""
    told = (recovery.claim_id, recovery.demanded_eur, recovery.demanded_by_id)
    return None if told == (claim.id, demanded_eur, viewer.account_id) else Reason("form.sent_before")


def the_same_receipt(line: LedgerLine, recovery: Recovery, received_eur: Decimal) -> Reason | None:
    """One form is one receipt: its key stands for this claim and this sum."""
    same = (line.claim_id, -line.paid_eur) == (recovery.claim_id, received_eur)
    return None if same else Reason("form.sent_before")


def still_paid(claim: Claim) -> Reason | None:
    """What is received was paid, and the bank did not give it back."""
    return None if claim.state == "paid" else Reason("recovery.receive.not_paid")


def at_most_what_is_owed(recovery: Recovery, amount_eur: Decimal) -> Reason | None:
    """What came is more than nothing; more than was asked back is not taken in here."""
    if amount_eur <= 0:
        return Reason("recovery.receive.nothing", place="received_eur")
    left = recovery.demanded_eur - recovery.received_eur
    fits = amount_eur <= left
    return None if fits else Reason("recovery.receive.too_much", {"left_eur": left}, place="received_eur")
