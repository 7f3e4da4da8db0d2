"""Staging (sagatave): the rows of one roster in tables of this transaction alone, filled by COPY.

The tables are temporary and end with the transaction: whatever kills an import, nothing is left to sweep, and no other
session ever sees them. Memory does not grow with the roster: a few thousand rows wait at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from pumpurs.foundation.sealed import blind_index, seal
from pumpurs.programme.learners.rules.roster import (
    BirthRow,
    ClassRow,
    CourseRow,
    EnrollmentRow,
    OrgRow,
    PersonRow,
    Rejection,
    RoleRow,
    RosterRow,
    SessionRow,
)
from pumpurs.values.identifiers import PersonalCode

CODE = "personal_code"
WAITING_ROWS = 5_000
KEPT_REJECTIONS = 1_000

CREATE = """
DROP TABLE IF EXISTS pg_temp.staged_org, pg_temp.staged_session, pg_temp.staged_course, pg_temp.staged_class,
    pg_temp.staged_person, pg_temp.staged_role, pg_temp.staged_birth, pg_temp.staged_enrollment,
    pg_temp.staged_rejection;
CREATE TEMP TABLE staged_org (file text, row int, source_id text, name text, is_school bool, identifier text,
    leaves bool) ON COMMIT DROP;
CREATE TEMP TABLE staged_session (file text, row int, source_id text, kind text, first date, last date, leaves bool)
    ON COMMIT DROP;
CREATE TEMP TABLE staged_course (file text, row int, source_id text, grade int, leaves bool) ON COMMIT DROP;
CREATE TEMP TABLE staged_class (file text, row int, source_id text, org_id text, title text, grade int, is_home bool,
    course_id text, session_id text, leaves bool) ON COMMIT DROP;
CREATE TEMP TABLE staged_person (file text, row int, source_id text, given_name text, family_name text, code_index text,
    code_sealed text, code_masked text, code_is_new bool, birth_date date, grade int, leaves bool, lasting bool)
    ON COMMIT DROP;
CREATE TEMP TABLE staged_role (file text, row int, source_id text, person_id text, org_id text, part text, first date,
    last date, leaves bool) ON COMMIT DROP;
CREATE TEMP TABLE staged_birth (file text, row int, source_id text, birth_date date, leaves bool) ON COMMIT DROP;
CREATE TEMP TABLE staged_enrollment (file text, row int, source_id text, class_id text, org_id text, person_id text,
    part text, is_primary bool, first date, last date, leaves bool) ON COMMIT DROP;
CREATE TEMP TABLE staged_rejection (file text, row int, "column" text, value text, reason_code text) ON COMMIT DROP;
"""
ANALYZE = """
ANALYZE staged_org, staged_class, staged_person, staged_role, staged_birth, staged_enrollment
"""
COPY: Mapping[type[Any], str] = {
    OrgRow: "COPY staged_org FROM STDIN",
    SessionRow: "COPY staged_session FROM STDIN",
    CourseRow: "COPY staged_course FROM STDIN",
    ClassRow: "COPY staged_class FROM STDIN",
    PersonRow: "COPY staged_person FROM STDIN",
    RoleRow: "COPY staged_role FROM STDIN",
    BirthRow: "COPY staged_birth FROM STDIN",
    EnrollmentRow: "COPY staged_enrollment FROM STDIN",
    Rejection: "COPY staged_rejection FROM STDIN",
}


@dataclass
class Staged:
    """How many rows were staged and how many were rejected while reading."""

    rows: int = 0
    rejected: int = 0
    waiting: dict[type[Any], list[tuple[Any, ...]]] = field(
        default_factory=lambda: {kind: [] for kind in COPY}
    )


def stage(rows: Iterable[RosterRow | Rejection], *, staged: Staged, tell: Callable[[int], None]) -> None:
    """Bring rows into their tables; `tell` hears how many rows have been read so far."""
    for row in rows:
        staged.rows += 1
        if isinstance(row, Rejection):
            staged.rejected += 1
            if staged.rejected > KEPT_REJECTIONS:
                continue
            line: tuple[Any, ...] = (row.file, row.row, row.column[:120], row.value[:80], row.reason_code)
        else:
            line = _sealed(row) if isinstance(row, PersonRow) else row
        kind = type(row)
        waiting = staged.waiting[kind]
        waiting.append(line)
        if len(waiting) >= WAITING_ROWS:
            _flush(kind, waiting)
            tell(staged.rows)


def begin() -> Staged:
    """Empty tables for one roster, inside the transaction that checks it."""
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
    return Staged()


def finish(staged: Staged) -> None:
    """Bring in what still waits, and let the planner count the tables."""
    for kind, waiting in staged.waiting.items():
        _flush(kind, waiting)
    with connection.cursor() as cursor:
        cursor.execute(ANALYZE)


def _flush(kind: type[Any], waiting: list[tuple[Any, ...]]) -> None:
    if not waiting:
        return
    with connection.cursor() as cursor, cursor.copy(COPY[kind]) as copy:
        for line in waiting:
            copy.write_row(line)
    waiting.clear()


def _sealed(row: PersonRow) -> tuple[Any, ...]:
    """The row with its personal code sealed and indexed: the code itself never reaches the database."""
    if row.personal_code:
        code = PersonalCode(row.personal_code)
        hidden: tuple[Any, ...] = (
            blind_index(code.digits, about=CODE),
            seal(code.digits, about=CODE),
            code.masked,
            not code.holds_birth_date,
        )
        born = row.birth_date or code.birth_date
    else:
        hidden, born = (None, None, None, False), row.birth_date
    return (
        row.file, row.row, row.source_id, row.given_name, row.family_name, *hidden, born, row.grade, row.leaves,
        row.lasting,
    )  # fmt: skip
