"""A seeded country of journals: lessons, marks, notes and enrolment of a school year, in a store of their own.

35 weeks of 35 lessons a learner: 165,000 learners make 202 million lessons and 35 million marks. About 6 % of
lessons are missed, a part of the learners drifts away during the year. No learner is anybody.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from pumpurs.analytics.rows import EPOCH
from pumpurs.analytics.store import Scope, Store

SCHOOL, CLASS = 260, 26
DAYS, LESSONS, SUBJECTS = 5, 7, 13
AS_OF = date(2026, 5, 29)
CLOSED = (date(2025, 10, 20), date(2025, 12, 22), date(2025, 12, 29), date(2026, 3, 9))
PRESENT, LATE, EXCUSED, UNEXCUSED, ILL = range(5)


def mondays() -> list[date]:
    """The 35 weeks with lessons, the last one that of `AS_OF`."""
    weeks = [AS_OF - timedelta(days=AS_OF.weekday() + 7 * back) for back in range(45)]
    return sorted(week for week in weeks if week not in CLOSED)[-35:]


class Country:
    """So many learners with their leanings; every week is drawn from the seed alone."""

    def __init__(self, learners: int) -> None:
        draw = np.random.default_rng(20260901)
        self.size = learners
        self.learner = np.arange(learners, dtype=np.int64)
        self.school = (self.learner // SCHOOL).astype(np.int32)
        self.absent = np.clip(draw.beta(1.2, 18, learners), 0.002, 0.6).astype(np.float32)
        self.truant = np.clip(draw.beta(1.5, 5, learners), 0, 1).astype(np.float32)
        self.drift = np.where(draw.random(learners) < 0.06, draw.uniform(0.01, 0.04, learners), 0).astype(
            np.float32
        )
        self.ability = draw.normal(6.4, 1.3, learners).astype(np.float32)

    @property
    def schools(self) -> int:
        """How many schools there are."""
        return int(self.school.max()) + 1

    def lessons(self, number: int, monday: date) -> pa.Table:
        """Every lesson of a week."""
        draw, size = np.random.default_rng([1, number]), self.size
        chance = np.clip(self.absent + self.drift * number / 4, 0, 0.9)[:, None]
        away = (draw.random((size, DAYS), dtype=np.float32) < chance * 0.7)[:, :, None]
        away = away | (draw.random((size, DAYS, LESSONS), dtype=np.float32) < (chance * 0.3)[:, :, None])
        truant = np.clip(self.truant + self.drift * 4, 0, 0.95)[:, None, None]
        kind = draw.random((size, DAYS, LESSONS), dtype=np.float32)
        status = np.where(kind < 0.015, LATE, PRESENT).astype(np.int8)
        excused = np.where(kind < truant + (1 - truant) / 2, EXCUSED, ILL)
        status[away] = np.where(kind < truant, UNEXCUSED, excused)[away]
        first = (monday - EPOCH).days
        day = np.arange(first, first + DAYS, dtype=np.int32)[None, :, None]
        lesson = np.arange(1, LESSONS + 1, dtype=np.int8)[None, None, :]
        subject = (lesson * 5 + day * 3 + (self.learner // CLASS)[:, None, None]) % SUBJECTS
        whole = (size, DAYS, LESSONS)
        return pa.table(
            {
                "institution": np.repeat(self.school, DAYS * LESSONS),
                "learner": np.repeat(self.learner, DAYS * LESSONS),
                "day": pa.array(np.broadcast_to(day, whole).ravel()).cast(pa.date32()),
                "lesson": np.broadcast_to(lesson, whole).ravel(),
                "subject": subject.astype(np.int16).ravel(),
                "status": status.ravel(),
            }
        )

    def marks(self, number: int, monday: date) -> pa.Table:
        """About six marks a learner and week."""
        draw = np.random.default_rng([2, number])
        place = np.repeat(np.arange(self.size), draw.poisson(6, self.size))
        subject = draw.integers(0, SUBJECTS, len(place)).astype(np.int16)
        fall = self.drift[place] * number * 2
        mark = np.rint(self.ability[place] - fall + (subject - 6) * 0.12 + draw.normal(0, 1.4, len(place)))
        day = (monday - EPOCH).days + draw.integers(0, DAYS, len(place))
        return pa.table(
            {
                "institution": self.school[place],
                "learner": self.learner[place],
                "day": pa.array(day.astype(np.int32)).cast(pa.date32()),
                "subject": subject,
                "mark": np.clip(mark, 1, 10).astype(np.int8),
                "passed": pa.nulls(len(place), pa.int8()),
                "kind": np.zeros(len(place), np.int8),
            }
        )

    def timetable(self, monday: date) -> pa.Table:
        """The lessons held, for journals that record absences only."""
        return pa.table(
            {
                "institution": self.school,
                "learner": self.learner,
                "week": pa.array(np.full(self.size, (monday - EPOCH).days, np.int32)).cast(pa.date32()),
                "lessons": np.full(self.size, DAYS * LESSONS, np.int16),
            }
        )

    def enrolment(self) -> pa.Table:
        """Everybody's class this year and last."""
        draw = np.random.default_rng(3)
        grade = (1 + self.learner // CLASS % 12).astype(np.int16)
        before = np.maximum(grade - (draw.random(self.size) > 0.01), 1).astype(np.int16)
        parts = []
        for year, at in ((2024, before), (2025, grade)):
            first = np.full(self.size, (date(year, 9, 1) - EPOCH).days, np.int32)
            end = np.full(self.size, (date(year + 1, 9, 1) - EPOCH).days, np.int32)
            parts.append(
                pa.table(
                    {
                        "institution": self.school,
                        "learner": self.learner,
                        "class_key": self.learner // CLASS + year * 1_000_000,
                        "grade": at,
                        "school_year": np.full(self.size, year, np.int16),
                        "first": pa.array(first).cast(pa.date32()),
                        "end": pa.array(end, mask=np.full(self.size, year == 2025)).cast(pa.date32()),
                    }
                )
            )
        return pa.concat_tables(parts)

    def notes(self, number: int, monday: date) -> pa.Table:
        """Now and then a remark, more of them about those who drift."""
        draw = np.random.default_rng([4, number])
        place = np.repeat(np.arange(self.size), draw.poisson(0.05 + self.drift * 5))
        return pa.table(
            {
                "institution": self.school[place],
                "learner": self.learner[place],
                "day": pa.array(np.full(len(place), (monday - EPOCH).days, np.int32)).cast(pa.date32()),
                "kind": np.where(draw.random(len(place)) < 0.7, 1, 2).astype(np.int8),
            }
        )


def build(country: Country, root: Path, *, absences_only: bool) -> Store:
    """The country's journals as stores of it would be after a school year, week by week."""
    store = Store(root)
    if (root / "built").exists():
        return store
    schools = range(country.schools)
    for number, monday in enumerate(mondays()):
        scopes = [Scope(one, monday, monday + timedelta(days=7)) for one in schools]
        lessons = country.lessons(number, monday)
        if absences_only:
            lessons = lessons.filter(pa.compute.not_equal(lessons["status"], PRESENT))
            store.replace_many("timetable", scopes, country.timetable(monday))
        store.replace_many("attendance", scopes, lessons)
        store.replace_many("marks", scopes, country.marks(number, monday))
        store.replace_many("notes", scopes, country.notes(number, monday))
    store.put("enrolment", country.enrolment())
    store.sweep()
    (root / "built").touch()
    return store
