"""Folding (kopsavilkumu veidošana): brings the folds of closed weeks up to date and adds the open week.

Work goes a few weeks at a time, so memory does not grow with the country, and the book is saved after each, so a run
that was stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from pumpurs.analytics import folds, rows
from pumpurs.analytics.engines import Engine
from pumpurs.analytics.fold_book import FOLDER, Fold, FoldBook, Grown
from pumpurs.analytics.manifest import Manifest, Part, Parts, Slot
from pumpurs.analytics.moment import Moment, free_days, monday, semester_number
from pumpurs.analytics.tables import FOLDS, JOURNALS
from pumpurs.rulebook import attendance_codes, calendar
from pumpurs.values.periods import Semester

ROWS_AT_ONCE = 8_000_000
MADE_BETWEEN_SAVES = 8
Progress = Callable[[int, int, str], None]
Add = Callable[[Semester, list[Slot], Path | None], ir.Table]


def silent(done: int, total: int, what: str) -> None:
    """No progress shown."""


@dataclass
class Folding:
    """One refresh of the folds for a moment. `made` counts the folds that had to be made."""

    engine: Engine
    root: Path
    manifest: Manifest
    book: FoldBook
    moment: Moment
    progress: Progress = silent
    only: frozenset[int] | None = None  # buckets to look at; all if not given
    made: int = 0
    _total: int = field(default=0, init=False)
    _done: int = field(default=0, init=False)
    _open: ir.Table | None = field(default=None, init=False)  # the open week, once it is folded

    def attendance(self) -> ir.Table:
        """Folds of the school year's weeks up to the moment, the open week among them.

        Weeks before the last four are added up; such a sum stands under its newest week.
        """
        wanted = self._prints()
        stale = sorted(slot for slot, made_of in wanted.items() if self._fold_of(slot) != made_of)
        chunks = list(self._chunks(stale))
        self._total, self._done = len(chunks), 0
        for chunk in chunks:
            self._fold_weeks(chunk, wanted)
            self._tell("attendance", chunk[-1])
        recent = {slot for slot in wanted if slot.week >= self.moment.first_of_four_weeks}
        older = dict[tuple[Semester, int], dict[Slot, str]]()
        for slot in sorted(wanted.keys() - recent):
            older.setdefault((slot.semester, slot.bucket), {})[slot] = wanted[slot]
        files = [self.book.attendance[slot].path for slot in sorted(recent)]
        files += [self._grown("weeks", *place, own, self._weeks_added) for place, own in older.items()]
        self.book.save()
        shape = FOLDS["attendance_weeks"]
        self.engine.see(shape, [self.root / path for path in files if path], name="closed_weeks")
        closed = self._closed_table("closed_weeks", shape.name)
        return self._with_open_week(closed)

    def weeks(self) -> ir.Table:
        """The weeks that `attendance` has brought up to date, one by one, of the last four and the semester."""
        first = self.moment.first_of_weeks
        slots = sorted(slot for slot in self._prints() if slot.week >= first)
        files = [self.root / path for slot in slots if (path := self.book.attendance[slot].path)]
        shape = FOLDS["attendance_weeks"]
        self.engine.see(shape, files, name="weeks_one_by_one")
        closed = self._closed_table("weeks_one_by_one", shape.name)
        return (
            closed if self._open is None else closed.union(self._open.select(closed.columns), distinct=False)
        )

    def _weeks_added(self, semester: Semester, fresh: list[Slot], old: Path | None) -> ir.Table:
        paths = [self.root / path for slot in fresh if (path := self.book.attendance[slot].path)]
        self.engine.see(FOLDS["attendance_weeks"], [*([old] if old else []), *paths])
        return _added_weeks()

    def _closed_table(self, name: str, shape: str) -> ir.Table:
        return FOLDS[shape].table.op().copy(name=name).to_expr()

    def parts(self, table: str) -> Parts:
        """The current parts of a table in the buckets that are looked at."""
        parts = self.manifest.parts(table)
        return (
            parts if self.only is None else {slot: parts[slot] for slot in parts if slot.bucket in self.only}
        )

    def _prints(self) -> dict[Slot, str]:
        """For each closed slot of the school year, the print of everything its fold depends on."""
        lessons, timetable = self.parts("attendance"), self.parts("timetable")
        first = self.moment.first_of_year
        found = {}
        for slot in lessons.keys() | timetable.keys():
            if first <= slot.week and self.moment.is_closed(slot.week):
                prints = [parts[slot].print if slot in parts else "-" for parts in (lessons, timetable)]
                found[slot] = sha256(
                    repr(
                        [folds.EDITION, attendance_codes.table().rules, free_days(slot.week), prints]
                    ).encode()
                ).hexdigest()[:20]
        return found

    def _fold_of(self, slot: Slot) -> str | None:
        fold = self.book.attendance.get(slot)
        return fold.made_of if fold else None

    def _chunks(self, stale: Iterable[Slot]) -> Iterator[list[Slot]]:
        """Stale slots of one semester, as many weeks at once as memory likes."""
        for _, of_semester in groupby(stale, key=lambda slot: slot.semester):
            chunk, size = list[Slot](), 0
            for _, of_week in groupby(of_semester, key=lambda slot: slot.week):
                week = list(of_week)
                count = sum(part.rows for part in self._present("attendance", week))
                if chunk and size + count > ROWS_AT_ONCE:
                    yield chunk
                    chunk, size = [], 0
                chunk, size = chunk + week, size + count
            if chunk:
                yield chunk

    def _present(self, table: str, slots: Iterable[Slot]) -> list[Part]:
        parts = self.manifest.parts(table)
        return [parts[slot] for slot in slots if slot in parts]

    def _see(self, table: str, parts: Iterable[Part]) -> ir.Table:
        self.engine.see(JOURNALS[table], [self.root / part.path for part in parts])
        return JOURNALS[table].table

    def _folded(self, slots: list[Slot], moment: Moment | None = None) -> ir.Table:
        weeks = sorted({slot.week for slot in slots})
        free = tuple(day for week in weeks for day in free_days(week))
        self._see("attendance", self._present("attendance", slots))
        timetable = self._present("timetable", slots)
        self._see("timetable", timetable)
        self.engine.hold(folds.WEEK.name, pa.table({"week": weeks[:1]}, schema=folds.WEEK.arrow))
        self.engine.keep(folds.COUNTED.name, _counted(len(weeks) == 1, free, moment.end if moment else None))
        elapsed = moment.elapsed(weeks[0]) if moment else None
        return _attendance_weeks(semester_number(slots[0].semester), elapsed, bool(timetable))

    def _fold_weeks(self, slots: list[Slot], wanted: dict[Slot, str]) -> None:
        found = self.engine.rows(self._folded(slots))
        buckets = rows.integers(found["institution"]) % self.manifest.buckets
        keys = [
            rows.integers(found["week"]),
            buckets,
            *(rows.integers(found[name]) for name in ("institution", "learner")),
        ]
        places, _ = rows.order(keys)
        found = found.take(pa.array(places))
        packed = (keys[0] * self.manifest.buckets + buckets)[places]
        for slot in slots:
            number = (slot.week - rows.EPOCH).days * self.manifest.buckets + slot.bucket
            low, high = np.searchsorted(packed, [number, number + 1])
            path = ""
            if high > low:
                folder = f"{FOLDER}/attendance/{slot.folder}"
                path, _ = rows.write_rows(
                    found.slice(low, high - low), self.root, folder, f"{slot.bucket:03}", last=False
                )
            self.book.attendance[slot] = Fold(path, wanted[slot])
            self.made += 1
        self.book.save()

    def _with_open_week(self, closed: ir.Table) -> ir.Table:
        week = self.moment.week
        if self.moment.is_closed(week):
            return closed
        lessons, timetable = self.parts("attendance"), self.parts("timetable")
        slots = sorted(slot for slot in lessons.keys() | timetable.keys() if slot.week == week)
        if not slots:
            return closed
        self._open = self.engine.keep("open_week", self._folded(slots, self.moment))
        return closed.union(self._open.select(closed.columns), distinct=False)

    def marks(self) -> ir.Table:
        """Folds of the school year's marks up to the moment, by learner, subject and semester."""
        parts = self.parts("marks")
        year = self.moment.school_year
        closed: dict[tuple[Semester, int], Parts] = {}
        loose: dict[Semester, list[Part]] = {}
        for slot, part in sorted(parts.items()):
            if slot.week > self.moment.week or slot.semester.school_year != year:
                continue
            if self.moment.is_closed(slot.week):
                closed.setdefault((slot.semester, slot.bucket), {})[slot] = part
            else:
                loose.setdefault(slot.semester, []).append(part)
        self._total, self._done = len(closed), 0
        files = []
        for (semester, bucket), own in closed.items():
            prints = {slot: part.print for slot, part in own.items()}
            files.append(self._grown("marks", semester, bucket, prints, self._marks_added))
            self._tell("marks", max(own))
        self.book.save()
        shape = FOLDS["mark_sums"]
        self.engine.see(shape, [self.root / path for path in files if path], name="closed_marks")
        found = [self._closed_table("closed_marks", shape.name)]
        for semester, some in loose.items():
            found.append(self.engine.keep("open_marks", self._sums_of(semester, some, self.moment)))
        return (
            found[0].union(*(one.select(found[0].columns) for one in found[1:]), distinct=False)
            if found[1:]
            else found[0]
        )

    def _sums_of(self, semester: Semester, some: Iterable[Part], moment: Moment | None = None) -> ir.Table:
        self._see("marks", some)
        return _mark_sums(semester, moment.end if moment else None)

    def _marks_added(self, semester: Semester, fresh: list[Slot], old: Path | None) -> ir.Table:
        sums = self._sums_of(semester, self._present("marks", fresh))
        if old is None:
            return sums
        self.engine.see(FOLDS["mark_sums"], [old])
        return _added_marks(semester)

    def _grown(self, table: str, semester: Semester, bucket: int, own: Mapping[Slot, str], add: Add) -> str:
        """The path of a bucket's sums of a semester: as they are, with new weeks added, or made again.

        `own`: what is in them, with the print of each.
        """
        place = (table, semester_number(semester), bucket)
        weeks = {str(slot.week): f"{folds.EDITION}-{made_of}" for slot, made_of in own.items()}
        old = self.book.grown.get(place)
        if old is not None and old.weeks == weeks:
            return old.path
        known = old.weeks if old is not None and old.path and old.weeks.items() < weeks.items() else {}
        sums = add(
            semester,
            [slot for slot in own if str(slot.week) not in known],
            self.root / old.path if old is not None and known else None,
        )
        shape = FOLDS["attendance_weeks" if table == "weeks" else "mark_sums"]
        found = self.engine.rows(sums.select(list(shape.columns)))
        path = ""
        if found.num_rows:
            folder = f"{FOLDER}/{table}/{place[1]}"
            path, _ = rows.write_rows(found, self.root, folder, f"{bucket:03}", last=False)
        newest = max(old.weeks) if old and old.weeks else ""
        if old is None or not set(weeks) < set(old.weeks) or max(weeks) >= newest:
            self.book.grown[place] = Grown(path, weeks)
        self.made += 1
        if self.made % MADE_BETWEEN_SAVES == 0:
            self.book.save()
        return path

    def _tell(self, what: str, slot: Slot) -> None:
        self._done += 1
        self.progress(self._done, self._total, f"{what} {slot.week}")


