"""Journals of the demo (paraugžurnāli): some weeks of lessons for the classes of one teacher, and what the rules find.

The alerts are not invented: the rules go over these lessons as they do at night. Once the country stands, the same
lessons are put into the store, where the next night and the trials of rules find them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from django.conf import settings
from django.db import connection, transaction

from pumpurs.analytics.store import Store
from pumpurs.foundation.visibility import job_viewer
from pumpurs.jobs import scoring
from pumpurs.jobs.demo import cast, timing
from pumpurs.jobs.demo.draws import Draws
from pumpurs.programme.alerts.actions.keys import keys_of_institutions, keys_of_learners
from pumpurs.programme.alerts.models import JournalBatch, JournalPart
from pumpurs.programme.alerts.rules.journals import What
from pumpurs.programme.learners.models import Learner
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


def keep_journals(now: datetime) -> None:
    """Let the rules of last night go over the lessons; keep them in the store if the country comes to stand."""
    as_of = now.astimezone(timing.RIGA).date() - timedelta(days=1)
    rows = list(_lessons(as_of))
    if not rows:
        return
    columns = {name: [row[name] for row in rows] for name in KINDS}
    table = pa.table({name: pa.array(columns[name], kind) for name, kind in KINDS.items()})
    put = partial(
        Store.replace, table="attendance", institution=rows[0]["institution"], rows=table,
        first=as_of - timedelta(weeks=WEEKS), end=as_of + timedelta(days=1),
    )  # fmt: skip
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        put(store)
        scoring.score(store=store, as_of=as_of)
    _record([row["day"] for row in rows], now)
    _seed(now)
    transaction.on_commit(lambda: put(Store(settings.STORE)))


def _record(days: Sequence[date], now: datetime) -> None:
    """The file by which the lessons came, and what it holds of each month."""
    author = Appointment.objects.select_related("institution").filter(account__email=cast.AUTHOR.email)
    place = author.order_by("since", "id")[0].institution
    assert place is not None  # a teacher's appointment is at an institution
    draws = Draws("journal file", place.id)
    batch = JournalBatch.objects.create(
        id=draws.key(), state="taken", what=What.ATTENDANCE, way="page", institution=place, kind="csv",
        file_name=FILE, rows=len(days), accepted=len(days), first_day=min(days), last_day=max(days), received_at=now,
        received_by_id=author[0].account_id, checked_at=now, confirmed_at=now,
        confirmed_by_id=author[0].account_id, taken_at=now,
    )  # fmt: skip
    months = sorted({day.replace(day=1) for day in days})
    for month in months:
        inside = [day for day in days if day.replace(day=1) == month]
        JournalPart.objects.create(
            id=draws.key(), batch=batch, institution=place, what=What.ATTENDANCE, month=month, rows=len(inside),
            last_day=max(inside), current=True,
        )  # fmt: skip


def _seed(now: datetime) -> None:
    """What the rules wrote gets ids and moments that the same day gives again; addresses stay hard to guess."""
    with connection.cursor() as cursor:
        for statement in SEEDED:
            cursor.execute(statement, {"now": now})


def _lessons(as_of: date) -> Iterator[dict[str, Any]]:
    codes = {one.key: one.code for one in attendance_codes.table().rules.values()}
    days = [as_of - timedelta(days=number) for number in range(7 * WEEKS)]
    held = [(day, lesson) for day in days if calendar.is_school_day(day) for lesson in range(1, LESSONS + 1)]
    classes = Learner.objects.filter(
        school_class__cares__account__email=cast.AUTHOR.email, school_class__cares__until=None
    )
    learners = list(classes.order_by("school_class__name", "sort_key", "id").distinct())
    if not learners:
        return
    keys = keys_of_learners(viewer=DEMO, learners=[one.id for one in learners])
    places = keys_of_institutions(
        viewer=DEMO, institutions={one.institution_id for one in learners if one.institution_id}
    )
    turns: dict[Any, int] = {}
    for learner in learners:
        turn = turns[learner.school_class_id] = turns.get(learner.school_class_id, -1) + 1
        missed, how = (
            MISSED[turn] if turn < len(MISSED) else (Draws("journal", learner.id).number(0, CALM), "excused")
        )
        if learner.institution_id is None:
            continue
        for number, (day, lesson) in enumerate(held):
            yield {
                "institution": places[learner.institution_id], "learner": keys[learner.id], "day": day,
                "lesson": lesson, "subject": 1, "status": codes[how] if number < missed else codes["present"],
            }  # fmt: skip
