"""What a night found becomes alerts (konstatētais kļūst par brīdinājumiem): by parts of many learners, not one by one.

What did not change is not written. The statements of a part are as many for three learners as for two thousand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.actions.owners import owners_of
from pumpurs.programme.alerts.lifecycle.alerts import ALERT_LIFE, AlertState
from pumpurs.programme.alerts.models import Alert, AlertFact, AlertStep
from pumpurs.programme.alerts.rules.alerts import (
    Outcome,
    Sign,
    deadline,
    is_never_queued,
    kind_of,
    need,
    outcome,
)
from pumpurs.programme.learners.models import Learner
from pumpurs.rulebook import alert_handling, calendar

A = AlertState
BATCH = 2_000
SIGN = tuple(one.name for one in fields(Sign))
FOUND = tuple(name for name in SIGN if name != "rule")
OF_NIGHT = (
    "state", "owner_id", "kind", "first_step", "need", "semester", "as_of", "released_on", "due_on", "set_aside_until",
    "escalated_at", "disagreed",
)  # fmt: skip


class Findings:
    """The signs of one night, written as alerts with their facts."""

    def __init__(self, as_of: date, viewer: Viewer, now: datetime) -> None:
        self._as_of, self._viewer, self._now = as_of, viewer, now
        self._semester = str(calendar.current_semester(as_of))

    def write(
        self, signs: Mapping[UUID, Sequence[Sign]], answered: Mapping[UUID, frozenset[str]]
    ) -> Counter[str]:
        """Raise, merge or leave be; how many alerts had which outcome. Works within the transaction of the night."""
        counts = Counter[str]()
        ids = sorted(signs)
        for first in range(0, len(ids), BATCH):
            counts += self._part({one: signs[one] for one in ids[first : first + BATCH]}, answered)
        return counts

    def _part(
        self, signs: Mapping[UUID, Sequence[Sign]], answered: Mapping[UUID, frozenset[str]]
    ) -> Counter[str]:
        rows = Alert.objects.filter(learner_id__in=signs, source="rules").exclude(state=A.CLOSED)
        alerts = {one.learner_id: one for one in rows.select_for_update(of=("self",)).order_by("id")}
        before = {one.id: _told(one) for one in alerts.values()}
        facts = _facts_of(alerts.values())
        owners = owners_of(viewer=self._viewer, learner_ids=signs, day=self._as_of)
        enrolled = Learner.objects.filter(pk__in=signs, institution__isnull=False)
        schools = dict(enrolled.order_by("id").values_list("id", "institution_id"))
        outcomes: dict[UUID, Outcome] = {}
        for learner_id, school_id in schools.items():
            alert = alerts.get(learner_id)
            known = {} if alert is None else {rule: _sign(one) for rule, one in facts[alert.id].items()}
            what = outcome(
                signs[learner_id], state=alert.state if alert else None,
                before={rule: one.figure for rule, one in known.items()},
                answered=answered.get(learner_id, frozenset()), day=self._as_of,
            )  # fmt: skip
            if alert is None:
                alert = alerts[learner_id] = self._new(learner_id, school_id, what)
            alert.owner_id, outcomes[learner_id] = owners.get(learner_id), what
            if what is not Outcome.KEEP:
                self._bring_up_to_date(alert, signs[learner_id], again=what is Outcome.AGAIN)
        _write([one for one in alerts.values() if before.get(one.id) != _told(one)])
        told = [alerts[one] for one, what in outcomes.items() if what is not Outcome.KEEP]
        _write_facts(told, signs, facts)
        note(
            [alerts[one] for one, what in outcomes.items() if what is Outcome.AGAIN], "raise_again", self._now
        )
        return Counter(outcomes.values())

    def _new(self, learner_id: UUID, school_id: UUID, what: Outcome) -> Alert:
        return Alert(
            learner_id=learner_id, institution_id=school_id, source="rules", semester=self._semester,
            raised_at=self._now, state=A.QUEUED if what is Outcome.RAISE else A.ANSWERED,
        )  # fmt: skip

    def _bring_up_to_date(self, alert: Alert, signs: Sequence[Sign], *, again: bool) -> None:
        if again:
            ALERT_LIFE.take("raise_again", alert, self._viewer)
            alert.set_aside_until = alert.escalated_at = alert.released_on = alert.due_on = None
            alert.disagreed, alert.semester = False, self._semester
        alert.kind = kind_of(signs)
        alert.first_step = alert_handling.urgency_on(alert.kind, self._as_of).first_step
        alert.need, alert.as_of = need(alert.kind, len(signs)), self._as_of
        if alert.due_on is not None:  # what became more urgent waits no longer than that
            alert.due_on = min(alert.due_on, deadline(alert.kind, self._as_of))
        if alert.state == A.QUEUED and is_never_queued(alert.kind):
            release(alert, self._as_of, self._viewer)


def release(alert: Alert, day: date, viewer: Viewer) -> None:
    """Onto somebody's list, with a deadline; whoever calls it writes the alert."""
    ALERT_LIFE.take("release", alert, viewer)
    alert.released_on, alert.due_on = day, deadline(alert.kind, day)


def note(alerts: Iterable[Alert], step: str, now: datetime) -> None:
    """A line beside each alert about what the night did."""
    lines = [
        AlertStep(alert=one, learner_id=one.learner_id, institution_id=one.institution_id, step=step, at=now)
        for one in alerts
    ]
    AlertStep.objects.bulk_create(lines, BATCH)


def _told(alert: Alert) -> tuple[object, ...]:
    return tuple(getattr(alert, name) for name in OF_NIGHT)


def _sign(fact: AlertFact) -> Sign:
    return Sign(**{name: getattr(fact, name) for name in SIGN})


def _facts_of(alerts: Iterable[Alert]) -> Mapping[UUID, dict[str, AlertFact]]:
    """The facts beside each alert, by rule."""
    found: dict[UUID, dict[str, AlertFact]] = defaultdict(dict)
    for fact in AlertFact.objects.filter(alert__in=[one.id for one in alerts]):
        found[fact.alert_id][fact.rule] = fact
    return found


def _write(alerts: Sequence[Alert]) -> None:
    columns = [name.removesuffix("_id") for name in OF_NIGHT]
    if alerts:
        Alert.objects.bulk_create(
            alerts, update_conflicts=True, unique_fields=["id"], update_fields=columns
        )  # fmt: skip


def _write_facts(
    alerts: Iterable[Alert],
    signs: Mapping[UUID, Sequence[Sign]],
    facts: Mapping[UUID, dict[str, AlertFact]],
) -> None:
    """Facts as they are tonight; what a rule finds no more goes, what is as it was stays unwritten."""
    gone, changed = list[UUID](), list[AlertFact]()
    for alert in alerts:
        there = facts.get(alert.id, {})
        tonight = {sign.rule: sign for sign in signs[alert.learner_id]}
        gone += [one.id for rule, one in there.items() if rule not in tonight]
        for rule, sign in tonight.items():
            if rule in there and _sign(there[rule]) == sign:
                continue
            found = {name: getattr(sign, name) for name in SIGN}
            changed.append(
                AlertFact(
                    alert=alert, learner_id=alert.learner_id, institution_id=alert.institution_id, **found
                )
            )
    if gone:
        AlertFact.objects.filter(pk__in=gone).delete()
    if changed:
        AlertFact.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["alert", "rule"],
            update_fields=[*FOUND, "learner", "institution_id"],
        )  # fmt: skip
