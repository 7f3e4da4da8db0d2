"""Trying out rules (noteikumu izmēģināšana): asked by the manager, worked out by a job, kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import UNBORN
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.lifecycle.trials import TRIAL_LIFE
from pumpurs.programme.alerts.models import RuleTrial

JOB = "trials.run"


@transaction.atomic
def ask(*, semester: str, rules_of: date, rule: str, threshold: str, viewer: Viewer, now: datetime) -> UUID:
    """Try the rules of a day on a past semester, one of them with another threshold or left out; the trial's id."""
    trial = RuleTrial(
        semester=semester, rules_of=rules_of, rule=rule, threshold=threshold, state=UNBORN, asked_at=now,
        asked_by_id=viewer.account_id,
    )  # fmt: skip
    TRIAL_LIFE.take("ask", trial, viewer)
    trial.save()
    audit.changed(viewer, "trial.ask", trial)
    later(JOB, trial_id=str(trial.id))
    return trial.id


@transaction.atomic
def begin(*, trial_id: UUID, total: int, tried: str, in_force: str, data: str, viewer: Viewer) -> None:
    """The job has begun; a trial that was stopped begins anew."""
    trial = _locked(trial_id)
    trial.done, trial.total, trial.tried_version, trial.force_version = 0, total, tried, in_force
    trial.data_version = data
    _take("begin", trial, viewer, "done", "total", "tried_version", "force_version", "data_version")


@transaction.atomic
def went_on(*, trial_id: UUID, done: int, viewer: Viewer) -> None:
    """So many of the steps are done."""
    RuleTrial.objects.visible_to(viewer).filter(pk=trial_id).update(done=done)


@transaction.atomic
def finish(*, trial_id: UUID, result: Mapping[str, Any], viewer: Viewer, now: datetime) -> None:
    """Keep what came out."""
    trial = _locked(trial_id)
    trial.result, trial.done, trial.ended_at = dict(result), trial.total, now
    _take("finish", trial, viewer, "result", "done", "ended_at")


@transaction.atomic
def fail(*, trial_id: UUID, trouble: str, viewer: Viewer, now: datetime) -> None:
    """It cannot be done; `trouble` is a code of why."""
    trial = _locked(trial_id)
    trial.trouble, trial.ended_at = trouble, now
    _take("fail", trial, viewer, "trouble", "ended_at")


def _locked(trial_id: UUID) -> RuleTrial:
    return RuleTrial.objects.select_for_update(of=("self",)).get(pk=trial_id)


def _take(step: str, trial: RuleTrial, viewer: Viewer, *columns: str) -> None:
    TRIAL_LIFE.take(step, trial, viewer)
    trial.save(update_fields=["state", *columns])
    audit.changed(viewer, f"trial.{step}", trial)
