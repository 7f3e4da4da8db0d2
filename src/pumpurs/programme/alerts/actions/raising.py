"""Nightly verbs (nakts darbi): findings become alerts, queues move, deadlines pass, what is over is closed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import UNBORN
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.actions.duty_nights import prepare_notices
from pumpurs.programme.alerts.actions.models import put_order
from pumpurs.programme.alerts.actions.owners import hand_over, owners_of
from pumpurs.programme.alerts.actions.records import put_records
from pumpurs.programme.alerts.lifecycle.alerts import ALERT_LIFE, OPEN, AlertState
from pumpurs.programme.alerts.lifecycle.runs import RUN_LIFE, RunState
from pumpurs.programme.alerts.models import Alert, AlertFact, AlertStep, LearnerKey, ScoringRun
from pumpurs.programme.alerts.rules.alerts import (
    Outcome,
    Sign,
    deadline,
    first_of_queue,
    is_never_queued,
    is_overdue,
    kind_of,
    need,
    outcome,
    week_of,
)
from pumpurs.programme.alerts.rules.ordering import Ordering
from pumpurs.programme.alerts.rules.records import Records
from pumpurs.programme.learners.models import Learner
from pumpurs.rulebook import alert_handling, calendar

A = AlertState
BATCH = 2_000
QUIET_WITHOUT_SIGNS = frozenset({A.QUEUED, A.ANSWERED})
SILENT_STATES = (A.ANSWERED, A.ACTED, A.SET_ASIDE, A.QUEUED)


@dataclass(frozen=True)
class Scored:
    """What a run of the rules tells about itself."""

    name: str
    as_of: date
    engine: str
    rules_version: str
    data_version: str
    learners: int
    hits: Mapping[str, int]


@transaction.atomic
def begin_run(*, name: str, as_of: date, engine: str, viewer: Viewer, now: datetime) -> UUID:
    """Note that a run begins; runs that never ended are noted as undone first (they left no alert behind).

    Whoever calls it holds the lock of the night: a run that goes on elsewhere would be taken for a dead one.
    """
    dead = ScoringRun.objects.filter(state=RunState.RUNNING).select_for_update(of=("self",)).order_by("id")
    for run in dead:
        RUN_LIFE.take("undo", run, viewer)
        run.ended_at = now
        run.save(update_fields=["state", "ended_at"])
    run = ScoringRun(name=name, as_of=as_of, engine=engine, state=UNBORN, started_at=now)
    RUN_LIFE.take("begin", run, viewer)
    run.save()
    audit.noted(viewer, "alert.run.begin", object_type="scoringrun", object_id=str(run.id))
    return run.id


@transaction.atomic
def apply_run(
    *,
    run_id: UUID,
    scored: Scored,
    found: Mapping[int, Sequence[Sign]],
    seen: Collection[int],
    answered: Mapping[UUID, frozenset[str]],
    viewer: Viewer,
    now: datetime,
    ordering: Ordering | None = None,
    records: Iterable[Mapping[int, Records]] = (),
) -> Mapping[str, int]:
    """Write what a run found, wholly or not at all; how many alerts had which outcome. The same twice changes nothing.

    `found`: signs by the learner's key in the store; `seen`: keys of all who were scored; `answered`: the risks that
    each learner's running plan answers; `ordering`: the scores, if a model is on; `records`: what is behind the signs,
    in parts.
    """
    run = ScoringRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    RUN_LIFE.take("finish", run, viewer)
    later = ScoringRun.objects.filter(state=RunState.FINISHED, as_of__gt=scored.as_of).exists()
    ids = dict(LearnerKey.objects.filter(key__in=found).values_list("key", "learner_id"))
    signs = {ids[key]: each for key, each in found.items() if key in ids}
    counts = Counter[str]()
    if not later:  # the past is told, but alerts of newer evenings stay as they are
        counts = _Night(scored.as_of, viewer, now).run(signs, answered)
        counts["closed"] += _recovered(signs.keys(), seen, scored.as_of, viewer, now)
        put_order(ordering)
        for part in records:
            put_records(part, scored.as_of)
        counts["notices"] = prepare_notices(signs, seen=seen, as_of=scored.as_of, viewer=viewer, now=now)
    run.name, run.rules_version, run.data_version = scored.name, scored.rules_version, scored.data_version
    run.model_version = ordering.model if ordering else ""
    run.learners, run.hits, run.counts = scored.learners, dict(scored.hits), dict(counts)
    run.ended_at = now
    run.save()
    audit.noted(
        viewer, "alert.run.end", object_type="scoringrun", object_id=str(run.id), details={"alerts": dict(counts)}
    )  # fmt: skip
    return counts


class _Night:
    """One night over all learners with signs."""

    def __init__(self, as_of: date, viewer: Viewer, now: datetime) -> None:
        self._as_of, self._viewer, self._now = as_of, viewer, now
        self._semester = str(calendar.current_semester(as_of))

    def run(
        self, signs: Mapping[UUID, Sequence[Sign]], answered: Mapping[UUID, frozenset[str]]
    ) -> Counter[str]:
        counts = Counter[str]()
        ids = sorted(signs)
        for first in range(0, len(ids), BATCH):
            part = ids[first : first + BATCH]
            rows = Alert.objects.filter(learner_id__in=part, source="rules").exclude(state=A.CLOSED)
            open_ones = {
                alert.learner_id: alert for alert in rows.select_for_update(of=("self",)).order_by("id")
            }
            owners = owners_of(viewer=self._viewer, learner_ids=part, day=self._as_of)
            learners = Learner.objects.filter(pk__in=part, institution__isnull=False).order_by("id")
            for learner in learners:
                found = self._one(
                    learner, signs[learner.id], open_ones.get(learner.id), answered.get(learner.id, frozenset()),
                    owners.get(learner.id),
                )  # fmt: skip
                counts[found] += 1
        return counts

    def _one(
        self,
        learner: Learner,
        signs: Sequence[Sign],
        alert: Alert | None,
        answered: frozenset[str],
        owner: UUID | None,
    ) -> Outcome:
        before = {} if alert is None else {one.rule: _figure(one) for one in alert.alertfacts.all()}
        state = None if alert is None else alert.state
        what = outcome(signs, state=state, before=before, answered=answered, day=self._as_of)
        if alert is None:
            assert learner.institution_id is not None  # only such were asked for
            alert = Alert(
                learner=learner, institution_id=learner.institution_id, source="rules", semester=self._semester,
                raised_at=self._now, state=A.QUEUED if what is Outcome.RAISE else A.ANSWERED,
            )  # fmt: skip
        alert.owner_id = owner
        if what is Outcome.KEEP:
            alert.save(update_fields=["owner"])
            return what
        if what is Outcome.AGAIN:
            ALERT_LIFE.take("raise_again", alert, self._viewer)
            alert.set_aside_until = alert.escalated_at = alert.released_on = alert.due_on = None
            alert.disagreed, alert.semester = False, self._semester
        alert.kind = kind_of(signs)
        alert.first_step = alert_handling.urgency_on(alert.kind, self._as_of).first_step
        alert.need, alert.as_of = need(alert.kind, len(signs)), self._as_of
        if alert.due_on is not None:  # what became more urgent waits no longer than that
            alert.due_on = min(alert.due_on, deadline(alert.kind, self._as_of))
        alert.save()
        if what is Outcome.AGAIN:
            _note(alert, "raise_again", self._now)
        _put_facts(alert, signs)
        if alert.state == A.QUEUED and is_never_queued(alert.kind):
            _release(alert, self._as_of, self._viewer)
        return what


def _figure(fact: AlertFact) -> Any:
    return _sign(fact).figure


def _sign(fact: AlertFact) -> Sign:
    return Sign(
        fact.rule, fact.indicator, fact.window, fact.num, fact.den, fact.observed, fact.threshold_num,
        fact.threshold_den, fact.usual_num, fact.usual_den, fact.first_day, fact.last_day,
    )  # fmt: skip


def _put_facts(alert: Alert, signs: Sequence[Sign]) -> None:
    alert.alertfacts.exclude(rule__in=[sign.rule for sign in signs]).delete()
    for sign in signs:
        AlertFact.objects.update_or_create(
            alert=alert,
            rule=sign.rule,
            defaults={
                **{name: getattr(sign, name) for name in sign.__dataclass_fields__ if name != "rule"},
                "learner_id": alert.learner_id,
                "institution_id": alert.institution_id,
            },
        )


def _note(alert: Alert, step: str, now: datetime) -> None:
    AlertStep.objects.create(
        alert=alert, learner_id=alert.learner_id, institution_id=alert.institution_id, step=step, at=now
    )


def _release(alert: Alert, day: date, viewer: Viewer) -> None:
    ALERT_LIFE.take("release", alert, viewer)
    alert.released_on, alert.due_on = day, deadline(alert.kind, day)
    alert.save(update_fields=["state", "released_on", "due_on"])


@transaction.atomic
def move_queues(*, viewer: Viewer, day: date, now: datetime) -> int:
    """Let the neediest out of each person's queue, up to the number of new alerts for this week; how many."""
    most = alert_handling.most_on("new_in_a_week", day)
    rows = Alert.objects.filter(state=A.QUEUED).select_for_update(of=("self",)).order_by("id")
    queues: dict[tuple[UUID, UUID | None], dict[str, Alert]] = defaultdict(dict)
    for alert in rows:
        queues[_desk(alert)][f"{alert.raised_at.isoformat()} {alert.learner_id}"] = alert
    if not queues:
        return 0
    this_week = Alert.objects.filter(source="rules", released_on__gte=week_of(day))
    got = Counter(_desk(alert) for alert in this_week.exclude(kind="duty"))
    released = 0
    for desk, waiting in queues.items():
        order = [(alert.need, key) for key, alert in waiting.items()]
        for key in first_of_queue(order, already=got[desk], most=most):
            _release(waiting[key], day, viewer)
            released += 1
    audit.noted(viewer, "alert.release", details={"alerts": released})
    return released


