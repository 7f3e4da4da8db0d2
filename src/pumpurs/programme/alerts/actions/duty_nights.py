"""Notices that a night prepares (naktī sagatavotie paziņojumi): one for each learner above the limit of the law."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from pumpurs.foundation import audit
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.actions.duty import MAIL_JOB
from pumpurs.programme.alerts.lifecycle.alerts import AlertState
from pumpurs.programme.alerts.lifecycle.duty import DUTY_LIFE, DutyState
from pumpurs.programme.alerts.models import Alert, DutyNotice, LearnerKey
from pumpurs.programme.alerts.rules.alerts import DUTY, Sign, deadline
from pumpurs.rulebook import calendar


def prepare_notices(
    signs: Mapping[UUID, Sequence[Sign]], *, seen: Collection[int], as_of: date, viewer: Viewer, now: datetime
) -> int:
    """Prepare what is lacking, bring up to date what waits for a signature, let lapse what the journal no longer says.

    Of a learner who went to another school the notice lapses too: the duty goes along, and the night prepares a notice
    there. Who left for no school at all stays on the head's desk, for nobody else would tell. What lapsed is prepared
    again if the limit is passed anew; what the head cleared is not. Works within the transaction of the night. Gives
    how many are new.
    """
    above = {learner: sign for learner, each in signs.items() for sign in each if sign.severity == DUTY}
    semester = str(calendar.current_semester(as_of))
    rows = DutyNotice.objects.filter(semester=semester).select_related("learner")
    rows = rows.select_for_update(of=("self",)).order_by("id")
    there = {(row.learner_id, row.institution_id): row for row in rows}
    alerts = Alert.objects.filter(learner_id__in=above, source="rules").exclude(state=AlertState.CLOSED)
    places, new = set[UUID](), 0
    for alert in alerts.select_related("institution", "learner__school_class").order_by("id"):
        sign = above[alert.learner_id]
        notice = there.get((alert.learner_id, alert.institution_id))
        if notice is None:
            _prepare(alert, sign, semester, as_of, viewer, now)
            places.add(alert.institution_id)
            new += 1
        elif notice.state == DutyState.NOT_NEEDED and notice.ended_by_id is None:
            _prepare_again(notice, alert, sign, as_of, viewer, now)
            places.add(alert.institution_id)
            new += 1
        elif notice.state == DutyState.PREPARED and (notice.lessons, notice.last_day) != (
            int(sign.figure),
            sign.last_day,
        ):
            notice.lessons, notice.last_day = int(sign.figure), sign.last_day
            notice.save(update_fields=["lessons", "last_day"])
    _let_lapse(there.values(), above.keys(), seen, viewer, now)
    for place in sorted(places):
        later(MAIL_JOB, notice="duty_prepared", place_id=str(place))
    return new


def _prepare(alert: Alert, sign: Sign, semester: str, as_of: date, viewer: Viewer, now: datetime) -> None:
    learner = alert.learner
    notice = DutyNotice.objects.create(
        alert=alert, learner=learner, institution_id=alert.institution_id, learner_name=learner.full_name,
        class_name=learner.school_class.name if learner.school_class else "", birth_date=learner.birth_date,
        partner_id=alert.institution.partner_id, semester=semester, lessons=int(sign.figure),
        limit=int(sign.threshold), first_day=sign.first_day, last_day=sign.last_day,
        due_on=alert.due_on or deadline(DUTY, as_of), prepared_at=now,
    )  # fmt: skip
    audit.changed(viewer, "duty.prepare", notice)


def _prepare_again(
    notice: DutyNotice, alert: Alert, sign: Sign, as_of: date, viewer: Viewer, now: datetime
) -> None:
    DUTY_LIFE.take("prepare_again", notice, viewer)
    notice.lessons, notice.last_day, notice.alert = int(sign.figure), sign.last_day, alert
    notice.due_on, notice.prepared_at, notice.ended_at = alert.due_on or deadline(DUTY, as_of), now, None
    notice.save(update_fields=["state", "lessons", "last_day", "alert", "due_on", "prepared_at", "ended_at"])
    audit.changed(viewer, "duty.prepare_again", notice)


def _let_lapse(
    rows: Iterable[DutyNotice],
    above: Collection[UUID],
    seen: Collection[int],
    viewer: Viewer,
    now: datetime,
) -> None:
    waiting = [row for row in rows if row.state == DutyState.PREPARED]
    keys = dict(
        LearnerKey.objects.filter(learner_id__in=[row.learner_id for row in waiting]).values_list(
            "learner_id", "key"
        )
    )
    for row in waiting:
        mended = row.learner_id not in above and keys.get(row.learner_id) in seen
        if mended or row.learner.institution_id not in (None, row.institution_id):
            DUTY_LIFE.take("lapse", row, viewer)
            row.ended_at = now
            row.save(update_fields=["state", "ended_at"])
            audit.changed(viewer, "duty.lapse", row)
