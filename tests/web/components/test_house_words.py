"""Money, hours, dates and ages as a Latvian school writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from pumpurs.foundation import clock
from pumpurs.web.frame.templatetags import house


@pytest.fixture(autouse=True)
def latvian() -> None:
    translation.activate("lv")


def test_money_has_a_comma_two_places_and_the_sign_behind() -> None:
    assert house.eur(Decimal("1234.5")).replace("\N{NO-BREAK SPACE}", " ") == "1 234,50 €"


def test_money_in_english_keeps_the_sign_behind() -> None:
    with translation.override("en"):
        assert house.eur(Decimal("1234.5")) == "1,234.50\N{NO-BREAK SPACE}€"


def test_missing_money_is_a_dash_and_zero_is_not_missing() -> None:
    assert house.eur(Decimal("-30")) == "−30,00\N{NO-BREAK SPACE}€"
    assert (house.eur(None), house.eur(0)) == ("–", "0,00\N{NO-BREAK SPACE}€")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("1.50", "1 h 30 min"),
        ("20", "20 h"),
        ("0.25", "15 min"),
        ("100.00", "100 h"),
        ("3.33", "3 h 20 min"),
        ("0", "0 min"),
    ],
)
def test_hours_are_told_in_hours_and_minutes(given: str, said: str) -> None:
    assert house.hours(Decimal(given)).replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_share_is_said_in_per_cent() -> None:
    assert house.percent(0.194) == "19\N{NO-BREAK SPACE}%"
    assert house.percent(Decimal("0.7921"), 1) == "79,2\N{NO-BREAK SPACE}%"
    with translation.override("en"):
        assert house.percent(0.194) == "19%"


@pytest.mark.parametrize(
    ("share", "places", "said"),
    [
        (Fraction(34, 114), 1, "29,8"),
        (Fraction(2, 7), 0, "29"),
        (Fraction(2, 7), 1, "28,6"),
        (0.125, 0, "13"),
        (Fraction(999, 1000), 0, "99"),  # not the whole
        (Fraction(1), 0, "100"),
    ],
)
def test_a_share_is_rounded_unless_it_would_seem_to_be_the_whole(
    share: Fraction | float, places: int, said: str
) -> None:
    assert house.percent(share, places) == f"{said}\N{NO-BREAK SPACE}%"


def test_dates_are_short_in_tables_and_long_in_letters() -> None:
    day = date(2026, 11, 2)

    assert house.lv_date(day) == "02.11.2026."
    assert house.lv_date(day, "long") == "2026. gada 2. novembris"


@pytest.mark.parametrize(
    ("language", "short", "long", "hours"),
    [
        ("en", "2 Nov 2026", "2 November 2026", "1 h 30 min"),
        ("ru", "02.11.2026", "2 ноября 2026", "1 ч 30 мин"),
        ("uk", "02.11.2026", "2 листопада 2026", "1 год 30 хв"),
    ],
)
def test_families_read_days_and_hours_as_in_their_language(
    language: str, short: str, long: str, hours: str
) -> None:
    day = date(2026, 11, 2)
    with translation.override(language):
        said = (house.lv_date(day), house.lv_date(day, "long"), house.hours(Decimal("1.50")))

    assert said == (short, long, hours.replace(" ", "\N{NO-BREAK SPACE}"))


def test_a_moment_is_told_in_local_time() -> None:
    late = datetime(2026, 11, 2, 22, 30, tzinfo=UTC)

    assert house.lv_date(late) == "03.11.2026."
    assert house.lv_time(late).endswith("00:30")


def test_the_age_of_a_wait_is_counted_from_today_of_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "today", lambda: date(2026, 11, 22))
    with translation.override("en"):
        said = [
            house.age_days(value) for value in (date(2026, 11, 22), date(2026, 11, 21), date(2026, 11, 16), 3)
        ]

    assert said == ["today", "1 day", "6 days", "3 days"]
    assert callable(clock.today)


@pytest.mark.parametrize(
    ("name", "letters"), [("Markuss Ozoliņš", "MO"), ("Šarlote Anna Ģērmane", "ŠĢ"), ("Ilze", "I"), ("", "?")]
)
def test_initials_are_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert house.initials(name) == letters


def test_an_icon_is_silent_unless_it_is_given_words() -> None:
    assert 'aria-hidden="true"' in house.icon("check")
    assert 'aria-label="Gatavs"' in house.icon("check", "Gatavs")


def test_words_for_an_icon_are_escaped() -> None:
    assert "<b>" not in house.icon("check", '"><b>')
