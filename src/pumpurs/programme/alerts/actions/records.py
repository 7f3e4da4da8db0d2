"""Records behind alerts (ieraksti aiz brīdinājuma) are written beside them at night."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pumpurs.programme.alerts.lifecycle.alerts import AlertState
from pumpurs.programme.alerts.models import Alert, AlertRecords, LearnerKey
from pumpurs.programme.alerts.rules.records import Records

BATCH = 2_000


def put_records(records: Mapping[int, Records], as_of: date) -> None:
    """Keep the records of every alert whose facts are of this evening; others keep theirs. Within the night."""
    keys = LearnerKey.objects.filter(key__in=records).values_list("learner_id", "key")
    by_learner: dict[UUID, int] = dict(keys)
    ids = sorted(by_learner)
    for first in range(0, len(ids), BATCH):
        part = ids[first : first + BATCH]
        alerts = Alert.objects.filter(learner_id__in=part, source="rules", as_of=as_of)
        alerts = alerts.exclude(state=AlertState.CLOSED).order_by("id")
        rows = [_row(alert, records[by_learner[alert.learner_id]].bounded(), as_of) for alert in alerts]
        AlertRecords.objects.filter(alert__in=[row.alert_id for row in rows]).delete()
        AlertRecords.objects.bulk_create(rows)


def _row(alert: Alert, of: Records, as_of: date) -> AlertRecords:
    lists: dict[str, list[list[Any]]] = {
        "weeks": [
            [str(one.monday), one.held, one.missed, one.unexcused, one.uncounted, one.left_out]
            for one in of.weeks
        ],
        "absences": [[str(one.day), one.lesson, one.code, one.subject] for one in of.absences],
        "marks": [[str(one.day), one.subject, one.mark, one.passed] for one in of.marks],
        "notes": [[str(one.day), one.code] for one in of.notes],
    }
    return AlertRecords(
        alert=alert,
        learner_id=alert.learner_id,
        institution_id=alert.institution_id,
        as_of=as_of,
        cut=of.cut,
        **lists,
    )
