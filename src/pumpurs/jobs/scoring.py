"""Scoring (novērtēšana): every night the rules go over the store, and what they find becomes alerts for people.

A run is a record; one that was stopped wrote no alert and is noted as undone by the next. Weekly mails say how many
alerts wait, never whose.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from pumpurs.analytics.engines import Engine
from pumpurs.analytics.engines import engine as opened_engine
from pumpurs.analytics.model.terms import Terms
from pumpurs.analytics.scoring import Result, alone, rules_on, run
from pumpurs.analytics.store import Store
from pumpurs.foundation.clock import now, today
from pumpurs.foundation.failpoints import reach
from pumpurs.foundation.visibility import Viewer, job_viewer, looking_as
from pumpurs.jobs.behind import MOST, most_moved, ordering_of, records_of
from pumpurs.jobs.models import tell_managers
from pumpurs.jobs.support import bring_support
from pumpurs.programme.alerts.actions.keys import keys_of_institutions, keys_of_learners
from pumpurs.programme.alerts.actions.models import stop
from pumpurs.programme.alerts.actions.raising import (
    Scored,
    apply_run,
    begin_run,
    move_queues,
    pass_deadlines,
)
from pumpurs.programme.alerts.queries.digest import Digest, digests
from pumpurs.programme.alerts.queries.enrolment import stays
from pumpurs.programme.alerts.queries.models import model_in_use, newer_evening
from pumpurs.programme.alerts.rules.alerts import Sign
from pumpurs.programme.alerts.rules.ordering import Ordering
from pumpurs.programme.plans.queries.answered import answered_risks
from pumpurs.rulebook import notices
from pumpurs.values.grades import on_ladder

LOG = logging.getLogger(__name__)
JOB = job_viewer("scoring")
DUCK = "duckdb"
EVERY_NIGHT, EVERY_MONDAY = "40 3 * * *", "30 6 * * 1"
CHUNK = 20_000
TELL = Callable[[int, int, str], None]
COLUMNS: dict[str, pa.DataType] = {
    "institution": pa.int32(), "learner": pa.int64(), "class_key": pa.int64(), "grade": pa.int16(),
    "school_year": pa.int16(), "first": pa.date32(), "end": pa.date32(),
}  # fmt: skip


def _silent(done: int, total: int, what: str) -> None:
    """Tell nobody."""


def score(
    *,
    store: Store,
    as_of: date,
    engine: str = DUCK,
    master: str = "",
    full: bool = False,
    day: date | None = None,
    tell: TELL = _silent,
) -> tuple[Result, Mapping[str, int]]:
    """Go over the store as of the evening of a day and write the alerts; the run and what became of its findings.

    `master`: where Spark runs, if not inside this machine; `day`: the present one, if not the clock's. Refused for an
    evening that has not come; if a later one was gone over already, its alerts stay (`held_by`). StoreError while
    another night goes on: it stays as it is.
    """
    with alone(store, "night"):
        options = {"master": master} if master else {}
        return _night(store, as_of, day or today(), engine, options, full, tell)


def held_by(as_of: date) -> date | None:
    """The later evening whose alerts stand, so that this one's are only counted; None: this one's are written."""
    with looking_as(JOB):
        return newer_evening(viewer=JOB, as_of=as_of)


def _night(
    store: Store, as_of: date, day: date, engine: str, options: Mapping[str, str], full: bool, tell: TELL
) -> tuple[Result, Mapping[str, int]]:
    with looking_as(JOB):
        run_id = begin_run(name="", as_of=as_of, engine=engine, viewer=JOB, today=day, now=now())
    with looking_as(JOB):
        store.put("enrolment", enrolment(viewer=JOB, as_of=as_of))
        bring_support(store=store, as_of=as_of, viewer=JOB)
    with opened_engine(engine, **options) as opened:
        result = run(store, as_of, rules_on(as_of), opened, full=full, most=MOST, progress=tell)
        with looking_as(JOB):
            stands = (
                newer_evening(viewer=JOB, as_of=as_of) is None
            )  # else it says nothing of today's model either
            ordering = _ordering(result, store, opened) if stands else None
    scored = Scored(
        result.run, as_of, engine, result.rules_version, result.data_version, result.learners,
        result.hits_by_rule,
    )  # fmt: skip
    seen = set(result.values()["learner"].unique().to_pylist())
    with looking_as(JOB):
        answered = answered_risks(viewer=JOB, day=as_of)
        counts = dict(
            apply_run(
                run_id=run_id, scored=scored, found=signs_of(result.hits()), seen=seen, answered=answered, viewer=JOB,
                now=now(), ordering=ordering, records=records_of(result, viewer=JOB),
            )
        )  # fmt: skip
        if stands:
            counts["released"] = move_queues(viewer=JOB, day=as_of, now=now())
        reach("scoring.before_commit")
    return result, counts


def _ordering(result: Result, store: Store, opened: Engine) -> Ordering | None:
    """The order of the model that is on; a model whose data have moved away is stopped instead."""
    model = model_in_use(viewer=JOB)
    if model is None:
        return None
    terms = Terms.from_json(model.terms)
    moved = most_moved(terms, result, store, opened)
    if moved is not None and moved.is_alarm(result.as_of):
        stop(model_id=model.id, indicator=moved.indicator, viewer=JOB, now=now())
        tell_managers("model_stopped")
        LOG.warning("the model was stopped: %s has moved by %.2f", moved.indicator, moved.index)
        return None
    return ordering_of(terms, result, opened)


def enrolment(*, viewer: Viewer, as_of: date) -> pa.Table:
    """The register as the store knows it: keys instead of people, classes as numbers of this table."""
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    schools: dict[UUID, int] = {}
    classes: dict[UUID, int] = {}
    rows = stays(viewer=viewer, as_of=as_of)
    while part := list(islice(rows, CHUNK)):
        learners = keys_of_learners(viewer=viewer, learners={one.learner_id for one in part})
        fresh = {one.institution_id for one in part} - schools.keys()
        schools |= keys_of_institutions(viewer=viewer, institutions=fresh) if fresh else {}
        for one in part:
            key = learners[one.learner_id]
            group = classes.setdefault(one.class_id, len(classes) + 1) if one.class_id else -key
            grade = on_ladder(one.grade, vocational=one.vocational)
            values = (schools[one.institution_id], key, group, grade, one.school_year, one.first, one.end)
            for name, value in zip(COLUMNS, values, strict=True):
                columns[name].append(value)
    return pa.table({name: pa.array(columns[name], kind) for name, kind in COLUMNS.items()})


def signs_of(hits: pa.Table) -> dict[int, list[Sign]]:
    """What the rules found, by the learner's key."""
    found: dict[int, list[Sign]] = defaultdict(list)
    for one in hits.to_pylist():
        found[one["learner"]].append(
            Sign(
                one["rule"], one["indicator"], one["window"], one["num"], one["den"], one["seen"],
                one["threshold_num"], one["threshold_den"], one["class_usual_num"], one["class_usual_den"],
                one["window_first"], one["window_end"] - timedelta(days=1),
            )
        )  # fmt: skip
    return dict(found)


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="scoring.nightly", lock="scoring", queueing_lock="scoring.nightly")
def nightly(timestamp: int) -> None:
    """Every night: the rules over yesterday evening, queues, deadlines; `timestamp` is when the job was due."""
    result, counts = score(store=Store(settings.STORE), as_of=today() - timedelta(days=1))
    with looking_as(JOB):
        pass_deadlines(viewer=JOB, day=today(), now=now())
    LOG.info("scored %d learners: %s", result.learners, counts)


@app.periodic(cron=EVERY_MONDAY)
@app.task(name="scoring.digest", queueing_lock="scoring.digest")
def weekly_digest(timestamp: int) -> None:
    """Every Monday morning: how many alerts wait, to each who has some. No name, nothing about a child."""
    with looking_as(JOB):
        found = digests(viewer=JOB, today=today())
    for one in found:
        write(one)


def write(digest: Digest) -> None:
    """One mail."""
    words = notices.notice("alerts_digest")
    text = words.body.in_language(digest.language).strip()
    text = text.format(link=f"{settings.PUBLIC_URL}/alerts/", count=digest.count)
    EmailMessage(words.subject.in_language(digest.language), text, to=[digest.address]).send()
