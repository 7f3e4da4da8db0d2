"""Folding (kopsavilkumu veidošana): brings the folds of closed weeks up to date and adds the open week.

Work goes a few weeks at a time, so memory does not grow with the country, and the book is saved after each, so a run
that was stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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

MADE_BETWEEN_SAVES = 8
WEEKS, MARKS = ("attendance_weeks",), ("mark_counts", "mark_totals")
Progress = Callable[[int, int, str], None]
Add = Callable[[Semester, list[Slot], Sequence[Path]], Sequence[ir.Table]]


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
        weeks = [list(slots) for _, slots in groupby(stale, key=lambda slot: slot.week)]
        self._total, self._done = len(weeks), 0
        for slots in weeks:
            self._fold_week(slots, wanted)
            self._tell("attendance", slots[-1])
        recent = {slot for slot in wanted if slot.week >= self.moment.first_of_four_weeks}
        older = dict[tuple[Semester, int], dict[Slot, str]]()
        for slot in sorted(wanted.keys() - recent):
            older.setdefault((slot.semester, slot.bucket), {})[slot] = wanted[slot]
        files = [self.book.attendance[slot].path for slot in sorted(recent)]
        for place, own in older.items():
            files += self._grown("weeks", *place, own, self._weeks_added)
        self.book.save()
        return self._with_open_week(self._closed("attendance_weeks", files))

    def weeks(self, first: date) -> ir.Table:
        """The weeks that `attendance` has brought up to date, one by one, from a Monday of the school year on."""
        slots = sorted(slot for slot in self._prints() if slot.week >= first)
        files = [self.book.attendance[slot].path for slot in slots]
        closed = self._closed("attendance_weeks", files, "weeks_one_by_one")
        return (
            closed if self._open is None else closed.union(self._open.select(closed.columns), distinct=False)
        )

    def _weeks_added(self, semester: Semester, fresh: list[Slot], old: Sequence[Path]) -> Sequence[ir.Table]:
        paths = [self.root / path for slot in fresh if (path := self.book.attendance[slot].path)]
        self.engine.see(FOLDS["attendance_weeks"], [*old, *paths])
        return [_added("attendance_weeks")]

    def _closed(self, shape: str, files: Iterable[str], name: str = "") -> ir.Table:
        """Folds in files, under a name of their own."""
        name = name or f"closed_{shape}"
        self.engine.see(FOLDS[shape], [self.root / path for path in files if path], name=name)
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

    def _present(self, table: str, slots: Iterable[Slot]) -> list[Part]:
        parts = self.manifest.parts(table)
        return [parts[slot] for slot in slots if slot in parts]

    def _see(self, table: str, parts: Iterable[Part]) -> ir.Table:
        self.engine.see(JOURNALS[table], [self.root / part.path for part in parts])
        return JOURNALS[table].table

    def _folded(self, slots: list[Slot], moment: Moment | None = None) -> ir.Table:
        """Slots of one week, up to a moment if it is the open one."""
        week, end = slots[0].week, moment.end if moment else None
        self._see("attendance", self._present("attendance", slots))
        timetable = self._present("timetable", slots)
        self._see("timetable", timetable)
        self.engine.hold(folds.WEEK.name, pa.table({"week": [week]}, schema=folds.WEEK.arrow))
        self.engine.keep(folds.BY_LEARNER.name, _by_learner(free_days(week), end))
        self.engine.keep(folds.COUNTED.name, _counted(free_days(week), end))
        elapsed = moment.elapsed(week) if moment else None
        return _attendance_weeks(semester_number(slots[0].semester), elapsed, bool(timetable))

    def _fold_week(self, slots: list[Slot], wanted: dict[Slot, str]) -> None:
        found = self.engine.rows(self._folded(slots))
        schools, learners = (rows.integers(found[name]) for name in ("institution", "learner"))
        places, _ = rows.order([schools % self.manifest.buckets, schools, learners])
        found, buckets = found.take(pa.array(places)), (schools % self.manifest.buckets)[places]
        for slot in slots:
            low, high = np.searchsorted(buckets, [slot.bucket, slot.bucket + 1])
            path = ""
            if high > low:
                path = self._write(found.slice(low, high - low), f"attendance/{slot.folder}", slot.bucket)
            self.book.attendance[slot] = Fold(path, wanted[slot])
            self.made += 1
        self.book.save()

    def _write(self, found: pa.Table, folder: str, bucket: int) -> str:
        path, _ = rows.write_rows(found, self.root, f"{FOLDER}/{folder}", f"{bucket:03}", last=False)
        return path

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

    def marks(self) -> tuple[ir.Table, ir.Table]:
        """Folds of the school year's marks up to the moment: counts by subject, totals over all subjects."""
        parts = self.parts("marks")
        year = self.moment.school_year
        closed: dict[tuple[Semester, int], Parts] = {}
        loose: list[Slot] = []
        for slot, part in sorted(parts.items()):
            if slot.week > self.moment.week or slot.semester.school_year != year:
                continue
            if self.moment.is_closed(slot.week):
                closed.setdefault((slot.semester, slot.bucket), {})[slot] = part
            else:
                loose.append(slot)
        self._total, self._done = len(closed), 0
        files: dict[str, list[str]] = {shape: [] for shape in MARKS}
        for (semester, bucket), own in closed.items():
            origin = _origin(semester)  # days are counted from it: sums of another origin do not add up
            prints = {slot: f"{origin}-{part.print}" for slot, part in own.items()}
            paths = self._grown("marks", semester, bucket, prints, self._marks_added)
            for shape, path in zip(MARKS, paths, strict=True):
                files[shape].append(path)
            self._tell("marks", max(own))
        self.book.save()
        found = {shape: self._closed(shape, files[shape]) for shape in MARKS}
        if loose:
            self._see("marks", self._present("marks", loose))
            semester = loose[0].semester
            numbers, number = _mark_numbers(semester, self.moment.end), semester_number(semester)
            totals = self.engine.keep("open_mark_totals", folds.mark_totals(numbers, number))
            opened = {"mark_counts": folds.mark_counts(numbers, number), "mark_totals": totals}
            found = {shape: found[shape].union(opened[shape], distinct=False) for shape in MARKS}
        return found["mark_counts"], found["mark_totals"]

    def _marks_added(self, semester: Semester, fresh: list[Slot], old: Sequence[Path]) -> Sequence[ir.Table]:
        self._see("marks", self._present("marks", fresh))
        self.engine.keep(folds.FRESH_MARKS.name, _fresh_marks(semester))
        for shape, path in zip(MARKS, old, strict=False):
            self.engine.see(FOLDS[shape], [path])
        return [_added(shape, semester) for shape in MARKS] if old else _mark_folds(semester)

    def _grown(
        self, table: str, semester: Semester, bucket: int, own: Mapping[Slot, str], add: Add
    ) -> tuple[str, ...]:
        """The paths of a bucket's sums of a semester: as they are, with new weeks added, or made again.

        `own`: what is in them, with the print of each.
        """
        place = (table, semester_number(semester), bucket)
        weeks = {str(slot.week): f"{folds.EDITION}-{made_of}" for slot, made_of in own.items()}
        old = self.book.grown.get(place)
        if old is not None and old.weeks == weeks:
            return old.paths
        known = old.weeks if old is not None and all(old.paths) and old.weeks.items() < weeks.items() else {}
        sums = add(
            semester,
            [slot for slot in own if str(slot.week) not in known],
            [self.root / path for path in old.paths] if old is not None and known else [],
        )
        paths = tuple(
            self._write(found, f"{shape}/{place[1]}", bucket) if found.num_rows else ""
            for shape, one in zip(MARKS if table == "marks" else WEEKS, sums, strict=True)
            for found in [self.engine.rows(one)]
        )
        newest = max(old.weeks) if old and old.weeks else ""
        if old is None or not set(weeks) < set(old.weeks) or max(weeks) >= newest:
            self.book.grown[place] = Grown(paths, weeks)
        self.made += 1
        if self.made % MADE_BETWEEN_SAVES == 0:
            self.book.save()
        return paths

    def _tell(self, what: str, slot: Slot) -> None:
        self._done += 1
        self.progress(self._done, self._total, f"{what} {slot.week}")


