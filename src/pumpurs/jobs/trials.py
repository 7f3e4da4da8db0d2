"""Trying out rules (noteikumu izmēģināšana): both sets of rules over the moments of a past semester."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from pumpurs.analytics.engines import Engine
from pumpurs.analytics.engines import engine as opened_engine
from pumpurs.analytics.manifest import StoreError
from pumpurs.analytics.past import moment_of
from pumpurs.analytics.scoring import run
from pumpurs.analytics.store import Store
from pumpurs.analytics.trials import Over, known_and_out, moments, over, rules_of
from pumpurs.foundation.clock import now, today
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.jobs.scoring import DUCK, enrolment
from pumpurs.programme.alerts.actions import trials as acts
from pumpurs.programme.alerts.queries.trials import TrialLine, names_of_keys, one_trial
from pumpurs.programme.alerts.rules.trials import AtPlace, Found, Outcome, threshold_of
from pumpurs.rulebook import calendar
from pumpurs.values.periods import Semester

JOB = job_viewer("trials")
NO_JOURNALS, BUSY = "no_journals", "busy"


@app.task(name=acts.JOB, lock="scoring")
def run_trial(trial_id: str) -> None:
    """Work one trial out; what cannot be done is kept with its reason."""
    wanted = UUID(trial_id)
    with looking_as(JOB):
        trial = one_trial(viewer=JOB, trial_id=wanted).line
    if not trial.is_under_way:
        return
    store, semester = Store(settings.STORE), Semester.parse(trial.semester)
    if all(slot.semester != semester for slot in store.manifest().parts("attendance")):
        _fail(wanted, NO_JOURNALS)
        return
    try:
        outcome = _worked_out(store, trial, semester)
    except StoreError:  # another scoring is going on
        _fail(wanted, BUSY)
        return
    with looking_as(JOB):
        acts.finish(trial_id=wanted, result=outcome.as_data(), viewer=JOB, now=now())


def _fail(trial_id: UUID, trouble: str) -> None:
    with looking_as(JOB):
        acts.fail(trial_id=trial_id, trouble=trouble, viewer=JOB, now=now())


def _worked_out(store: Store, trial: TrialLine, semester: Semester) -> Outcome:
    evening = today() - timedelta(days=1)
    days = moments(semester, evening)
    tried = rules_of(trial.rules_of, rule=trial.rule, threshold=threshold_of(trial.threshold))
    in_force = rules_of(today())
    with looking_as(JOB):
        store.put("enrolment", enrolment(viewer=JOB, as_of=evening))
        acts.begin(
            trial_id=trial.id, total=2 * len(days) + 2, tried=tried.version, in_force=in_force.version,
            data=store.manifest().version(), viewer=JOB,
        )  # fmt: skip
        places = names_of_keys(viewer=JOB)

    def done(number: int) -> None:
        with looking_as(JOB):
            acts.went_on(trial_id=trial.id, done=number, viewer=JOB)

    with opened_engine(DUCK) as engine:
        left, learners = _left(store, days[0], _until(semester, evening), engine)
        done(2)
        ours = over(store, tried, days, engine, lambda number: done(2 + number))
        theirs = over(store, in_force, days, engine, lambda number: done(2 + len(days) + number))
    return Outcome(
        moments=tuple(str(day) for day in days),
        learners=len(learners),
        left=len(left),
        tried=_found(ours, left),
        in_force=_found(theirs, left),
        only_tried=len(ours.found.keys() - theirs.found.keys()),
        only_in_force=len(theirs.found.keys() - ours.found.keys()),
        places=_at_places(ours, theirs, places),
    )


def _until(semester: Semester, evening: date) -> date:
    """Until when leavers count: as for the model, until the next semester's moment. Later ones left another semester,
    and of those who left long ago the register tells no more.
    """
    return min(evening, moment_of(semester.next)) if semester.next in calendar.semesters() else evening


def _left(store: Store, first: date, until: date, engine: Engine) -> tuple[set[int], set[int]]:
    """Who was at school at the first moment and had none at the end; and all who were known then."""
    rules = rules_of(until)
    known, out_then = known_and_out(run(store, first, rules, engine))
    _known_later, out_later = known_and_out(run(store, until, rules, engine))
    return (out_later - out_then) & known, known


def _found(of: Over, left: set[int]) -> Found:
    by_rule = {rule: len(learners) for rule, learners in of.by_rule.items()}
    return Found(len(of.found), by_rule, len(of.in_time & left))


def _at_places(ours: Over, theirs: Over, names: Mapping[int, str]) -> tuple[AtPlace, ...]:
    tried, in_force = Counter(ours.found.values()), Counter(theirs.found.values())
    return tuple(
        AtPlace(names[key], tried[key], in_force[key]) for key in sorted(tried | in_force) if key in names
    )
