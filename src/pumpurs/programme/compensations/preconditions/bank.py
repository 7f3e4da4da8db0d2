"""What must be true of a bank's statement before it is taken in, and what is known of the payments it names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from pumpurs.foundation.sealed import unseal
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import Allowance, BankLine, LedgerLine, PartnerAccount, Payment
from pumpurs.programme.compensations.preconditions.payments import WITH_THE_BANK, the_bank_paid_it
from pumpurs.programme.compensations.rules.bank_statement import Booking
from pumpurs.programme.compensations.rules.claims import claim_code, left_eur, over_cap
from pumpurs.programme.compensations.rules.matching import BESIDE_THE_BOOKS, Known
from pumpurs.programme.compensations.rules.payment_file import ABOUT_PARTNER
from pumpurs.rulebook import compensation_kinds
from pumpurs.values.reasons import Reason

MOST_NAMED = 5  # references that a refusal names


def known_payments(bookings: Iterable[Booking], partner_id: UUID) -> dict[str, Known]:
    """What is known of the payments that the bookings name, by reference."""
    references = {one.reference for one in bookings}
    lines = BankLine.objects.filter(payment=OuterRef("pk"), outcome__in=("confirmed", "returned"))
    given = LedgerLine.objects.filter(claim=OuterRef("claim"), what="recover")
    rows = Payment.objects.filter(partner_id=partner_id, reference__in=references).annotate(
        left=Exists(lines.filter(amount_eur__lt=0)),
        came_back=Exists(lines.filter(amount_eur__gt=0)),
        recovered=Exists(given),
    )
    columns = (
        "reference",
        "id",
        "amount_eur",
        "state",
        "batch__state",
        "confirmed_on",
        "left",
        "came_back",
        "recovered",
        "batch__signed_at",
        "returned_on",
    )
    found: dict[str, Known] = {}
    for reference, key, eur, state, batch, paid_on, left, back, recovered, at, back_on in rows.values_list(
        *columns
    ):
        signed = batch in WITH_THE_BANK
        signed_on = localdate(at) if at else None
        found[reference] = Known(key, eur, state, signed, paid_on, left, back, recovered, signed_on, back_on)
    return found


def taken_before(bookings: Iterable[Booking], partner_id: UUID) -> frozenset[str]:
    """The bank's references among the bookings that were taken in before."""
    references = {one.bank_reference for one in bookings}
    rows = BankLine.objects.filter(partner_id=partner_id, bank_reference__in=references)
    return frozenset(rows.values_list("bank_reference", flat=True))


def statement_not_in_future(last_on: date | None, today: date) -> Reason | None:
    """What the bank did lies behind us."""
    behind = last_on is None or last_on <= today
    return None if behind else Reason("bank_statement.take.in_future", {"day": last_on}, place="file")


def of_our_account(iban: str, partner_id: UUID) -> Reason | None:
    """The statement is of an account that this partner paid from, now or before."""
    rows = PartnerAccount.objects.filter(partner_id=partner_id, signed_at__isnull=False)
    known = {unseal(one.sealed_iban, about=ABOUT_PARTNER) for one in rows}
    return None if iban in known else Reason("bank_statement.take.other_account", place="file")


def line_is_unknown(outcome: str, answer: str) -> Reason | None:
    """Only an unknown line is answered, and with words."""
    if outcome != "unknown":
        return Reason("bank_line.answer.not_unknown")
    return None if answer.strip() else Reason("bank_line.answer.says_nothing", place="answer")


def line_waits_for_a_second_person(line: BankLine, why: str, viewer: Viewer) -> Reason | None:
    """Money that moved beside the books is settled after it was answered, by another person, and with words."""
    if line.outcome != "answered" or line.why not in BESIDE_THE_BOOKS:
        return Reason("bank_line.settle.not_answered")
    if line.answered_by_id == viewer.account_id:
        return Reason("bank_line.settle.answered_it")
    return None if why.strip() else Reason("bank_line.settle.says_nothing", place="why")


def cannot_stand(payment: Payment, allowance: Allowance) -> Reason | None:
    """What the bank paid is booked at its claim while that is possible; only what cannot be is settled by words."""
    taken = payment.claim.state in ("in_batch", "paid") or payment.state != "returned"
    gone = taken or the_bank_paid_it(payment) or fits_again(payment, allowance)
    return None if gone else Reason("bank_line.settle.book_it", {"payment": payment.reference})


def fits_again(payment: Payment, allowance: Allowance) -> Reason | None:
    """What the bank paid after all is at most what the claim documents now, and what its cap has left beside it."""
    claim, eur = payment.claim, payment.amount_eur
    cap = compensation_kinds.cap_on(claim.kind, claim.service_on).eur
    left = left_eur(cap_eur=cap, granted_eur=allowance.granted_eur - claim.granted_eur)
    fits = eur <= claim.documented_eur and over_cap(asked_eur=eur, left=left, cap_eur=cap) is None
    return None if fits else Reason("payment.stand.no_room", {"claim": claim_code(claim.number)})


def said_by_another(payments: Collection[Payment], step: str, viewer: Viewer) -> Reason | None:
    """Nobody says by hand what became of money that the same person granted, now or before it came back."""
    claims = [one.claim_id for one in payments]
    mine = LedgerLine.objects.filter(claim__in=claims, what="grant", by_id=viewer.account_id)
    return Reason(f"{step}.granted_it") if claims and mine.exists() else None


def it_was_sent(payments: Collection[Payment]) -> Reason | None:
    """By hand only that is paid which the bank was asked to pay."""
    kept = sorted(one.reference for one in payments if one.state == "waiting" and one.batch.sent_at is None)
    return Reason("payment.confirm.not_sent", {"payments": ", ".join(kept[:MOST_NAMED])}) if kept else None


def not_before_its_day(payments: Collection[Payment], day: date) -> Reason | None:
    """By hand nothing is paid between the signature and the day on which the bank was asked to pay."""
    told = [one.batch for one in payments if one.state == "waiting" and one.batch.signed_at]
    first = max(
        (one.pays_on for one in told if one.signed_at and day >= localdate(one.signed_at)), default=day
    )
    return None if day >= first else Reason("payment.confirm.before_its_day", {"first": first}, "paid_on")
