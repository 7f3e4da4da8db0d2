from __future__ import annotations

from datetime import date

import pytest

from pumpurs.programme.learners.rules import columns, plain_roster
from pumpurs.programme.learners.rules.plain_roster import Field
from pumpurs.programme.learners.rules.roster import (
    ClassRow,
    EnrollmentRow,
    Part,
    PersonRow,
    Rejection,
    RoleRow,
    RosterRow,
)
from pumpurs.values.reasons import Refused

HEADER = ["Nr.p.k.", "Vārds", "Uzvārds", "Personas kods", "Klase", "Dzimšanas datums", "Ieskaitīts"]
LIVA = ["1", "Līva", "Bērziņa", "320000-00001", "7.b", "28.02.2013", "01.09.2026"]


def read(header: list[str], *rows: list[str]) -> list[RosterRow | Rejection]:
    mapping = plain_roster.guessed(header)
    numbered = list(enumerate(rows, start=2))
    return list(plain_roster.rows_of("s.csv", header, numbered, mapping=mapping, institution="S1"))


def test_usual_latvian_headings_are_guessed() -> None:
    assert plain_roster.guessed(HEADER) == {
        Field.GIVEN_NAME: "Vārds",
        Field.FAMILY_NAME: "Uzvārds",
        Field.PERSONAL_CODE: "Personas kods",
        Field.CLASS_TITLE: "Klase",
        Field.BIRTH_DATE: "Dzimšanas datums",
        Field.SINCE: "Ieskaitīts",
    }


def test_usual_english_headings_are_guessed() -> None:
    header = ["First name", "Surname", "Student ID", "Class", "Date of birth"]

    assert set(plain_roster.guessed(header)) == {
        Field.GIVEN_NAME, Field.FAMILY_NAME, Field.LEARNER_NUMBER, Field.CLASS_TITLE, Field.BIRTH_DATE,
    }  # fmt: skip


def test_a_row_is_a_class_a_person_a_role_and_an_enrolment() -> None:
    rows = read(HEADER, LIVA)

    assert rows == [
        ClassRow("s.csv", 2, "S1/7.b", "S1", "7.b", 7, True),
        PersonRow("s.csv", 2, "#2", "Līva", "Bērziņa", "32000000001", date(2013, 2, 28), 7, lasting=False),
        RoleRow("s.csv", 2, "#2@S1", "#2", "S1", Part.LEARNER, date(2026, 9, 1)),
        EnrollmentRow("s.csv", 2, "#2/S1/7.b", "S1/7.b", "S1", "#2", Part.LEARNER, True, date(2026, 9, 1)),
    ]


def test_a_personal_code_never_becomes_an_identifier_of_the_source() -> None:
    assert "32000000001" not in repr(read(HEADER, LIVA))


def test_a_class_is_told_once() -> None:
    rows = read(HEADER, LIVA, ["2", "Jēkabs", "Šķēle", "320000-00002", "7.b", "", ""])

    assert len([row for row in rows if isinstance(row, ClassRow)]) == 1


@pytest.mark.parametrize(
    ("heading", "value", "names"),
    [
        ("Vārds, uzvārds", "Anna Marija Ozola", ("Anna Marija", "Ozola")),
        ("Vārds, uzvārds", "Ozola, Anna Marija", ("Anna Marija", "Ozola")),
        ("Uzvārds, vārds", "Ozola Anna Marija", ("Anna Marija", "Ozola")),
    ],
)
def test_a_full_name_is_parted(heading: str, value: str, names: tuple[str, str]) -> None:
    rows = read([heading, "Personas kods", "Klase"], [value, "320000-00001", "7.b"])

    (person,) = [row for row in rows if isinstance(row, PersonRow)]
    assert (person.given_name, person.family_name) == names


@pytest.mark.parametrize(
    ("at", "value", "column", "reason"),
    [
        (1, "", "Vārds", "missing"),
        (3, "161175-19998", "Personas kods", "personal_code_check_digit"),
        (3, "", "Personas kods", "nothing_to_know_by"),
        (4, "", "Klase", "missing"),
        (5, "30.02.2013", "Dzimšanas datums", "not_a_date"),
        (6, "rudenī", "Ieskaitīts", "not_a_date"),
    ],
)
def test_a_bad_cell_rejects_its_row(at: int, value: str, column: str, reason: str) -> None:
    row = [*LIVA[:at], value, *LIVA[at + 1 :]]

    (rejection,) = read(HEADER, row)

    assert isinstance(rejection, Rejection)
    assert (rejection.row, rejection.column, rejection.reason_code) == (2, column, f"roster.row.{reason}")


def test_a_mapping_without_name_class_or_identifier_is_refused_with_all_reasons() -> None:
    with pytest.raises(Refused) as refusal:
        read(["Vārds", "Piezīmes"], ["Līva", ""])

    assert [reason.code for reason in refusal.value.reasons] == [
        "roster.mapping.no_name",
        "roster.mapping.nothing_to_know_by",
        "roster.mapping.no_class",
    ]


def test_a_header_in_other_letters_has_the_same_shape() -> None:
    assert columns.shape_of(["VĀRDS", "Klase"]) == columns.shape_of(["vārds", "klase"])
    assert columns.shape_of(["Vārds", "Klase"]) != columns.shape_of(["Klase", "Vārds"])