@lru_cache(maxsize=8)
def _by_learner(free: tuple[date, ...], end: date | None) -> ir.Table:
    """These are the same expression for every plain week or bucket, so that its SQL is written once."""
    return folds.by_learner(JOURNALS["attendance"].table, free, end)


@lru_cache(maxsize=8)
def _counted(free: tuple[date, ...], end: date | None) -> ir.Table:
    return folds.counted(folds.BY_LEARNER.table, JOURNALS["attendance"].table, free, end)


@lru_cache(maxsize=8)
def _attendance_weeks(semester: int, elapsed: tuple[int, int] | None, planned: bool) -> ir.Table:
    timetable = JOURNALS["timetable"].table if planned else None
    return folds.attendance_weeks(folds.COUNTED.table, timetable, semester, elapsed)


def _origin(semester: Semester) -> date:
    """The Monday from which the days of a school year's marks are counted."""
    return monday(calendar.dates(semester.school_year.semesters[0]).first)


def _mark_numbers(semester: Semester, end: date | None) -> ir.Table:
    return folds.mark_numbers(JOURNALS["marks"].table, _origin(semester), end)


@lru_cache(maxsize=8)
def _fresh_marks(semester: Semester) -> ir.Table:
    return folds.fresh_marks(_mark_numbers(semester, None))


@lru_cache(maxsize=8)
def _mark_folds(semester: Semester) -> Sequence[ir.Table]:
    fresh, number = folds.FRESH_MARKS.table, semester_number(semester)
    return folds.mark_counts(fresh, number), folds.mark_totals(fresh, number)


@lru_cache(maxsize=8)
def _added(shape: str, semester: Semester | None = None) -> ir.Table:
    """Sums as they were; with the marks of new weeks added, if a semester is given."""
    more = [_mark_folds(semester)[MARKS.index(shape)]] if semester else []
    return folds.added(shape, FOLDS[shape].table, *more)
