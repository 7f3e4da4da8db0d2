"""A plain list of learners (saraksts), one row per learner, with columns named as the school likes.

`guessed` finds the fields by usual Latvian and English headings; people correct the guess once and it is
remembered. Somebody without a personal code and without a number of the school is rejected: nobody is
matched by name alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from pumpurs.programme.learners.rules import cells, columns
from pumpurs.programme.learners.rules.cells import BadCell
from pumpurs.programme.learners.rules.roster import (
    ClassRow,
    EnrollmentRow,
    Part,
    PersonRow,
    Rejection,
    RoleRow,
    RosterRow,
)
from pumpurs.values.reasons import Reason, Refused


class Field(StrEnum):
    """What a column of a plain list can hold."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    PERSONAL_CODE = "personal_code"
    LEARNER_NUMBER = "learner_number"
    BIRTH_DATE = "birth_date"
    CLASS_TITLE = "class_title"
    GRADE = "grade"
    INSTITUTION = "institution"
    SINCE = "since"
    UNTIL = "until"


_HEADINGS: Mapping[Field, tuple[str, ...]] = {
    Field.GIVEN_NAME: (
        "vards",
        "vardi",
        "skolena vards",
        "izglitojama vards",
        "given name",
        "first name",
        "givenname",
        "firstname",
    ),
    Field.FAMILY_NAME: (
        "uzvards",
        "skolena uzvards",
        "izglitojama uzvards",
        "family name",
        "last name",
        "surname",
        "familyname",
        "lastname",
    ),
    Field.FULL_NAME: (
        "vards uzvards",
        "vards un uzvards",
        "uzvards vards",
        "skolens",
        "izglitojamais",
        "audzeknis",
        "name",
        "full name",
        "student",
        "learner",
    ),
    Field.PERSONAL_CODE: (
        "personas kods",
        "pers kods",
        "p k",
        "pk",
        "personal code",
        "personalcode",
        "personas kods vai id",
    ),
    Field.LEARNER_NUMBER: (
        "numurs",
        "skolena numurs",
        "izglitojama numurs",
        "lietas numurs",
        "personas lietas numurs",
        "id",
        "skolena id",
        "learner number",
        "student id",
        "student number",
        "learner id",
    ),
    Field.BIRTH_DATE: (
        "dzimsanas datums",
        "dzimsanas diena",
        "dzimis",
        "dz datums",
        "birth date",
        "date of birth",
        "birthdate",
    ),
    Field.CLASS_TITLE: ("klase", "klase grupa", "grupa", "class", "group", "klases nosaukums"),
    Field.GRADE: ("klasu grupa", "kurss", "klases numurs", "grade", "year", "izglitibas pakape"),
    Field.INSTITUTION: (
        "iestade",
        "izglitibas iestade",
        "skola",
        "iestades kods",
        "iestades registracijas numurs",
        "registracijas numurs",
        "reg nr",
        "school",
        "institution",
        "institution code",
    ),
    Field.SINCE: (
        "uznemts",
        "ieskaitits",
        "uznemsanas datums",
        "no",
        "sakot ar",
        "since",
        "enrolled",
        "begin date",
        "start date",
    ),
    Field.UNTIL: ("atskaitits", "atskaitisanas datums", "lidz", "until", "left", "end date"),
}
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings}

Mapped = Mapping[Field, str]


def guessed(header: Sequence[str]) -> dict[Field, str]:
    """Field -> column, for the headings we know."""
    return columns.guessed(_FIELD_OF, header, frozenset(Field))


def reasons_against(mapping: Mapped, header: Sequence[str]) -> tuple[Reason, ...]:
    """What a mapping lacks: a name, a class, something to know the learner by; columns that do not fit."""
    reasons = columns.misfits("roster.mapping", mapping, header)
    if Field.FULL_NAME not in mapping and not {Field.GIVEN_NAME, Field.FAMILY_NAME} <= set(mapping):
        reasons.append(Reason("roster.mapping.no_name"))
    if not {Field.PERSONAL_CODE, Field.LEARNER_NUMBER} & set(mapping):
        reasons.append(Reason("roster.mapping.nothing_to_know_by"))
    if Field.CLASS_TITLE not in mapping:
        reasons.append(Reason("roster.mapping.no_class"))
    return tuple(reasons)