@lru_cache(maxsize=8)
def _counted(one_week: bool, free: tuple[date, ...], end: date | None) -> ir.Table:
    """The same expression for every plain week, so that its SQL is written once."""
    return folds.counted(JOURNALS["attendance"].table, free, end, one_week=one_week)


@lru_cache(maxsize=8)
def _attendance_weeks(semester: int, elapsed: tuple[int, int] | None, planned: bool) -> ir.Table:
    timetable = JOURNALS["timetable"].table if planned else None
    return folds.attendance_weeks(folds.COUNTED.table, timetable, semester, elapsed)


@lru_cache(maxsize=8)
def _mark_sums(semester: Semester, end: date | None) -> ir.Table:
    """The same expression for every bucket, so that its SQL is written once."""
    origin = monday(calendar.dates(semester.school_year.semesters[0]).first)
    return folds.mark_sums(JOURNALS["marks"].table, semester_number(semester), origin, end)


@lru_cache(maxsize=8)
def _added_weeks() -> ir.Table:
    return folds.added_weeks(FOLDS["attendance_weeks"].table)


@lru_cache(maxsize=8)
def _added_marks(semester: Semester) -> ir.Table:
    """Sums as they were with new weeks added."""
    return folds.added(FOLDS["mark_sums"].table, _mark_sums(semester, None))
