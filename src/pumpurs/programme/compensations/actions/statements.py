"""The bank's statement taken in (konta izraksts): every line once, whatever was taken in before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit, failpoints
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.actions.ledger import allowance_of, allowance_of_claim
from pumpurs.programme.compensations.actions.settling import (
    known_code,
    locked_payments,
    paid,
    returned,
    settle,
)
from pumpurs.programme.compensations.models import BankLine, BankStatement, Payment
from pumpurs.programme.compensations.permissions.payments import keeps_the_payments
from pumpurs.programme.compensations.preconditions.bank import (
    cannot_stand,
    known_payments,
    line_is_unknown,
    line_waits_for_a_second_person,
    of_our_account,
    said_by_another,
    statement_not_in_future,
    taken_before,
)
from pumpurs.programme.compensations.preconditions.own_money import no_own_childs_payment
from pumpurs.programme.compensations.preconditions.payments import of_one_partner
from pumpurs.programme.compensations.rules.bank_statement import Booking, StatementRead
from pumpurs.programme.compensations.rules.matching import CONFIRMED, KNOWN, RETURNED, Match, matched

LONGEST_ANSWER = 300
MOVES = (CONFIRMED, RETURNED)


@dataclass(frozen=True)
class Taken:
    """What a statement changed."""

    confirmed: int
    returned: int
    unknown: int
    known: int


@transaction.atomic
def take(*, read: StatementRead, viewer: Viewer, now: datetime) -> Taken:
    """Take in what a statement says of the payments of the viewer's partner: all of it or nothing.

    The same file twice, or lines that an earlier statement held too, change nothing. Refused for another's account, to
    who granted money that the statement moves, and to the own family or whose hand was in account or claim of it.
    """
    refuse_if(of_one_partner(viewer.reach.partners))
    (partner_id,) = viewer.reach.partners
    refuse_if(of_our_account(read.iban, partner_id), statement_not_in_future(read.last_on, localdate(now)))
    statement = _statement(read, partner_id, viewer, now)
    refuse_if(not_yours("bank_statement.take", keeps_the_payments, viewer, statement))
    wanted = known_payments(read.bookings, partner_id)
    locked = (
        {one.id: one for one in locked_payments([k.payment_id for k in wanted.values()], viewer)}
        if wanted
        else {}
    )
    # what is known is read again behind the locks: somebody may have taken in the same lines a moment ago
    matches = matched(
        read.bookings, known_payments(read.bookings, partner_id), taken_before(read.bookings, partner_id)
    )
    fresh = [one for one in matches if one.outcome != KNOWN]
    acts = [(locked[one.payment_id], one) for one in fresh if one.payment_id and one.outcome in MOVES]
    # a statement is a file that anybody could write: whose grant or own money it speaks of does not bring it
    moved = [payment for payment, _one in acts]
    refuse_if(
        said_by_another(moved, "bank_statement.take", viewer),
        no_own_childs_payment(moved, "bank_statement.take", viewer),
    )
    BankLine.objects.bulk_create([_line(one, statement, partner_id) for one in fresh], ignore_conflicts=True)
    # claims in the one order of allowances; of one claim what left before what came back
    for payment, one in sorted(acts, key=lambda act: allowance_of_claim(act[0].claim)):
        _act(one, payment, viewer, now)
    failpoints.reach("statement.booked")
    settle({one.batch_id for one in locked.values()}, viewer, now)
    told = _counted(matches)
    audit.changed(viewer, "bank_statement.take", statement, details=vars(told))
    failpoints.reach("statement.taken")
    return told


def _statement(read: StatementRead, partner_id: UUID, viewer: Viewer, now: datetime) -> BankStatement:
    """The statement's row; that of before if the same file was taken in. Its row is what two hands meet at."""
    row = BankStatement(
        partner_id=partner_id, sha256=read.sha256, bank_number=read.bank_number, first_on=read.first_on,
        last_on=read.last_on, taken_by_id=viewer.account_id, taken_at=now,
    )  # fmt: skip
    BankStatement.objects.bulk_create([row], ignore_conflicts=True)
    return BankStatement.objects.get(partner_id=partner_id, sha256=read.sha256)


def _line(match: Match, statement: BankStatement, partner_id: UUID) -> BankLine:
    one: Booking = match.booking
    return BankLine(
        statement=statement, partner_id=partner_id, bank_reference=one.bank_reference, booked_on=one.booked_on,
        amount_eur=one.amount_eur, reference=one.reference, outcome=match.outcome, why=match.why,
        payment_id=match.payment_id,
    )  # fmt: skip


def _act(match: Match, payment: Payment, viewer: Viewer, now: datetime) -> None:
    """Money that left: paid. Money that came back: it must have left before, so both are booked."""
    day = match.booking.booked_on
    if payment.state == "waiting":
        paid(payment, day, viewer, now)
    if match.outcome == RETURNED:
        returned(payment, day, known_code(match.booking.return_code), viewer, now)


def _counted(matches: tuple[Match, ...]) -> Taken:
    outcomes = [one.counted_as for one in matches]
    return Taken(
        outcomes.count("confirmed"),
        outcomes.count("returned"),
        outcomes.count("unknown"),
        outcomes.count(KNOWN),
    )


@transaction.atomic
def answer(*, line_id: UUID, words: str, viewer: Viewer, now: datetime) -> None:
    """Say what an unknown line was about; it asks no more. DoesNotExist out of reach.

    Money that moved beside the books waits for a second person. Refused to who granted the payment that the line
    names, and to the own family.
    """
    line = _line_in_hand(line_id, "answer", viewer)
    refuse_if(line_is_unknown(line.outcome, words))
    line.outcome, line.answer, line.answered_by_id = "answered", _short(words), viewer.account_id
    line.save(update_fields=["outcome", "answer", "answered_by"])
    audit.changed(viewer, "bank_line.answer", line)


@transaction.atomic
def settle_line(*, line_id: UUID, why: str, viewer: Viewer, now: datetime) -> None:
    """Say where money is that the bank moved beside the books; the nightly proof lists it no more.

    Refused to who answered it, and where it can be booked at its claim (`settling.stand`).
    """
    line = _line_in_hand(line_id, "settle", viewer)
    refuse_if(line_waits_for_a_second_person(line, why, viewer))
    if line.payment_id:
        (payment,) = locked_payments([line.payment_id], viewer)
        with open_eyes(viewer, "allowance"):
            refuse_if(cannot_stand(payment, allowance_of(payment.claim, now)))
    line.outcome, line.settled_why, line.settled_by_id = "settled", _short(why), viewer.account_id
    line.save(update_fields=["outcome", "settled_why", "settled_by"])
    audit.changed(viewer, "bank_line.settle", line)


def _line_in_hand(line_id: UUID, step: str, viewer: Viewer) -> BankLine:
    """The line, locked; refused to whoever says nothing about this money."""
    rows = BankLine.objects.visible_to(viewer).select_related("payment")
    line: BankLine = rows.select_for_update(of=("self",)).get(pk=line_id)
    about = [line.payment] if line.payment else []
    refuse_if(not_yours(f"bank_line.{step}", keeps_the_payments, viewer, line))
    refuse_if(
        said_by_another(about, f"bank_line.{step}", viewer),
        no_own_childs_payment(about, f"bank_line.{step}", viewer),
    )
    return line


def _short(words: str) -> str:
    return " ".join(words.split())[:LONGEST_ANSWER]
