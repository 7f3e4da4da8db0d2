"""Journals of the demo (paraugžurnāli): some weeks of lessons for the classes of one teacher, and what the rules find.

The alerts are not invented: the rules go over these lessons as they do at night. Once the country stands, the same
lessons are put into the store, where the next night and the trials of rules find them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.conf import settings
from django.db import connection

from pumpurs.analytics.store import Store
from pumpurs.foundation.visibility import job_viewer
from pumpurs.jobs import scoring
from pumpurs.jobs.demo import cast, timing
from pumpurs.jobs.demo.draws import Draws
from pumpurs.jobs.demo.past import keep_past
from pumpurs.jobs.demo.samples import write_sample
from pumpurs.jobs.demo.semester import semester_before
from pumpurs.programme.alerts.actions.keys import keys_of_institutions, keys_of_learners
from pumpurs.programme.alerts.models import JournalBatch, JournalPart
from pumpurs.programme.alerts.rules.journals import What
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.models import Appointment
from pumpurs.rulebook import attendance_codes, calendar

DEMO = job_viewer("demo")
WEEKS, LESSONS = 5, 6
MISSED = (
    (23, "unexcused"),
    (14, "unexcused"),
    (34, "excused"),
    (16, "unexcused"),
)  # of the first in each class
CALM = 4
FILE = "apmeklējums.csv"
SAMPLE = Path("samples") / FILE
KINDS: dict[str, pa.DataType] = {
    "institution": pa.int32(), "learner": pa.int64(), "day": pa.date32(), "lesson": pa.int8(),
    "subject": pa.int16(), "status": pa.int8(),
}  # fmt: skip

SEEDED = (
    "UPDATE alerts_alertfact SET alert_id = md5('alert of the demo ' || learner_id)::uuid,"
    " id = md5('fact of the demo ' || learner_id || rule)::uuid",
    "UPDATE alerts_alertrecords SET alert_id = md5('alert of the demo ' || learner_id)::uuid,"
    " id = md5('records of the demo ' || learner_id)::uuid",
    "UPDATE alerts_dutynotice SET alert_id = md5('alert of the demo ' || learner_id)::uuid,"
    " id = md5('notice of the demo ' || learner_id)::uuid, prepared_at = %(now)s",
    "UPDATE alerts_alert SET id = md5('alert of the demo ' || learner_id)::uuid, raised_at = %(now)s",
    "UPDATE alerts_scoringrun SET id = md5('run of the demo ' || as_of)::uuid,"
    " started_at = %(now)s, ended_at = %(now)s",
)


def keep_journals(now: datetime, store: Store | None) -> None:
    """Let the rules of last night go over the lessons, and keep them in the store, if one is given.

    They are kept before the records are committed: whoever is stopped in between leaves lessons of nobody, never
    records of lessons that are nowhere.
    """
    as_of = now.astimezone(timing.RIGA).date() - timedelta(days=1)
    codes = {one.key: one.code for one in attendance_codes.table().rules.values()}
    rows, keys = _lessons(as_of, codes)
    if not rows:
        return
    begins = as_of - timedelta(weeks=WEEKS)
    put = partial(
        Store.replace, table="attendance", institution=rows[0]["institution"], rows=_table(rows),
        first=begins, end=as_of + timedelta(days=1),
    )  # fmt: skip
    with TemporaryDirectory() as folder:
        scratch = Store(Path(folder))
        put(scratch)
        scoring.score(store=scratch, as_of=as_of, day=as_of + timedelta(days=1))
    author = Appointment.objects.select_related("institution").filter(account__email=cast.AUTHOR.email)
    appointment = author.order_by("since", "id")[0]
    assert appointment.institution is not None  # a teacher's appointment is at an institution
    _record(rows, appointment.institution, appointment.account_id, now, "journal file")
    semester = calendar.current_semester(as_of).previous
    earlier = semester_before(semester, begins, codes)
    for school, of_school in earlier.items():
        _record(of_school, school, appointment.account_id, now, "journal file of a semester")
    _seed(now)
    if store is None:
        return
    put(store)
    span = calendar.dates(semester)
    for of_school in filter(None, earlier.values()):
        place = of_school[0]["institution"]
        store.replace("attendance", place, span.first, min(span.end, begins), _table(of_school))
    keep_past(store, now)
    write_sample(settings.VAR / SAMPLE, rows, keys, codes)


def _table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    return pa.table({name: pa.array([row[name] for row in rows], kind) for name, kind in KINDS.items()})


def _record(
    rows: Sequence[Mapping[str, Any]], place: Institution, account: UUID, now: datetime, seed: str
) -> None:
    """The file by which the lessons came, and what it holds of each month."""
    days = [row["day"] for row in rows]
    draws = Draws(seed, place.id)
    batch = JournalBatch.objects.create(
        id=draws.key(), state="taken", what=What.ATTENDANCE, way="page", institution=place, kind="csv",
        file_name=FILE, rows=len(days), accepted=len(days), first_day=min(days), last_day=max(days), received_at=now,
        received_by_id=account, checked_at=now, confirmed_at=now,
        confirmed_by_id=account, taken_at=now,
    )  # fmt: skip
    months = sorted({day.replace(day=1) for day in days})
    for month in months:
        inside = [day for day in days if day.replace(day=1) == month]
        JournalPart.objects.create(
            id=draws.key(), batch=batch, institution=place, what=What.ATTENDANCE, month=month, rows=len(inside),
            first_day=min(inside), last_day=max(inside), current=True,
        )  # fmt: skip


def _seed(now: datetime) -> None:
    """What the rules wrote gets ids and moments that the same day gives again; addresses stay hard to guess."""
    with connection.cursor() as cursor:
        for statement in SEEDED:
            cursor.execute(statement, {"now": now})


def _lessons(as_of: date, codes: Mapping[str, int]) -> tuple[list[dict[str, Any]], Mapping[Any, int]]:
    """The last weeks of the teacher's classes, and the keys of their learners."""
    days = [as_of - timedelta(days=number) for number in range(7 * WEEKS)]
    held = [(day, lesson) for day in days if calendar.is_school_day(day) for lesson in range(1, LESSONS + 1)]
    classes = Learner.objects.filter(
        school_class__cares__account__email=cast.AUTHOR.email, school_class__cares__until=None
    )
    learners = list(classes.order_by("school_class__name", "sort_key", "id").distinct())
    keys = keys_of_learners(viewer=DEMO, learners=[one.id for one in learners])
    places = keys_of_institutions(
        viewer=DEMO, institutions={one.institution_id for one in learners if one.institution_id}
    )
    rows: list[dict[str, Any]] = []
    turns: dict[Any, int] = {}
    for learner in learners:
        turn = turns[learner.school_class_id] = turns.get(learner.school_class_id, -1) + 1
        missed, how = (
            MISSED[turn] if turn < len(MISSED) else (Draws("journal", learner.id).number(0, CALM), "excused")
        )
        if learner.institution_id is not None:
            place, status = places[learner.institution_id], codes[how]
            rows += _rows(place, keys[learner.id], held, missed, status, codes["present"])
    return rows, keys


def _rows(
    place: int, key: int, held: Sequence[tuple[date, int]], missed: int, absent: int, present: int
) -> Iterator[dict[str, Any]]:
    for number, (day, lesson) in enumerate(held):
        yield {
            "institution": place, "learner": key, "day": day, "lesson": lesson, "subject": 1,
            "status": absent if number < missed else present,
        }  # fmt: skip