def _desk(alert: Alert) -> tuple[UUID, UUID | None]:
    return alert.institution_id, alert.owner_id


@transaction.atomic
def pass_deadlines(*, viewer: Viewer, day: date, now: datetime) -> int:
    """What was set aside until today comes back; what waits long past its deadline is shown to the head; what stayed
    behind when the learner went to another institution is closed; what belonged to who left goes on. How many."""
    passed = hand_over(viewer=viewer, day=day)
    back = Alert.objects.filter(state=A.SET_ASIDE, set_aside_until__lte=day, disagreed=False)
    for alert in back.select_for_update(of=("self",)).order_by("id"):
        ALERT_LIFE.take("bring_back", alert, viewer)
        alert.set_aside_until, alert.due_on = None, deadline(alert.kind, day)
        alert.save(update_fields=["state", "set_aside_until", "due_on"])
        _note(alert, "bring_back", now)
        passed += 1
    late = Alert.objects.filter(state__in=OPEN, escalated_at=None, due_on__lt=day)
    for alert in late.select_for_update(of=("self",)).order_by("id"):
        if alert.due_on is not None and is_overdue(alert.due_on, day):
            ALERT_LIFE.take("escalate", alert, viewer)
            alert.escalated_at = now
            alert.save(update_fields=["escalated_at"])
            _note(alert, "escalate", now)
            passed += 1
    over = Alert.objects.filter(semester__lt=str(calendar.current_semester(day)), state__in=SILENT_STATES)
    for alert in over.select_for_update(of=("self",)).order_by("id"):
        _close(alert, "semester_over", viewer, now)
        passed += 1
    behind = Alert.objects.exclude(state=A.CLOSED).exclude(learner__institution_id=F("institution_id"))
    for alert in behind.select_for_update(of=("self",)).order_by("id"):
        _close(alert, "learner_moved", viewer, now)
        passed += 1
    audit.noted(viewer, "alert.deadlines", details={"alerts": passed})
    return passed


def _recovered(hit: Collection[UUID], seen: Collection[int], day: date, viewer: Viewer, now: datetime) -> int:
    """Alerts that nobody has on a list end when no rule finds anything more about a learner who was scored."""
    closed = 0
    rows = Alert.objects.filter(source="rules", state__in=QUIET_WITHOUT_SIGNS).exclude(learner_id__in=hit)
    keys = dict(LearnerKey.objects.filter(learner__alerts__in=rows).values_list("learner_id", "key"))
    for alert in rows.select_for_update(of=("self",)).order_by("id"):
        if keys.get(alert.learner_id) in seen:
            _close(alert, "recovered", viewer, now)
            closed += 1
    return closed


def _close(alert: Alert, because: str, viewer: Viewer, now: datetime) -> None:
    ALERT_LIFE.take("close", alert, viewer)
    alert.closed_because = because
    alert.save(update_fields=["state", "closed_because"])
    _note(alert, "close", now)
