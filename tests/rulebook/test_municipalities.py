"""Which municipalities there are on a day, and who took over from whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import municipalities
from pumpurs.rulebook.reading import RulebookError
from tests.rulebook.planted import plant

BEFORE, AFTER, TODAY = date(2021, 6, 30), date(2021, 7, 1), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2017, 3, 1), 119),
        (BEFORE, 119),
        (AFTER, 43),
        (date(2025, 6, 30), 43),
        (date(2025, 7, 1), 42),
        (TODAY, 42),
    ],
)
def test_reforms_change_how_many_municipalities_there_are(day: date, count: int) -> None:
    assert len(municipalities.on(day)) == count
    assert len({one.name for one in municipalities.on(day)}) == count


def test_everybody_from_before_the_reform_has_somebody_who_stands_for_them_today() -> None:
    today = set(municipalities.on(TODAY))

    for old in municipalities.on(BEFORE):
        assert set(municipalities.successors(old.code, TODAY)) <= today
        assert municipalities.successors(old.code, TODAY)


def test_everybody_of_today_goes_back_to_somebody_from_before_the_reform() -> None:
    reached = {
        heir.code for old in municipalities.on(BEFORE) for heir in municipalities.successors(old.code, TODAY)
    }

    assert reached == {one.code for one in municipalities.on(TODAY)}


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("LV-036", BEFORE, "Ilūkstes novads"),
        ("LV-036", AFTER, "Augšdaugavas novads"),
        ("LV-JKB", AFTER, "Jēkabpils novads"),
        ("LV-RIX", TODAY, "Rīga"),
        ("LV-102", date(2025, 6, 30), "Varakļānu novads"),
        ("LV-102", date(2025, 7, 1), "Madonas novads"),
    ],
)
def test_a_successor_stands_for_the_old_code(code: str, day: date, name: str) -> None:
    assert municipalities.successor(code, day).name == name


def test_a_divided_municipality_has_two_successors_that_of_its_seat_first() -> None:
    assert [one.name for one in municipalities.successors("LV-001", AFTER)] == [
        "Preiļu novads",
        "Krāslavas novads",
    ]
    assert municipalities.successor("LV-001", AFTER).name == "Preiļu novads"


def test_predecessors_are_those_that_ended_in_it() -> None:
    assert [one.name for one in municipalities.predecessors("LV-111", AFTER)] == [
        "Daugavpils novads",
        "Ilūkstes novads",
    ]
    assert [one.name for one in municipalities.predecessors("LV-059", TODAY)] == [
        "Cesvaines novads",
        "Ērgļu novads",
        "Lubānas novads",
        "Varakļānu novads",
    ]
    assert municipalities.predecessors("LV-111", BEFORE) == ()


def test_madona_got_a_new_statistical_code_with_varaklani() -> None:
    codes = [
        municipalities.successor("LV-059", day).atvk_code for day in (date(2025, 6, 30), date(2025, 7, 1))
    ]

    assert codes == ["LV0038000", "LV0038001"]


def test_a_municipality_does_not_exist_before_it_was_made() -> None:
    assert municipalities.municipality("LV-111", BEFORE) is None
    with pytest.raises(RulebookError, match="does not exist before 2021-07-01"):
        municipalities.successors("LV-111", BEFORE)


def test_republican_cities_became_state_cities() -> None:
    kinds = [municipalities.successor("LV-RIX", day).kind for day in (BEFORE, AFTER)]

    assert kinds == ["republican_city", "state_city"]
    assert municipalities.kind_name("state_city").lv == "valstspilsēta"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            'succeeded_by = ["LV-111"]',
            'succeeded_by = ["LV-999"]',
            "LV-025.succeeded_by: 'LV-999' is no other",
        ),
        (
            ', succeeded_by = ["LV-111"]',
            "",
            "LV-025.succeeded_by: is missing; a municipality that ended names",
        ),
        ('kind = "county"', 'kind = "village"', "code.LV-001.version.kind: does not know 'village'"),
    ],
)
def test_a_faulty_municipality_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        municipalities.read(plant(tmp_path, "municipalities", right, wrong))

    assert said in str(refused.value)
    assert str(refused.value).startswith("municipalities.toml, ")
