"""What bookings mean, on plain values: the order in which they come makes no difference."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from pumpurs.programme.compensations.rules.bank_statement import Booking
from pumpurs.programme.compensations.rules.matching import KNOWN, UNKNOWN, Known, Match, matched

DAYS = [date(2026, 11, day) for day in (9, 10, 11)]
PAYMENTS = {
    f"PMP1N{turn}": Known(UUID(int=turn), Decimal(10 * turn), "waiting", signed=turn < 4)
    for turn in range(1, 5)
}


def booking(bank: str, day: date, turn: int, sign: int, off: int) -> Booking:
    """A booking about a payment, now and then of a wrong sum."""
    return Booking(bank, day, Decimal(sign * (10 * turn + off)), f"PMP1N{turn}")


BOOKINGS = some.builds(
    booking,
    some.sampled_from("abcdefgh"),
    some.sampled_from(DAYS),
    some.sampled_from([1, 2, 4, 9]),
    some.sampled_from([1, -1]),
    some.sampled_from([0, 0, 0, 1]),
)


def one_by_one(files: list[list[Booking]]) -> tuple[dict[str, Known], list[Match]]:
    """Files taken in one after another, with what is remembered in between."""
    known, taken, found = dict(PAYMENTS), set[str](), list[Match]()
    for file in files:
        matches = matched(file, known, taken)
        found += matches
        taken |= {one.booking.bank_reference for one in matches}
        for one in matches:
            if one.outcome in (UNKNOWN, KNOWN):
                continue
            before = known[one.booking.reference]
            came = one.booking.amount_eur > 0
            state = "returned" if came or before.state == "returned" else "confirmed"
            known[one.booking.reference] = replace(
                before, state=state, left=before.left or not came, came_back=before.came_back or came,
                confirmed_on=before.confirmed_on or one.booking.booked_on,
            )  # fmt: skip
    return known, found


@given(some.lists(some.lists(BOOKINGS, max_size=6), max_size=4))
def test_no_payment_leaves_or_comes_back_twice_and_no_booking_is_looked_at_twice(
    files: list[list[Booking]],
) -> None:
    known, found = one_by_one(files)

    acted = Counter((one.payment_id, one.outcome) for one in found if one.outcome not in (UNKNOWN, KNOWN))
    assert set(acted.values()) <= {1}
    fresh = [one.booking.bank_reference for one in found if one.outcome != KNOWN]
    assert len(fresh) == len(set(fresh))
    assert known["PMP1N4"] == PAYMENTS["PMP1N4"]
    assert all((one.outcome == UNKNOWN) == bool(one.why) for one in found)
    for one in found:
        if one.outcome not in (UNKNOWN, KNOWN):
            assert abs(one.booking.amount_eur) == PAYMENTS[one.booking.reference].amount_eur


@given(some.permutations(range(6)), some.integers(1, 6))
def test_the_order_of_what_fits_makes_no_difference(order: list[int], cut: int) -> None:
    fits = [
        Booking(f"{way}{turn}", DAYS[0], Decimal(sign * 10 * turn), f"PMP1N{turn}")
        for turn in (1, 2, 3)
        for way, sign in (("out", -1), ("in", 1))
    ]
    stream = [fits[at] for at in order]
    known, found = one_by_one([stream[:cut], stream[cut:]])

    assert {known[f"PMP1N{turn}"].state for turn in (1, 2, 3)} == {"returned"}
    assert all(one.outcome in ("confirmed", "returned") for one in found)
