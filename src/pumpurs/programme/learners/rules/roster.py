"""What a roster (izglītojamo saraksts) says, whatever its format: schools, classes, people, who is where.

Every row carries its `file` and `row` number, so that whatever is wrong with it can be shown where it stands.
Dates are half-open: `end` is the first day that no longer counts. Rows are named tuples, made by the hundred
thousand: a frozen dataclass takes four times as long to make (7.3 against 1.6 microseconds, measured).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

PLAIN_KINDS = frozenset({"csv", "workbook"})  # one sheet for one institution; the others are bundles


class Mode(StrEnum):
    """Whether a file tells everything (who is absent from it leaves) or only what changed."""

    BULK = "bulk"
    DELTA = "delta"


class Part(StrEnum):
    """What somebody is in a class or an organisation, as far as the programme needs it."""

    LEARNER = "learner"
    TEACHER = "teacher"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that cannot be taken: the column, what stands there (codes masked) and why, as `roster.row.…`."""

    file: str
    row: int
    column: str
    value: str
    reason_code: str


class OrgRow(NamedTuple):
    """An organisation; only schools are matched. `identifier` may be the registration number."""

    file: str
    row: int
    source_id: str
    name: str
    is_school: bool
    identifier: str
    leaves: bool = False


class SessionRow(NamedTuple):
    """A school year, semester or term with its days."""

    file: str
    row: int
    source_id: str
    kind: str
    first: date
    end: date
    leaves: bool = False


class CourseRow(NamedTuple):
    """A subject or programme; only its grade is of use, for classes that name none."""

    file: str
    row: int
    source_id: str
    grade: int | None
    leaves: bool = False


class ClassRow(NamedTuple):
    """A class of a school. `is_home` is the class a learner belongs to, not a lesson group."""

    file: str
    row: int
    source_id: str
    org_id: str
    title: str
    grade: int | None
    is_home: bool
    course_id: str = ""
    session_id: str = ""
    leaves: bool = False


class PersonRow(NamedTuple):
    """A person. `personal_code` is eleven digits or empty; it never appears in `repr`.

    `lasting`: `source_id` means the same person in the next roster too, not only within this one.
    """

    file: str
    row: int
    source_id: str
    given_name: str
    family_name: str
    personal_code: str = ""
    birth_date: date | None = None
    grade: int | None = None
    email: str = ""
    leaves: bool = False
    lasting: bool = True

    def __repr__(self) -> str:
        return f"PersonRow({self.file}:{self.row} {self.source_id})"


class RoleRow(NamedTuple):
    """What a person is in an organisation, from a day to a day where told."""

    file: str
    row: int
    source_id: str
    person_id: str
    org_id: str
    part: Part
    first: date | None = None
    end: date | None = None
    leaves: bool = False


class BirthRow(NamedTuple):
    """Date of birth, told in a file of its own (demographics); nothing else is read there."""

    file: str
    row: int
    source_id: str
    birth_date: date | None
    leaves: bool = False


class EnrollmentRow(NamedTuple):
    """A person in a class: a learner of it or its teacher."""

    file: str
    row: int
    source_id: str
    class_id: str
    org_id: str
    person_id: str
    part: Part
    is_primary: bool = False
    first: date | None = None
    end: date | None = None
    leaves: bool = False


RosterRow = OrgRow | SessionRow | CourseRow | ClassRow | PersonRow | RoleRow | BirthRow | EnrollmentRow
