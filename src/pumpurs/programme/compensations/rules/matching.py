"""What the bank's bookings say about our payments: confirmed, returned, or a question for the accountant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from pumpurs.programme.compensations.rules.bank_statement import Booking

CONFIRMED, RETURNED, UNKNOWN, KNOWN = "confirmed", "returned", "unknown", "known"
BESIDE_THE_BOOKS = ("paid_though_ended", "paid_twice", "other_amount")  # money moved as no book says
WHY = (
    "no_payment", "not_signed", "other_amount", "paid_twice", "returned_twice", "paid_though_ended",
    "given_back_already", "before_signing", "before_it_left",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is known of a payment before a booking is looked at.

    `left` and `came_back`: a bank line about the money leaving, or coming back, was taken in before. `recovered`: the
    family gave some of it back. `signed_on`: nothing can have left before that day.
    """

    payment_id: UUID
    amount_eur: Decimal
    state: str
    signed: bool
    confirmed_on: date | None = None
    left: bool = False
    came_back: bool = False
    recovered: bool = False
    signed_on: date | None = None
    returned_on: date | None = None


@dataclass(frozen=True)
class Match:
    """One booking and what it means; `why` of an unknown one is in WHY.

    `said_on`: the day that was told by hand before, where the booking only bears that out and moves nothing.
    """

    booking: Booking
    outcome: str
    payment_id: UUID | None = None
    why: str = ""
    said_on: date | None = None

    @property
    def counted_as(self) -> str:
        """The outcome for whoever asks what changes: what was told by hand before was known."""
        return KNOWN if self.said_on else self.outcome


def matched(
    bookings: Iterable[Booking], payments: Mapping[str, Known], taken: Collection[str]
) -> tuple[Match, ...]:
    """Each booking with what it means. `payments` by reference; `taken`: references of the bank taken in before.

    The order in which a statement lists its bookings makes no difference: what left comes before what came back.
    """
    payments = dict(payments)
    found = []
    seen = set(taken)
    for one in sorted(bookings, key=lambda b: (b.amount_eur > 0, b.booked_on, b.bank_reference)):
        known = payments.get(one.reference)
        if one.bank_reference in seen:
            found.append(Match(one, KNOWN, known.payment_id if known else None))
            continue
        seen.add(one.bank_reference)
        why = _why_unknown(one, known)
        if why or known is None:
            found.append(Match(one, UNKNOWN, known.payment_id if known else None, why))
            continue
        payments[one.reference] = _after(one, known)
        outcome = RETURNED if one.amount_eur > 0 else CONFIRMED
        found.append(Match(one, outcome, known.payment_id, said_on=_said_on(one, known)))
    return tuple(found)


def _said_on(one: Booking, known: Known) -> date | None:
    """The day told by hand for what this booking says, if it was."""
    if one.amount_eur > 0:
        return known.returned_on if known.state == "returned" else None
    return known.confirmed_on


def _why_unknown(one: Booking, known: Known | None) -> str:
    if known is None:
        return "no_payment"
    if not known.signed or known.state == "dropped":
        return "not_signed"
    if abs(one.amount_eur) != known.amount_eur:
        return "other_amount"
    if known.signed_on and one.booked_on < known.signed_on:
        return "before_signing"
    if known.state == "returned" and known.confirmed_on is None:
        return "paid_though_ended"
    if one.amount_eur > 0:
        return _why_no_return(one, known)
    return "paid_twice" if known.left else ""


def _why_no_return(one: Booking, known: Known) -> str:
    if known.came_back:
        return "returned_twice"
    if known.recovered and known.state != "returned":
        return "given_back_already"
    early = known.confirmed_on is not None and one.booked_on < known.confirmed_on
    return "before_it_left" if early and known.state != "returned" else ""


def _after(one: Booking, known: Known) -> Known:
    if one.amount_eur > 0:
        return replace(
            known, state="returned", came_back=True, confirmed_on=known.confirmed_on or one.booked_on
        )
    state = "confirmed" if known.state == "waiting" else known.state
    return replace(known, state=state, left=True, confirmed_on=known.confirmed_on or one.booked_on)
