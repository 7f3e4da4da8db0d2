"""Money is exact, has two places, and is read the way people in Latvia write it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.values.money import MOST_EUR, eur
from pumpurs.values.reasons import Refused

AMOUNTS = st.decimals(min_value=-MOST_EUR, max_value=MOST_EUR, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12,50", "12.50"),
        ("12.5", "12.50"),
        ("12", "12.00"),
        ("1 200,00 €", "1200.00"),
        ("1\u00a0200,00\u00a0€", "1200.00"),
        ("12 345 678,90", "12345678.90"),
        ("€ 7,05", "7.05"),
        ("30 EUR", "30.00"),
        ("30 eur", "30.00"),
        ("  30  ", "30.00"),
        ("-4,10", "-4.10"),
        ("-0,00", "0.00"),
    ],
)
def test_typed_amounts_are_read_the_latvian_way(typed: str, amount: str) -> None:
    assert str(eur(typed)) == amount


@pytest.mark.parametrize(
    "typed",
    ["", " ", "€", "divpadsmit", "12,5,0", "1 20", "12 34 567", "1e3", "NaN", "∞", "--1", "12€50", "٣"],
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        eur(typed, place="amount")

    assert [(reason.code, reason.place) for reason in refused.value.reasons] == [
        ("money.not_an_amount", "amount")
    ]


def test_three_places_are_refused_because_1_200_may_mean_twelve_hundred() -> None:
    with pytest.raises(Refused) as refused:
        eur("1.200")

    assert refused.value.reasons[0].code == "money.parts_of_a_cent"


@pytest.mark.parametrize(
    ("number", "rounded"), [("2.005", "2.01"), ("2.0049", "2.00"), ("-2.005", "-2.01"), ("0.994999", "0.99")]
)
def test_computed_numbers_are_rounded_half_up(number: str, rounded: str) -> None:
    assert str(eur(Decimal(number))) == rounded


@pytest.mark.parametrize("not_money", [1.5, float("nan"), True])
def test_money_is_never_a_float_or_a_truth(not_money: object) -> None:
    with pytest.raises(TypeError):
        eur(not_money)  # type: ignore[arg-type]


def test_an_amount_no_column_holds_is_refused_and_the_most_is_not() -> None:
    assert eur(str(MOST_EUR)) == MOST_EUR

    with pytest.raises(Refused) as refused:
        eur("10000000000")
    assert refused.value.reasons[0].code == "money.too_large"


def test_an_infinite_number_is_refused() -> None:
    with pytest.raises(Refused):
        eur(Decimal("Infinity"))


@given(AMOUNTS)
def test_what_is_written_out_is_read_back(amount: Decimal) -> None:
    assert eur(f"{amount:,.2f}".replace(",", " ").replace(".", ",") + " €") == amount


@given(st.text(max_size=30))
def test_any_text_gives_an_amount_or_a_reason(text: str) -> None:
    amount = _eur(text)

    assert amount is None or amount.as_tuple().exponent == -2


def _eur(text: str) -> Decimal | None:
    try:
        return eur(text)
    except Refused:
        return None
