"""Registration numbers: eleven digits, the first above 3, one checksum."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.values.identifiers import RegistrationNumber
from pumpurs.values.reasons import Refused
from tests.examples import cases, said


@pytest.mark.parametrize("case", cases("registration_numbers"), ids=said)
def test_signed_off_registration_numbers(case: dict[str, str]) -> None:
    try:
        outcome = "ok" if str(RegistrationNumber.parse(case["given"])) else ""
    except Refused as refused:
        outcome = refused.reasons[0].code.removeprefix("identifier.registration_number.")

    assert outcome == case["expected"]


@given(st.integers(0, 9), st.integers(0, 10))
def test_one_wrong_digit_is_always_noticed(digit: int, place: int) -> None:
    right = "90001259032"
    wrong = f"{right[:place]}{digit}{right[place + 1 :]}"

    if wrong == right:
        assert RegistrationNumber.parse(wrong).digits == right
    else:
        with pytest.raises(Refused):
            RegistrationNumber.parse(wrong)
