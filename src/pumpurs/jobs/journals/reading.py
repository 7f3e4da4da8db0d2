"""Reading a journal file: from the file that waits to typed rows aside and a plan that the database knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import ibis.expr.types as ir
from django.utils.timezone import localdate

from pumpurs.analytics.engines.desk import CannotRead, Desk, desk
from pumpurs.analytics.intake import meaning, texts
from pumpurs.analytics.intake.meaning import TooManyTexts
from pumpurs.foundation.failpoints import reach
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.jobs.journals import meanings
from pumpurs.jobs.journals.opening import Plain, again_slowly, plain
from pumpurs.jobs.journals.people import People
from pumpurs.jobs.journals.places import ROWS, aside_of
from pumpurs.programme.alerts.actions.journals import Checked, Month, ask_columns, checked, tell_progress
from pumpurs.programme.alerts.queries.journals import BatchCard, columns_of, one_batch
from pumpurs.programme.alerts.queries.keys import institutions_by_key
from pumpurs.programme.alerts.rules.journals import Field, What, reasons_against
from pumpurs.programme.learners.rules.cells import shown
from pumpurs.rulebook import calendar
from pumpurs.values.periods import month_of, months_between
from pumpurs.values.reasons import Reason, Refused

JOB = job_viewer("journals")
TWICE = "roster.row.twice"


def read(*, batch_id: UUID, path: Path, now: datetime) -> bool:
    """Read the file at `path`; False if somebody must first say what its columns mean. Refused with reasons."""
    with looking_as(JOB):
        batch = one_batch(viewer=JOB, batch_id=batch_id)
    folder = aside_of(batch_id)
    with plain(path, name=batch.file_name, what=What(batch.what), folder=folder) as given:
        columns = _columns(batch, given)
        if columns is None:
            return False
        _read(batch, given, columns, folder, now)
    return True


def _columns(batch: BatchCard, given: Plain) -> Mapping[Field, str] | None:
    """What the columns mean; None where a person is asked. Refused where nobody is there to ask."""
    what = What(batch.what)
    with looking_as(JOB):
        told = columns_of(viewer=JOB, card=batch, header=given.header)
        columns = {Field(field): column for field, column in told.items()}
        reasons = reasons_against(what, columns, given.header, one_school=batch.institution_id is not None)
        if not reasons:
            return columns
        if batch.way != "page":
            raise Refused(*reasons)
        examples = [[shown(cell) for cell in row] for row in given.examples()]
        ask_columns(batch_id=batch.id, header=given.header, examples=examples, viewer=JOB)
    return None


def _read(batch: BatchCard, given: Plain, columns: Mapping[Field, str], folder: Path, now: datetime) -> None:
    what, today = What(batch.what), localdate(now)
    frame = meanings.Frame(_earliest(today), today)
    with desk(folder / "desk") as table:
        given_rows = _texts(table, given, columns, folder)
        _progress(batch.id, table.count(given_rows))
        with looking_as(JOB):
            people = People(columns, batch, JOB, day="week" if what is What.TIMETABLE else "day")
        with looking_as(JOB):
            asked = [(people.part, people.meanings), *meanings.parts(what, columns, frame, JOB)]
            try:
                told = [(part, meaning.tell(table, given_rows, part, means)) for part, means in asked]
            except TooManyTexts as fault:
                raise Refused(
                    Reason(
                        "journal.file.column_varies",
                        {
                            "file": batch.file_name,
                            "column": ", ".join(columns[Field(field)] for field in fault.part.fields),
                        },
                    )
                ) from fault
        rows = meaning.joined(given_rows, told)
        taken = meaning.take(table, what.value, given_rows, rows)
        named = {field.value: column for field, column in columns.items()}
        rejections = meaning.rejected(table, rows, taken, named, twice=TWICE) if taken.rejected else []
        months = meaning.months(table, what.value, taken.rows)
        taken.path.replace(folder / ROWS)
    reach("journal.read")
    with looking_as(JOB):
        found = Checked(
            given.fingerprint, given.kind, named, taken.accepted + taken.rejected, taken.accepted, _months(months),
            [(one.row, one.column, shown(one.value), one.problem) for one in rejections],
        )  # fmt: skip
        checked(batch_id=batch.id, found=found, viewer=JOB, now=now)


def _texts(table: Desk, given: Plain, columns: Mapping[Field, str], folder: Path) -> ir.Table:
    """Only the columns that mean something are read at all."""
    try:
        return _bring(table, given, columns)
    except CannotRead:
        return _bring(table, again_slowly(given, folder), columns)


def _bring(table: Desk, given: Plain, columns: Mapping[Field, str]) -> ir.Table:
    found = texts.from_csv(
        table,
        given.path,
        header=given.header,
        columns={field.value: column for field, column in columns.items()},
        separator=given.separator,
        numbered=given.numbered,
    )
    if given.rows is not None and table.count(found) != given.rows:
        raise RuntimeError("the fast reader lost rows")  # never a reason to take what is left
    return found


def _earliest(today: date) -> date:
    """Journals tell of this school year and the one before; older rows are nobody's business any more."""
    year = calendar.school_year_of(today).previous
    return calendar.dates(year.semesters[0]).first


def _months(found: list[meaning.Month]) -> list[Month]:
    """Each school's months from its first to its last, empty ones too: the file speaks for all of them."""
    with looking_as(JOB):
        places = institutions_by_key(viewer=JOB)
    by_school: dict[int, list[meaning.Month]] = {}
    for one in found:
        by_school.setdefault(one.institution, []).append(one)
    months = []
    for key, told in by_school.items():
        institution_id, partner_id = places[key]
        by_month = {one.month: one for one in told}
        for month in months_between(month_of(min(by_month)), month_of(max(by_month))):
            first = month.span.first
            one_ = by_month.get(first)
            months.append(
                Month(
                    institution_id,
                    partner_id,
                    first,
                    one_.rows if one_ else 0,
                    one_.first_day if one_ else None,
                    one_.last_day if one_ else None,
                    one_.mark if one_ else "",
                )
            )
    return months


def _progress(batch_id: UUID, rows: int) -> None:
    with looking_as(JOB):
        tell_progress(batch_id=batch_id, rows=rows, viewer=JOB)
