"""The reader refuses what is wrong in a table, and says where and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.rulebook import compensation_kinds, reading, vocabulary
from pumpurs.rulebook.reading import Block, Force, Names, RulebookError
from pumpurs.rulebook.vocabulary import refusal_reasons
from tests.rulebook.planted import plant

HEAD = '[table]\ntitle.lv = "T"\ntitle.en = "T"\nabout.lv = "T"\nabout.en = "T"\n'
TERM = 'name.lv = "Nē"\nname.en = "No"\nsince = 2017-03-01\nsource = "programme_description"\n'
DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2030, 1, 1))
FORCES = st.builds(
    lambda one, other, open_ended: Force(
        min(one, other), None if open_ended else max(one, other), "risk_list"
    ),
    DAYS,
    DAYS,
    st.booleans(),
)


def read_through(folder: Path, file: str) -> vocabulary.Vocabulary:
    """A list, read at once."""
    found = vocabulary.Vocabulary(file, folder)
    assert isinstance(found.rules, dict)
    return found


def read_terms(folder: Path, body: str) -> vocabulary.Vocabulary:
    (folder / "terms.toml").write_text(HEAD + body, encoding="utf-8")
    return read_through(folder, "terms")


def test_a_right_table_is_read(tmp_path: Path) -> None:
    assert read_terms(tmp_path, f"[no]\n{TERM}").term("no").name == Names("Nē", "No")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("since = 2017", "sinse = 2017", "terms.toml, no.since: is missing"),
        ("[no]", "[no]\ncolour = 3", "terms.toml, no.colour: is an unknown key"),
        ('source = "programme_description"\n', "", "terms.toml, no.source: is missing"),
        ("programme_description", "somebody said", "terms.toml, no.source: sources.toml does not know"),
        ('name.en = "No"\n', "", "terms.toml, no.name.en: is missing"),
        ('name.en = "No"', 'name.en = " "', "terms.toml, no.name.en: is empty"),
        ('name.en = "No"', 'name.en = "No"\nname.de = "Nein"', "terms.toml, no.name.de: is an unknown key"),
        (
            "since = 2017-03-01",
            "since = 2017-03-01\nuntil = 2017-02-28",
            "terms.toml, no.until: 2017-02-28 is before",
        ),
        ("since = 2017-03-01", 'since = "2017-03-01"', "terms.toml, no.since: must be a date"),
        (
            "since = 2017-03-01",
            "since = 2017-03-01T10:00:00",
            "terms.toml, no.since: must be a date without time",
        ),
        ("[no]", "[No-No]", "terms.toml, No-No: a key is made of small English letters"),
        ('title.en = "T"\n', "", "terms.toml, table.title.en: is missing"),
        ("[no]", "[[no]]", "terms.toml, no: must be a block"),
        ("[no]", "[no", "terms.toml: cannot be read"),
    ],
)
def test_a_fault_is_refused_with_its_place(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    whole = f"{HEAD}[no]\n{TERM}"
    assert right in whole
    (tmp_path / "terms.toml").write_text(whole.replace(right, wrong, 1), encoding="utf-8")

    with pytest.raises(RulebookError) as refused:
        read_through(tmp_path, "terms")

    assert str(refused.value).startswith(said)


def test_a_key_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"terms\.toml: cannot be read"):
        read_terms(tmp_path, f"[no]\n{TERM}[no]\n{TERM}")


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"terms\.toml: holds no rule"):
        read_terms(tmp_path, "")


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"nothing\.toml: there is no such table"):
        read_through(tmp_path, "nothing")


def test_overlapping_dates_are_refused_and_the_way_out_is_told(tmp_path: Path) -> None:
    later = "[[meals.cap]]\nsince = 2020-01-01\neur = 80.00\nsource = 'risk_list'\n\n[special_transport]"
    folder = plant(tmp_path, "compensation_kinds", "[special_transport]", later)

    with pytest.raises(RulebookError) as refused:
        compensation_kinds.read(folder)

    assert str(refused.value) == (
        "compensation_kinds.toml, meals.cap: since 2020-01-01 overlaps the one since 2017-03-01; "
        "end the earlier one with `until`, its last day in force."
    )


def test_a_rule_that_begins_the_day_after_another_ends_is_taken(tmp_path: Path) -> None:
    later = "[[meals.cap]]\nsince = 2020-01-01\neur = 80.00\nsource = 'risk_list'\n\n[special_transport]"
    folder = plant(tmp_path, "compensation_kinds", "[special_transport]", later)
    plant_again = (folder / "compensation_kinds.toml").read_text(encoding="utf-8")
    ended = plant_again.replace(
        "since = 2017-03-01\n  eur = 70.00", "since = 2017-03-01\n  until = 2019-12-31\n  eur = 70.00"
    )
    (folder / "compensation_kinds.toml").write_text(ended, encoding="utf-8")

    caps = compensation_kinds.read(folder).rules["meals"].caps

    on = [
        next(cap.eur for cap in caps if cap.force.on(day)) for day in (date(2019, 12, 31), date(2020, 1, 1))
    ]
    assert on == [Decimal("70.00"), Decimal("80.00")]


def test_until_is_the_last_day_in_force() -> None:
    force = Force(date(2017, 3, 1), date(2021, 8, 31), "risk_list")

    assert [force.on(date(2021, 8, 31)), force.on(date(2021, 9, 1))] == [True, False]
    assert [force.on(date(2017, 3, 1)), force.on(date(2017, 2, 28))] == [True, False]


@given(FORCES, FORCES, DAYS)
def test_rules_that_do_not_overlap_are_never_in_force_together(one: Force, other: Force, day: date) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    if one.on(day) and other.on(day):
        assert one.overlaps(other)


@given(FORCES, DAYS)
def test_a_rule_is_in_force_on_the_days_of_its_span(force: Force, day: date) -> None:
    assert force.span.contains(day) is force.on(day)


@pytest.mark.parametrize(
    ("language", "name"),
    [("lv", "Nē"), ("en", "No"), ("en-gb", "No"), ("ru", "Нет"), ("uk", "Nē"), ("", "Nē"), ("lt", "Nē")],
)
def test_a_name_falls_back_to_latvian(language: str, name: str) -> None:
    assert Names("Nē", "No", ru="Нет").in_language(language) == name


@pytest.mark.parametrize(
    ("value", "ask"),
    [
        (True, Block.number),
        (-1, Block.number),
        ("3", Block.number),
        (1.5, Block.decimal),
        (-1, Block.decimal),
        (1, Block.yes),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(value: object, ask: object) -> None:
    block = Block("terms.toml", "no", {"amount": value})

    with pytest.raises(RulebookError, match=r"^terms\.toml, no\.amount: must"):
        ask(block, "amount")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["head", "head"], "different texts"),
        (["head", 1], "different texts"),
        (["heat"], "does not know 'heat'; one of head, job"),
    ],
)
def test_a_list_of_words_holds_different_known_words(values: list[object], said: str) -> None:
    with pytest.raises(RulebookError, match=said):
        Block("terms.toml", "no", {"roles": values}).words("roles", {"head", "job"})


def test_numbers_are_exact() -> None:
    _, top = reading.open_table("compensation_kinds")

    cap = top.block("meals").each("cap", lambda block: (block.decimal("eur"), block.force())[0])

    assert str(cap[0]) == "70.00"


def test_asking_for_an_unknown_key_names_those_there_are() -> None:
    with pytest.raises(
        RulebookError, match=r"refusal_reasons\.toml: no key 'nothing'; there are no_real_threat"
    ):
        refusal_reasons.term("nothing")


def test_asking_for_a_day_without_rule_says_so() -> None:
    with pytest.raises(
        RulebookError, match=r"compensation_kinds\.toml, meals\.cap: nothing is in force on 2016-01-01"
    ):
        compensation_kinds.cap_on("meals", date(2016, 1, 1))
