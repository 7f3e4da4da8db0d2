"""What is open on a day and what is left under a cap, as a lawyer would draw it: tests/examples/compensation_*.csv."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pumpurs.programme.compensations.rules.claims import (
    Basis,
    Other,
    against_claim,
    claim_code,
    days_of,
    left_eur,
    over_cap,
    period_of,
    whole_or_left,
)
from pumpurs.rulebook import compensation_kinds
from pumpurs.values.periods import Span
from tests.examples import cases, said

SHARED_DAY = timedelta(days=1)


def _days(text: str) -> tuple[date, date | None]:
    """Days as a lawyer writes them, the last one included."""
    first, last = text.split("..")
    return date.fromisoformat(first), date.fromisoformat(last) + SHARED_DAY if last else None


def _span(text: str) -> Span:
    first, end = _days(text)
    assert end is not None
    return Span(first, end)


def _basis(case: dict[str, str]) -> Basis:
    return Basis(
        kind=case["kind"],
        service_on=date.fromisoformat(case["day"]),
        plan=_span(case["plan"]),
        measure=_span(case["measure"]) if case["measure"] else None,
        open_since=date.fromisoformat(case["open_since"]) if case["open_since"] else None,
        plan_runs=case["runs"] == "yes",
        enrolled=case["enrolled"] == "yes",
        agreed=case["agreed"] == "yes",
        vocational=case["learner"] == "vocational",
        circumstances=frozenset(case["circumstances"].split()),
        rests=tuple(map(_days, case["rests"].split())),
        others=tuple(Other("Cēsu novads", *_days(one)) for one in case["others"].split()),
    )


@pytest.mark.parametrize("case", cases("compensation_claims"), ids=said)
def test_a_claim_is_judged_by_its_day_of_service(case: dict[str, str]) -> None:
    reasons = against_claim(_basis(case), today=date.fromisoformat(case["today"]))

    told = sorted(reason.code.removeprefix("claim.file.") for reason in reasons)
    assert told == sorted([] if case["expected"] == "fits" else case["expected"].split())


def _cap_of(case: dict[str, str]) -> Decimal | None:
    day = date.fromisoformat(case["day"])
    drawn = [one.split("=") for one in case["caps"].split()]
    if not drawn:
        return compensation_kinds.cap_on(case["kind"], day).eur
    return Decimal([amount for since, amount in drawn if date.fromisoformat(since) <= day][-1])


@pytest.mark.parametrize("case", cases("compensation_left"), ids=said)
def test_what_is_left_of_a_period_is_granted_and_not_a_cent_more(case: dict[str, str]) -> None:
    cap, documented = _cap_of(case), Decimal(case["asked"])

    left = left_eur(cap_eur=cap, granted_eur=Decimal(case["granted_before"]))
    asked = documented if case["whole"] == "yes" else whole_or_left(documented_eur=documented, left=left)
    over = over_cap(asked_eur=asked or documented, left=left, cap_eur=cap)

    assert period_of(case["kind"], date.fromisoformat(case["day"])) == case["period"]
    assert left == (Decimal(case["left_now"]) if case["left_now"] else None)
    assert (over.code.removeprefix("claim.grant.") if over else str(asked)) == case["expected"]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("2026/1", date(2026, 9, 1), date(2026, 12, 18)),
    ],
)
def test_a_period_knows_its_days(period: str, first: date, last: date) -> None:
    assert (days_of(period).first, days_of(period).last) == (first, last)


def test_a_claim_has_a_number_that_people_can_say() -> None:
    assert claim_code(100001) == "K-100001"
