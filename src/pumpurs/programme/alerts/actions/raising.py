"""Nightly verbs (nakts darbi): a run's findings are written, queues move, deadlines pass, what is over is closed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import UNBORN, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.actions.duty_nights import prepare_notices
from pumpurs.programme.alerts.actions.findings import BATCH, Findings, note, release
from pumpurs.programme.alerts.actions.models import put_order
from pumpurs.programme.alerts.actions.owners import hand_over
from pumpurs.programme.alerts.actions.records import put_records
from pumpurs.programme.alerts.lifecycle.alerts import ALERT_LIFE, OPEN, AlertState
from pumpurs.programme.alerts.lifecycle.runs import RUN_LIFE, RunState
from pumpurs.programme.alerts.models import Alert, LearnerKey, ScoringRun
from pumpurs.programme.alerts.preconditions.alerts import the_evening_has_come
from pumpurs.programme.alerts.rules.alerts import Sign, deadline, first_of_queue, is_overdue, week_of
from pumpurs.programme.alerts.rules.ordering import Ordering
from pumpurs.programme.alerts.rules.records import Records
from pumpurs.rulebook import alert_handling, calendar

A = AlertState
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
def begin_run(*, name: str, as_of: date, engine: str, viewer: Viewer, today: date, now: datetime) -> UUID:
    """Note that a run begins; runs that never ended are noted as undone first (they left no alert behind).

    Refused for an evening after today: no alert may wait for a day that nobody has seen. Whoever calls it holds the
    lock of the night: a run that goes on elsewhere would be taken for a dead one.
    """
    refuse_if(the_evening_has_come(as_of, today))
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

    An evening before the newest one is computed and told, but alerts of the newer evening stay: the run is `held`.
    `found`: signs by the learner's key in the store; `seen`: keys of all who were scored; `answered`: the risks that
    each learner's running plan answers; `ordering`: the scores, if a model is on; `records`: what is behind the signs,
    in parts.
    """
    run = ScoringRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    is_held = ScoringRun.objects.filter(state=RunState.FINISHED, as_of__gt=scored.as_of).exists()
    RUN_LIFE.take("hold" if is_held else "finish", run, viewer)
    ids = dict(LearnerKey.objects.filter(key__in=found).values_list("key", "learner_id"))
    signs = {ids[key]: each for key, each in found.items() if key in ids}
    counts = Counter[str]()
    if not is_held:
        counts = Findings(scored.as_of, viewer, now).write(signs, answered)
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
    released: list[Alert] = []
    for desk, waiting in queues.items():
        order = [(alert.need, key) for key, alert in waiting.items()]
        for key in first_of_queue(order, already=got[desk], most=most):
            release(waiting[key], day, viewer)
            released.append(waiting[key])
    Alert.objects.bulk_update(released, ["state", "released_on", "due_on"], BATCH)
    audit.noted(viewer, "alert.release", details={"alerts": len(released)})
    return len(released)


def _desk(alert: Alert) -> tuple[UUID, UUID | None]:
    return alert.institution_id, alert.owner_id


@transaction.atomic
def pass_deadlines(*, viewer: Viewer, day: date, now: datetime) -> int:
    """What was set aside until today comes back; what waits long past its deadline is shown to the head; what stayed
    behind when the learner went to another institution is closed; what belonged to who left goes on. How many."""
    passed = hand_over(viewer=viewer, day=day)
    rows = Alert.objects.filter(state=A.SET_ASIDE, set_aside_until__lte=day, disagreed=False)
    back = _locked(rows)
    for alert in back:
        ALERT_LIFE.take("bring_back", alert, viewer)
        alert.set_aside_until, alert.due_on = None, deadline(alert.kind, day)
    _keep(back, "bring_back", now, "state", "set_aside_until", "due_on")
    waiting = _locked(Alert.objects.filter(state__in=OPEN, escalated_at=None, due_on__lt=day))
    late = [alert for alert in waiting if alert.due_on is not None and is_overdue(alert.due_on, day)]
    for alert in late:
        ALERT_LIFE.take("escalate", alert, viewer)
        alert.escalated_at = now
    _keep(late, "escalate", now, "escalated_at")
    semester = str(calendar.current_semester(day))
    over = _locked(Alert.objects.filter(semester__lt=semester, state__in=SILENT_STATES))
    _close(over, "semester_over", viewer, now)
    there = Alert.objects.exclude(state=A.CLOSED)
    behind = _locked(there.exclude(learner__institution_id=F("institution_id")))
    _close(behind, "learner_moved", viewer, now)
    passed += len(back) + len(late) + len(over) + len(behind)
    audit.noted(viewer, "alert.deadlines", details={"alerts": passed})
    return passed


def _recovered(hit: Collection[UUID], seen: Collection[int], day: date, viewer: Viewer, now: datetime) -> int:
    """Alerts that nobody has on a list end when no rule finds anything more about a learner who was scored."""
    rows = Alert.objects.filter(source="rules", state__in=QUIET_WITHOUT_SIGNS).exclude(learner_id__in=hit)
    keys = dict(LearnerKey.objects.filter(learner__alerts__in=rows).values_list("learner_id", "key"))
    mended = [alert for alert in _locked(rows) if keys.get(alert.learner_id) in seen]
    _close(mended, "recovered", viewer, now)
    return len(mended)


def _locked(rows: QuerySet[Alert]) -> list[Alert]:
    return list(rows.select_for_update(of=("self",)).order_by("id"))


def _close(alerts: Sequence[Alert], because: str, viewer: Viewer, now: datetime) -> None:
    for alert in alerts:
        ALERT_LIFE.take("close", alert, viewer)
        alert.closed_because = because
    _keep(alerts, "close", now, "state", "closed_because")


def _keep(alerts: Sequence[Alert], step: str, now: datetime, *columns: str) -> None:
    Alert.objects.bulk_update(alerts, columns, BATCH)
    note(alerts, step, now)
