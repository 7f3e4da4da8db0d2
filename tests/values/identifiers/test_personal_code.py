"""Personal codes: old ones hold a date and a check digit, new ones neither; none shows itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.values.identifiers import PersonalCode
from pumpurs.values.reasons import Refused
from tests.examples import cases, said

OLD = "010100-20000"
NEW = "320000-00019"


@pytest.mark.parametrize("case", cases("personal_codes"), ids=said)
def test_signed_off_personal_codes(case: dict[str, str]) -> None:
    try:
        code = PersonalCode.parse(case["given"])
    except Refused as refused:
        outcome, born = refused.reasons[0].code, ""
    else:
        outcome, born = "ok", str(code.birth_date or "")

    expected = (
        case["expected"] if case["expected"] == "ok" else f"identifier.personal_code.{case['expected']}"
    )
    assert (outcome, born) == (expected, case["birth_date"])


def test_a_code_is_the_same_with_and_without_hyphen() -> None:
    assert (
        PersonalCode.parse(OLD)
        == PersonalCode.parse("01010020000")
        == PersonalCode.parse(" 010100\u201320000 ")
    )
    assert PersonalCode.parse(OLD).printed == OLD


@pytest.mark.parametrize("typed", [OLD, NEW])
def test_a_code_never_shows_itself(typed: str) -> None:
    code = PersonalCode.parse(typed)

    shown = f"{code} {code!r} {[code]}"

    assert typed[:6] not in shown
    assert typed[7:10] not in shown
    assert repr(code) == "PersonalCode(******-*****)"


def test_the_mask_keeps_two_digits_only() -> None:
    assert PersonalCode.parse(NEW).masked == "******-***19"


def test_a_refusal_does_not_repeat_what_was_typed() -> None:
    with pytest.raises(Refused) as refused:
        PersonalCode.parse("010100-20001")

    assert "20001" not in f"{refused.value} {refused.value.reasons}"


def test_a_wrong_code_cannot_be_built_past_the_parser() -> None:
    with pytest.raises(Refused):
        PersonalCode("01010020001")


@given(st.from_regex(r"3[2-9][0-9]{9}", fullmatch=True))
def test_every_new_code_is_taken_and_holds_no_date(digits: str) -> None:
    code = PersonalCode.parse(digits)

    assert code.birth_date is None
    assert not code.holds_birth_date


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2017, 6, 30)), st.integers(0, 999))
def test_an_old_code_is_right_with_exactly_one_check_digit_and_gives_its_date(
    born: date, number: int
) -> None:
    start = f"{born:%d%m%y}{1 if born.year < 2000 else 2}{number:03}"

    right = [code for digit in range(10) if (code := _code(f"{start}{digit}")) is not None]

    assert [code.birth_date for code in right] == [born]


@given(st.text(max_size=14))
def test_any_text_gives_a_code_or_a_reason(text: str) -> None:
    code = _code(text)

    assert code is None or code.printed.replace("-", "") == code.digits


def _code(digits: str) -> PersonalCode | None:
    try:
        return PersonalCode.parse(digits)
    except Refused:
        return None
