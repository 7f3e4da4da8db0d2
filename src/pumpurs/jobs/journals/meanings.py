"""What the texts of a journal file mean: days, lessons, statuses, marks, kinds, subjects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pumpurs.analytics.intake.meaning import Meaning, Part, Texts
from pumpurs.analytics.tables import JOURNALS
from pumpurs.foundation.intake.tables import judge_cell
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.actions.keys import keys_of_subjects
from pumpurs.programme.alerts.rules.journals import Field, What
from pumpurs.programme.learners.rules import cells
from pumpurs.programme.learners.rules.cells import BadCell
from pumpurs.rulebook import attendance_codes, journal_words
from pumpurs.values.reasons import Refused

Meanings = Callable[[Sequence[Texts]], Iterable[Meaning]]
Columns = Mapping[Field, str]

LONGEST_SUBJECT = 120
_NUMBER = re.compile(r"0*(\d{1,4})(?:[.,]0+)?\.?(?:\s*stunda)?", re.IGNORECASE | re.ASCII)
_MARK = re.compile(r"0*(10|[1-9])(?:[.,]0+)?", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.ASCII)
ANOTHER_KIND = "cits"
MOST = {"day": 4_000, "lesson": 2_000, "subject": 5_000, "status": 20_000, "mark": 2_000, "kind": 5_000}


@dataclass(frozen=True)
class Frame:
    """Within which days a file may speak."""

    earliest: date
    today: date


def parts(what: What, columns: Columns, frame: Frame, viewer: Viewer) -> list[tuple[Part, Meanings]]:
    """The parts of a kind of file, but for who is meant."""
    bounds = JOURNALS[what.value].bounds or {}
    day = _part("day", columns, (Field.DAY,), {"day": "date"})
    if what is What.TIMETABLE:
        return [
            (_part("day", columns, (Field.DAY,), {"week": "date"}), _days(frame, monday=True)),
            (
                _part("lesson", columns, (Field.LESSONS,), {"lessons": "int16"}),
                _numbers(Field.LESSONS, *bounds["lessons"]),
            ),
        ]
    found: list[tuple[Part, Meanings]] = [(day, _days(frame))]
    if what in (What.ATTENDANCE, What.MARKS):
        subject = _part("subject", columns, (Field.SUBJECT,), {"subject": "int16"})
        found.append((subject, _subjects(viewer)))
    if what is What.ATTENDANCE:
        lesson = _part("lesson", columns, (Field.LESSON,), {"lesson": "int8"})
        status = _part("status", columns, (Field.STATUS, Field.EXCUSE), {"status": "int8"})
        found += [(lesson, _numbers(Field.LESSON, *bounds["lesson"])), (status, _statuses())]
    if what is What.MARKS:
        mark = _part("mark", columns, (Field.MARK,), {"mark": "int8", "passed": "int8"})
        found.append((mark, _marks()))
    if what in (What.MARKS, What.NOTES):
        kinds = "mark_kinds" if what is What.MARKS else "notes"
        kind = _part("kind", columns, (Field.KIND,), {"kind": "int8"})
        found.append((kind, _kinds(kinds, empty=ANOTHER_KIND if what is What.MARKS else "")))
    return found


def _part(name: str, columns: Columns, fields: Sequence[Field], gives: Mapping[str, str]) -> Part:
    there = tuple(field.value for field in fields if field in columns)
    return Part(name, there, gives, MOST[name])


def _days(frame: Frame, *, monday: bool = False) -> Meanings:
    def one(text: str) -> Meaning:
        found = _week(text) if monday else None
        if found is None:
            found = cells.needed_day(text, column=Field.DAY)
        if found > frame.today:
            return _bad(Field.DAY, "in_the_future")
        if found < frame.earliest:
            return _bad(Field.DAY, "too_old")
        return Meaning((found - timedelta(days=found.weekday()) if monday else found,))

    return _each(one, Field.DAY)


def _week(text: str) -> date | None:
    """2026-W41 as its Monday."""
    told = _WEEK.fullmatch(text.strip())
    try:
        return date.fromisocalendar(int(told[1]), int(told[2]), 1) if told else None
    except ValueError:
        return None


def _numbers(field: Field, lowest: int, highest: int) -> Meanings:
    def one(text: str) -> Meaning:
        told = _NUMBER.fullmatch(text.strip())
        if told is None:
            return _bad(field, "not_a_number" if text.strip() else "missing")
        number = int(told[1])
        return Meaning((number,)) if lowest <= number <= highest else _bad(field, "out_of_bounds")

    return _each(one, field)


def _statuses() -> Meanings:
    """A status, made more exact by an excuse that stands beside it."""
    words = journal_words.codes("attendance")
    plain = attendance_codes.code("excused").code
    finer = {one.code for one in attendance_codes.table().rules.values() if one.excused}

    def some(texts: Sequence[Texts]) -> Iterable[Meaning]:
        for text in texts:
            status = words.get(_word(text[0]))
            excuse = words.get(_word(text[1])) if len(text) > 1 else None
            if status is None:
                yield _bad(Field.STATUS, "unknown_status" if text[0].strip() else "missing")
            elif status == plain and excuse in finer:
                yield Meaning((excuse,))
            else:
                yield Meaning((status,))

    return some


def _marks() -> Meanings:
    words = journal_words.codes("marks")

    def one(text: str) -> Meaning:
        if told := _MARK.fullmatch(text.strip()):
            return Meaning((int(told[1]), None))
        word = _word(text)
        if word in words:
            return Meaning((None, words[word]))
        return _bad(Field.MARK, "not_a_mark" if word else "missing")

    return _each(one, Field.MARK)


def _kinds(of: str, *, empty: str) -> Meanings:
    words = journal_words.codes(of)
    other = words.get(ANOTHER_KIND)

    def some(texts: Sequence[Texts]) -> Iterable[Meaning]:
        for text in texts:
            word = _word(text[0]) if text else ""
            code = words.get(word or empty)
            if code is None and empty:
                code = other  # schools name works as they like; only what the rulebook knows is told apart
            yield (
                Meaning((code,))
                if code is not None
                else _bad(Field.KIND, "unknown_kind" if word else "missing")
            )

    return some


def _subjects(viewer: Viewer) -> Meanings:
    def some(texts: Sequence[Texts]) -> Iterable[Meaning]:
        found = [_subject(text[0]) for text in texts]
        keys = keys_of_subjects(viewer=viewer, names={name for name in found if isinstance(name, str)})
        for name in found:
            if isinstance(name, Meaning):
                yield name
            else:
                yield Meaning((keys[name],)) if name in keys else _bad(Field.SUBJECT, "too_many_subjects")

    return some


def _subject(text: str) -> str | Meaning:
    try:
        judge_cell(text, file="", row=0, column="", limits=None)
        return cells.needed(text, column=Field.SUBJECT, longest=LONGEST_SUBJECT).casefold()[:LONGEST_SUBJECT]
    except BadCell as bad:
        return _bad(Field.SUBJECT, bad.reason)
    except Refused:
        return _bad(Field.SUBJECT, "formula")


def _word(text: str) -> str:
    return " ".join(text.split()).casefold()


def _bad(field: Field, reason: str) -> Meaning:
    shared = reason in ("missing", "not_a_date", "too_long", "unprintable")
    return Meaning(column=field, problem=f"{'roster' if shared else 'journal'}.row.{reason}")


def _each(one: Callable[[str], Meaning], field: Field) -> Meanings:
    """A meaning for texts of one column, asked one by one."""

    def some(texts: Sequence[Texts]) -> Iterable[Meaning]:
        for text in texts:
            try:
                yield one(text[0])
            except BadCell as bad:
                yield _bad(field, bad.reason)

    return some
