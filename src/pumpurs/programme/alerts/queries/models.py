"""Statistical models and their cards: for the manager who decides, and for everybody whose list a model orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.lifecycle.models import MODEL_LIFE, ModelState
from pumpurs.programme.alerts.lifecycle.runs import RunState
from pumpurs.programme.alerts.models import RiskModel, ScoringRun
from pumpurs.programme.people.models import Appointment
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class ModelLine:
    """A model in a list."""

    id: UUID
    version: str
    kind: str
    made_on: date
    state: str
    may_be_switched_on: bool


@dataclass(frozen=True)
class ModelPage:
    """A model with its card, as the evaluation wrote it."""

    line: ModelLine
    card: Mapping[str, Any]
    switched_on_at: datetime | None
    switched_on_by: str
    switched_off_at: datetime | None
    switched_off_by: str
    off_because: str
    stopped_by_drift: bool
    open_steps: tuple[str, ...]


@dataclass(frozen=True)
class RunLine:
    """One night: with which rules, model and data, and what came of it."""

    id: UUID
    as_of: date
    state: str
    rules_version: str
    model_version: str
    data_version: str
    learners: int
    counts: Mapping[str, int]
    started_at: datetime


@dataclass(frozen=True)
class InUse:
    """The model that is on, as a job needs it."""

    id: UUID
    version: str
    terms: str


LAST_RUNS = 10


def models_in_sight(*, viewer: Viewer) -> tuple[ModelLine, ...]:
    """Every model ever loaded, the newest first."""
    return tuple(
        _line(row) for row in RiskModel.objects.visible_to(viewer).order_by("-made_on", "-loaded_at")
    )


def one_model(*, viewer: Viewer, model_id: UUID) -> ModelPage:
    """One model with its card. DoesNotExist if there is none."""
    rows = RiskModel.objects.visible_to(viewer).select_related("switched_on_by", "switched_off_by")
    row = rows.get(pk=model_id)
    return ModelPage(
        _line(row), row.card, row.switched_on_at, row.switched_on_by.name if row.switched_on_by else "",
        row.switched_off_at, row.switched_off_by.name if row.switched_off_by else "", row.off_because,
        row.stopped_by_drift, MODEL_LIFE.open_steps(row, viewer),
    )  # fmt: skip


def model_in_use(*, viewer: Viewer) -> InUse | None:
    """The model that is on, if one is."""
    row = RiskModel.objects.visible_to(viewer).filter(state=ModelState.ON).first()
    return InUse(row.id, row.version, row.terms) if row else None


def managers(*, viewer: Viewer, today: date) -> tuple[tuple[str, str], ...]:
    """Address and language of everybody who decides on models. For jobs."""
    in_force = Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))
    rows = Appointment.objects.visible_to(viewer).filter(in_force, role=Role.PROGRAMME_MANAGER)
    people = rows.filter(account__is_active=True).values_list("account__email", "account__language")
    return tuple(people.distinct().order_by("account__email"))


def last_runs(*, viewer: Viewer) -> tuple[RunLine, ...]:
    """The newest runs of the rules."""
    rows = ScoringRun.objects.visible_to(viewer).order_by("-started_at")[:LAST_RUNS]
    return tuple(
        RunLine(
            row.id, row.as_of, row.state, row.rules_version, row.model_version, row.data_version, row.learners,
            row.counts, row.started_at,
        )
        for row in rows
    )  # fmt: skip


def newer_evening(*, viewer: Viewer, as_of: date) -> date | None:
    """The newest evening whose alerts stand, if it lies after this one: then this one's alerts are not written."""
    rows = ScoringRun.objects.visible_to(viewer).filter(state=RunState.FINISHED, as_of__gt=as_of)
    return rows.order_by("-as_of").values_list("as_of", flat=True).first()


def _line(row: RiskModel) -> ModelLine:
    return ModelLine(row.id, row.version, row.kind, row.made_on, row.state, row.may_be_switched_on)
