"""The statistical model (statistiskais modelis): loaded, switched on and off; the order it gives at night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.actions.alerts import LONGEST_TEXT
from pumpurs.programme.alerts.lifecycle.alerts import AlertState
from pumpurs.programme.alerts.lifecycle.models import MODEL_LIFE
from pumpurs.programme.alerts.models import Alert, AlertPoint, LearnerKey, RiskModel
from pumpurs.programme.alerts.rules.ordering import Ordering

BATCH = 5_000
SWITCHES = (
    "state", "switched_on_at", "switched_on_by", "switched_off_at", "switched_off_by", "off_because",
)  # fmt: skip


@transaction.atomic
def load(
    *,
    version: str,
    kind: str,
    made_on: date,
    terms: str,
    card: Mapping[str, Any],
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Keep a model and its card, off. One that is known already stays as it is."""
    model, is_new = RiskModel.objects.get_or_create(
        version=version,
        defaults={
            "kind": kind, "made_on": made_on, "terms": terms, "card": dict(card), "loaded_at": now,
            "may_be_switched_on": bool(card["may_be_switched_on"]),
        },
    )  # fmt: skip
    if is_new:
        audit.changed(viewer, "model.load", model, details={"version": version})
    return model.id


@transaction.atomic
def switch_on(*, model_id: UUID, was_read: bool, viewer: Viewer, now: datetime) -> None:
    """From the next night on the model orders the lists. Refused where the card forbids it or was not read."""
    model = _locked(model_id)
    model.was_read = was_read
    MODEL_LIFE.take("switch_on", model, viewer)
    model.switched_on_at, model.switched_on_by_id = now, viewer.account_id
    model.switched_off_at, model.switched_off_by_id, model.off_because = None, None, ""
    model.save(update_fields=SWITCHES)
    audit.changed(viewer, "model.switch_on", model, details={"version": model.version})


@transaction.atomic
def switch_off(*, model_id: UUID, why: str, viewer: Viewer, now: datetime) -> None:
    """The lists stand in the order of the rules again, at once. Refused without a reason, which is kept."""
    _end("switch_off", model_id, why, viewer.account_id, viewer, now)


@transaction.atomic
def stop(*, model_id: UUID, indicator: str, viewer: Viewer, now: datetime) -> None:
    """The data have moved away from the training, most in this indicator: the model goes off by itself."""
    _end("stop", model_id, indicator, None, viewer, now)


def _end(step: str, model_id: UUID, why: str, by: UUID | None, viewer: Viewer, now: datetime) -> None:
    model = _locked(model_id)
    model.off_because = why.strip()[:LONGEST_TEXT]
    MODEL_LIFE.take(step, model, viewer)
    model.switched_off_at, model.switched_off_by_id = now, by
    model.save(update_fields=SWITCHES)
    forget_order()
    audit.changed(viewer, f"model.{step}", model, details={"version": model.version})


def forget_order() -> None:
    """No alert has a score any more."""
    AlertPoint.objects.all().delete()
    Alert.objects.exclude(score_units=None).update(score_units=None, base_units=None, model_version="")


def put_order(ordering: Ordering | None) -> None:
    """Write each open alert's score and points of the night; without a model, or without a score, there are none.

    Works within the transaction of the night. ValueError, and nothing is written, if a score is not its base and the
    sum of its points.
    """
    forget_order()
    if ordering is None:
        return
    wrong = [key for key, score in ordering.scores.items() if not score.adds_up]
    if wrong:
        raise ValueError(
            f"The scores of {len(wrong)} learners are not their base and the sum of their points."
        )
    keys = LearnerKey.objects.filter(key__in=ordering.scores).values_list("learner_id", "key")
    rows = iter(keys.order_by("learner_id").iterator(BATCH))
    while part := dict(islice(rows, BATCH)):
        _put(part, ordering)


def _put(keys: Mapping[UUID, int], ordering: Ordering) -> None:
    open_ones = Alert.objects.filter(~Q(state=AlertState.CLOSED), source="rules", learner_id__in=keys)
    alerts = list(open_ones.select_for_update(of=("self",)).order_by("id"))
    for alert in alerts:
        score = ordering.scores[keys[alert.learner_id]]
        alert.base_units, alert.score_units = score.base_units, score.score_units
        alert.model_version = ordering.model
    Alert.objects.bulk_update(alerts, ["base_units", "score_units", "model_version"], BATCH)
    AlertPoint.objects.bulk_create(_points(alerts, keys, ordering), BATCH)


def _points(alerts: list[Alert], keys: Mapping[UUID, int], ordering: Ordering) -> Iterator[AlertPoint]:
    for alert in alerts:
        for point in ordering.scores[keys[alert.learner_id]].points:
            yield AlertPoint(
                alert=alert, learner_id=alert.learner_id, institution_id=alert.institution_id,
                indicator=point.indicator, window=point.window, units=point.units, num=point.num, den=point.den,
            )  # fmt: skip


def _locked(model_id: UUID) -> RiskModel:
    return RiskModel.objects.select_for_update(of=("self",)).get(pk=model_id)
