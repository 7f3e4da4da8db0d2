"""Trials of rules as the manager sees them; what a job needs to work one out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.lifecycle.trials import UNDER_WAY
from pumpurs.programme.alerts.models import InstitutionKey, JournalPart, RuleTrial
from pumpurs.programme.alerts.rules.trials import Outcome, read_outcome
from pumpurs.programme.partners.models import Institution
from pumpurs.rulebook import calendar, early_warning_rules
from pumpurs.values.periods import Semester

LAST = 50


@dataclass(frozen=True)
class RuleVersion:
    """The rules from one day on, until another day changes something. `changes`: keys of rules that changed then."""

    since: date
    version: str
    rules: int
    changes: tuple[str, ...]


@dataclass(frozen=True)
class TrialLine:
    """A trial in a list and on its page. `places`: (municipality or school, institution, tried, in force) by name."""

    id: UUID
    asked_at: datetime
    asked_by: str
    semester: str
    rules_of: date
    rule: str
    threshold: str
    state: str
    done: int
    total: int
    tried_version: str
    force_version: str
    data_version: str
    trouble: str
    is_under_way: bool


@dataclass(frozen=True)
class PlaceLine:
    """Learners with an alert at one institution."""

    partner: str
    institution: str
    tried: int
    in_force: int


@dataclass(frozen=True)
class TrialPage:
    """A trial with what came of it. Places stand in the order of their names, never of their numbers."""

    line: TrialLine
    outcome: Outcome | None
    places: tuple[PlaceLine, ...]


def versions(*, from_day: date) -> tuple[RuleVersion, ...]:
    """Every version of the rules that is or will be in force from a day on, the oldest first."""
    table = early_warning_rules.table()
    days = {from_day}
    for rule in table.rules.values():
        days |= {one.force.since for one in rule.thresholds if one.force.since > from_day}
    found: list[RuleVersion] = []
    before: dict[str, object] = {}
    for day in sorted(days):
        now = {key: rule.on(day) for key, rule in table.rules.items() if rule.on(day)}
        changes = [key for key in table.rules if now.get(key) != before.get(key)] if found else []
        found.append(RuleVersion(day, table.version_on(day), len(now), tuple(changes)))
        before = dict(now)
    return tuple(found)


def semesters_held(*, viewer: Viewer, among: Sequence[Semester]) -> tuple[Semester, ...]:
    """Those semesters of which the store holds some attendance."""
    parts = JournalPart.objects.visible_to(viewer).filter(current=True, what="attendance", rows__gt=0)
    months = set(parts.values_list("month", flat=True).distinct())
    spans = [(one, calendar.dates(one)) for one in among]
    return tuple(
        one for one, span in spans if any(span.first.replace(day=1) <= month < span.end for month in months)
    )


def trials_in_sight(*, viewer: Viewer) -> tuple[TrialLine, ...]:
    """The newest trials."""
    rows = RuleTrial.objects.visible_to(viewer).select_related("asked_by").order_by("-asked_at", "id")
    return tuple(_line(row) for row in rows[:LAST])


def one_trial(*, viewer: Viewer, trial_id: UUID) -> TrialPage:
    """One trial. DoesNotExist if there is none."""
    row = RuleTrial.objects.visible_to(viewer).select_related("asked_by").get(pk=trial_id)
    outcome = read_outcome(row.result) if row.result else None
    return TrialPage(_line(row), outcome, _places(outcome) if outcome else ())


def names_of_keys(*, viewer: Viewer) -> dict[int, str]:
    """Institutions by their number in the store."""
    rows = InstitutionKey.objects.visible_to(viewer).values_list("key", "institution_id")
    return {key: str(institution) for key, institution in rows}


def areas_of_keys(*, viewer: Viewer) -> dict[int, str]:
    """The municipality, or another founder, of each institution by its number in the store."""
    rows = InstitutionKey.objects.visible_to(viewer).values_list("key", "institution__partner_id")
    return {key: str(partner) for key, partner in rows}


def _places(outcome: Outcome) -> tuple[PlaceLine, ...]:
    counts = {UUID(one.institution): one for one in outcome.places}
    rows = Institution.objects.filter(pk__in=counts).select_related("partner")
    return tuple(
        PlaceLine(row.partner.name, row.name, counts[row.id].tried, counts[row.id].in_force)
        for row in rows.order_by("partner__sort_key", "sort_key", "id")
    )


def _line(row: RuleTrial) -> TrialLine:
    return TrialLine(
        row.id, row.asked_at, row.asked_by.name, row.semester, row.rules_of, row.rule, row.threshold, row.state,
        row.done, row.total, row.tried_version, row.force_version, row.data_version, row.trouble,
        row.state in UNDER_WAY,
    )  # fmt: skip
