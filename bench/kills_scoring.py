"""Scoring for `bench.kills`: a night over a small school is stopped while it folds, judges or writes alerts."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.db import connection

from pumpurs.analytics.store import Store
from pumpurs.analytics.tables import JOURNALS
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.jobs.scoring import score
from pumpurs.programme.alerts.actions.keys import keys_of_institutions, keys_of_learners
from pumpurs.programme.learners.models import Enrollment, Learner
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.rulebook import attendance_codes, calendar

JOB = job_viewer("scoring")
LEARNERS, EVENING, FIRST = 40, date(2026, 11, 19), date(2026, 9, 1)
ALERTS = """
SELECT (SELECT count(*) FROM alerts_scoringrun WHERE state = 'finished'), (SELECT count(*) FROM alerts_alert),
    (SELECT md5(string_agg(concat_ws(' ', a.learner_id, a.kind, a.state, f.rule, f.num, f.den), ';'
        ORDER BY a.learner_id, f.rule)) FROM alerts_alert a JOIN alerts_alertfact f ON f.alert_id = a.id)
"""
NOTHING = (0, 0, None)


class Night:
    """One school's autumn in a store of its own; every fourth learner is often away without excuse."""

    def __init__(self, folder: Path) -> None:
        partner = Partner.objects.create(
            kind="state_vocational_school", name="Vidusskolas dibinātājs", municipality_code="LV-022"
        )
        school = Institution.objects.create(
            partner=partner, kind="secondary_school", name="Nakts skola", source_code="90000000888"
        )
        learners = [
            Learner.objects.create(given_name="Anna", family_name="Liepa", institution=school, grade=7)
            for _ in range(LEARNERS)
        ]
        for one in learners:
            Enrollment.objects.create(
                learner=one, institution=school, school_year="2026/2027", grade=7, since=FIRST
            )
        self.store = Store(folder / "night")
        with looking_as(JOB):
            keys = keys_of_learners(viewer=JOB, learners=[one.id for one in learners])
            place = keys_of_institutions(viewer=JOB, institutions=[school.id])[school.id]
        self._write(place, sorted(keys.values()))
        self.whole: tuple[Any, ...] = ()

    def _write(self, place: int, learners: list[int]) -> None:
        away = attendance_codes.code("unexcused").code
        days = [FIRST + timedelta(days=number) for number in range((EVENING - FIRST).days + 1)]
        rows = [
            (place, learner, day, lesson, 1, away if turn % 4 == 0 and day.day % 3 == 0 else 0)
            for turn, learner in enumerate(learners)
            for day in days
            if calendar.is_school_day(day)
            for lesson in range(1, 7)
        ]
        shape = JOURNALS["attendance"]
        columns = dict(zip(shape.columns, zip(*rows, strict=True), strict=True))
        table = pa.table(
            {name: pa.array(cells, shape.arrow.field(name).type) for name, cells in columns.items()}
        )
        self.store.replace("attendance", place, FIRST, EVENING + timedelta(days=1), table)

    def not_scored(self, turn: int) -> None:
        """Before the night there is no alert, and in every other turn no fold either."""
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE alerts_alert, alerts_scoringrun CASCADE")
        for folder in ("runs", *(["folds"] if turn % 2 else [])):
            shutil.rmtree(self.store.root / folder, ignore_errors=True)

    def score(self, turn: int) -> None:
        """The night."""
        score(store=self.store, as_of=EVENING, day=EVENING)

    def found(self) -> tuple[Any, ...]:
        """Nights that ended, alerts, and a print of what they say."""
        with connection.cursor() as cursor:
            cursor.execute(ALERTS)
            return tuple(cursor.fetchone())