def rows_of(
    file: str,
    header: Sequence[str],
    rows: Iterable[tuple[int, list[str]]],
    *,
    mapping: Mapped,
    institution: str,
) -> Iterator[RosterRow | Rejection]:
    """Each row as a person, a role, a class (told once) and an enrolment.

    `institution` is meant where no column tells.
    Refused with every `roster.mapping.…` reason where the mapping cannot work.
    """
    if reasons := reasons_against(mapping, header):
        raise Refused(*reasons)
    places = {field: header.index(column) for field, column in mapping.items()}
    told_classes: set[tuple[str, str]] = set()
    for number, row in rows:
        try:
            yield from _row(file, number, row, places, mapping, institution, told_classes)
        except BadCell as bad:
            yield Rejection(file, number, bad.column, bad.value, f"roster.row.{bad.reason}")


def _row(
    file: str,
    number: int,
    row: list[str],
    places: Mapping[Field, int],
    mapping: Mapped,
    institution: str,
    told_classes: set[tuple[str, str]],
) -> Iterator[RosterRow]:
    def get(field: Field) -> str:
        return row[places[field]].strip() if field in places else ""

    def column(field: Field) -> str:
        return mapping.get(field, field.value)

    given_name, family_name = _names(
        get(Field.GIVEN_NAME), get(Field.FAMILY_NAME), get(Field.FULL_NAME), mapping
    )
    code = get(Field.PERSONAL_CODE)
    digits = cells.personal_code(code, column=column(Field.PERSONAL_CODE)) if code else ""
    number_of_school = cells.plain_text(
        get(Field.LEARNER_NUMBER), column=column(Field.LEARNER_NUMBER), longest=cells.LONGEST_ID
    )
    if not digits and not number_of_school:
        where = Field.PERSONAL_CODE if Field.PERSONAL_CODE in mapping else Field.LEARNER_NUMBER
        raise BadCell(column(where), "", "nothing_to_know_by")
    title = cells.needed(
        get(Field.CLASS_TITLE), column=column(Field.CLASS_TITLE), longest=cells.LONGEST_CLASS
    )
    org_id = cells.plain_text(
        get(Field.INSTITUTION) or institution, column=column(Field.INSTITUTION), longest=cells.LONGEST_TITLE
    )
    first = cells.day(get(Field.SINCE), column=column(Field.SINCE))
    end = cells.day(get(Field.UNTIL), column=column(Field.UNTIL))
    cells.in_order(first, end, column=column(Field.UNTIL))
    born = cells.birth_day(get(Field.BIRTH_DATE), column=column(Field.BIRTH_DATE))
    told_grade = get(Field.GRADE)
    grade = cells.grade(told_grade, column=column(Field.GRADE)) if told_grade else cells.grade_in_title(title)
    person_id = cells.identifier(number_of_school or f"#{number}")
    class_id = cells.identifier(f"{org_id}/{title}")
    if (org_id, title) not in told_classes:
        told_classes.add((org_id, title))
        yield ClassRow(file, number, class_id, org_id, title, grade, is_home=True)
    yield PersonRow(
        file,
        number,
        person_id,
        given_name,
        family_name,
        digits,
        born,
        grade,
        lasting=bool(number_of_school),
    )
    yield RoleRow(
        file, number, cells.identifier(f"{person_id}@{org_id}"), person_id, org_id, Part.LEARNER, first, end
    )
    yield EnrollmentRow(
        file,
        number,
        cells.identifier(f"{person_id}/{class_id}"),
        class_id,
        org_id,
        person_id,
        Part.LEARNER,
        True,
        first,
        end,
    )


def _names(given_name: str, family_name: str, full_name: str, mapping: Mapped) -> tuple[str, str]:
    """Given and family name; a full name is parted at the comma (family, given) or its last blank."""
    longest = cells.LONGEST_NAME
    if Field.GIVEN_NAME in mapping and Field.FAMILY_NAME in mapping:
        return (
            cells.needed(given_name, column=mapping[Field.GIVEN_NAME], longest=longest),
            cells.needed(family_name, column=mapping[Field.FAMILY_NAME], longest=longest),
        )
    column = mapping[Field.FULL_NAME]
    whole = cells.needed(full_name, column=column, longest=2 * longest)
    if "," in whole:
        family, given = whole.split(",", 1)
    elif columns.folded(column).startswith("uzvards"):
        family, _, given = whole.partition(" ")
    else:
        given, _, family = whole.rpartition(" ")
    if not given.strip() or not family.strip():
        raise BadCell(column, cells.shown(whole), "one_name_only")
    return given.strip(), family.strip()
