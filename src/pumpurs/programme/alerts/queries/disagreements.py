"""How often people disagree with what a rule found (nepiekrišanas): counts by rule, never who, whom or why."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.alerts.models import AlertFact, AlertStep
from pumpurs.rulebook import early_warning_rules
from pumpurs.values.periods import Semester


@dataclass(frozen=True)
class DisagreedRule:
    """A rule, the urgency of what it finds, the alerts it stands in, and how many of those somebody disagreed with."""

    rule: str
    kind: str
    alerts: int
    disagreed: int


def disagreements(*, viewer: Viewer, semester: Semester) -> tuple[DisagreedRule, ...]:
    """Rules of alerts of the semester that somebody disagreed with, the most often first.

    Only numbers over the whole nation leave: the reasons are words about a child and stay with the school.
    """
    said = AlertStep.objects.filter(alert=OuterRef("alert"), step="disagree")
    facts = AlertFact.objects.filter(alert__semester=str(semester))
    with open_eyes(viewer, "disagreements"):
        alerts = dict(facts.values_list("rule").annotate(count=Count("alert")).order_by())
        told = dict(facts.filter(Exists(said)).values_list("rule").annotate(count=Count("alert")).order_by())
    found = [
        DisagreedRule(key, early_warning_rules.rule(key).severity, alerts[key], count)
        for key, count in told.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.disagreed, one.rule)))
