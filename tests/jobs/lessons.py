"""The journal of a small school for tests of the night."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa

from pumpurs.analytics.store import Store
from pumpurs.foundation.visibility import looking_as
from pumpurs.programme.alerts.actions.keys import keys_of_institutions, keys_of_learners
from pumpurs.rulebook import attendance_codes, calendar
from tests.programme.alerts.nights import EVENING, NIGHT, School


def write_journal(store: Store, school: School, missed: list[int], *, evening: date = EVENING) -> None:
    """September's lessons of the class: so many missed without excuse by each learner, from the newest day on."""
    with looking_as(NIGHT):
        ids = [one.id for one in school.learners]
        keys = keys_of_learners(viewer=NIGHT, learners=ids)
        place = keys_of_institutions(viewer=NIGHT, institutions=[school.institution.id])[
            school.institution.id
        ]
    absent = next(one.code for one in attendance_codes.table().rules.values() if one.key == "unexcused")
    days = [evening - timedelta(days=n) for n in range(28)]
    lessons = [(day, number) for day in days if calendar.is_school_day(day) for number in range(1, 7)]
    rows = [
        (place, keys[learner], day, number, 1, absent if turn < count else 0)
        for learner, count in zip(ids, missed, strict=True)
        for turn, (day, number) in enumerate(lessons)
    ]
    kinds = {
        "institution": pa.int32(), "learner": pa.int64(), "day": pa.date32(), "lesson": pa.int8(),
        "subject": pa.int16(), "status": pa.int8(),
    }  # fmt: skip
    table = pa.table(
        {
            name: pa.array(column, kinds[name])
            for name, column in zip(kinds, zip(*rows, strict=True), strict=True)
        }
    )
    store.replace("attendance", place, date(2026, 9, 1), date(2026, 11, 1), table)
