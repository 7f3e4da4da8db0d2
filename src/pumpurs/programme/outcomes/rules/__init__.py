"""Yes and no of an evaluation on plain values: what is missing, what contradicts itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from pumpurs.rulebook import evaluation
from pumpurs.rulebook import risks as risk_catalogue
from pumpurs.rulebook.vocabulary import (
    learner_outcomes,
    measure_verdicts,
    recommendations,
    unused_reasons,
)
from pumpurs.values.reasons import Reason

LONGEST_COMMENT = 4000
NOT_USED = "not_used"


@dataclass(frozen=True)
class Verdict:
    """What the author says of one measure."""

    verdict: str
    unused_reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Written:
    """An evaluation as its author wrote it; what is not said yet is missing or empty."""

    risks: Mapping[str, int] = field(default_factory=dict)  # factor -> level now
    verdicts: Mapping[UUID, Verdict] = field(default_factory=dict)
    recommendation: str = ""
    outcome: str = ""
    comment: str = ""


def risk_outcome(before: int, after: int) -> str:
    """removed, reduced, unchanged or grew."""
    if after == 0:
        return "removed"
    if after == before:
        return "unchanged"
    return "reduced" if after < before else "grew"


def against_what_is_said(written: Written, day: date) -> tuple[Reason, ...]:
    """Codes that the rulebook does not know that day, and reasons that do not fit their verdict."""
    known = (
        (recommendations, written.recommendation, "recommendation"),
        (learner_outcomes, written.outcome, "outcome"),
    )
    found = [
        Reason("outcome.write.unknown", place=place)
        for vocabulary, code, place in known
        if code and code not in {term.key for term in vocabulary.on(day)}
    ]
    levels = {one.level for one in risk_catalogue.levels_on(day)}
    found += [
        Reason("outcome.write.unknown", place=f"risk:{factor}")
        for factor, level in written.risks.items()
        if level not in levels
    ]
    verdicts = {term.key for term in measure_verdicts.on(day)}
    reasons = {term.key for term in unused_reasons.on(day)}
    for measure, one in written.verdicts.items():
        if one.verdict not in verdicts or (one.unused_reason and one.unused_reason not in reasons):
            found.append(Reason("outcome.write.unknown", place=f"measure:{measure}"))
        elif one.unused_reason and one.verdict != NOT_USED:
            found.append(Reason("outcome.write.reason_without_need", place=f"measure:{measure}"))
    if len(written.comment) > LONGEST_COMMENT:
        found.append(Reason("outcome.write.too_long", {"most": LONGEST_COMMENT}, "comment"))
    return tuple(found)


def missing(
    written: Written, risks: Mapping[str, int], measures: Mapping[UUID, object]
) -> tuple[Reason, ...]:
    """What an evaluation still lacks before it is handed in, each at its place: all risks found, all measures planned.

    `risks`: levels that the plan found, none left out; `measures`: those of the version in force.
    """
    found = [
        Reason("outcome.submit.risk", place=f"risk:{factor}")
        for factor in risks
        if factor not in written.risks
    ]
    for measure in measures:
        said = written.verdicts.get(measure)
        if said is None:
            found.append(Reason("outcome.submit.measure", place=f"measure:{measure}"))
        elif said.verdict == NOT_USED and not said.unused_reason:
            found.append(Reason("outcome.submit.why_not_used", place=f"measure:{measure}"))
    if not written.recommendation:
        found.append(Reason("outcome.submit.recommendation", place="recommendation"))
    if not written.outcome:
        found.append(Reason("outcome.submit.outcome", place="outcome"))
    if not written.comment.strip():
        found.append(Reason("outcome.submit.comment", place="comment"))
    return tuple(found)


def follow_up_days(end: date) -> dict[int, date]:
    """On which days it is asked again, by how many days after the plan's end (exclusive)."""
    return {days: end + timedelta(days) for days in evaluation.terms_on(end).follow_up_days}
