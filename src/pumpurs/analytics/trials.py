"""Rules tried on a past semester (noteikumu izmēģinājums): whom they would have found, and who left later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256

import pyarrow.compute as pc

from pumpurs.analytics.engines import Engine
from pumpurs.analytics.past import LEFT
from pumpurs.analytics.scoring import Result, RuleSet, run
from pumpurs.analytics.store import Store
from pumpurs.rulebook import calendar, early_warning_rules, risk_model
from pumpurs.rulebook.early_warning_rules import EarlyWarningRule
from pumpurs.rulebook.reading import Force
from pumpurs.values.periods import Semester

Done = Callable[[int], None]


@dataclass(frozen=True)
class Over:
    """What one set of rules found over all moments: learner -> institution, learners by rule, and those who were found
    while they still had a school.
    """

    found: dict[int, int]
    by_rule: dict[str, set[int]]
    in_time: set[int]


def moments(semester: Semester, newest: date) -> tuple[date, ...]:
    """The evenings on which rules are tried, up to the newest; the semester's last day is one."""
    span = calendar.dates(semester)
    step = timedelta(weeks=risk_model.number_on("trial_every_weeks", span.first))
    days = [span.end - timedelta(days=1)]
    day = span.first + step
    while day < span.end:
        days.append(day - timedelta(days=1))
        day += step
    return tuple(sorted({day for day in days if day <= newest}))


def rules_of(day: date, *, rule: str = "", threshold: Fraction | None = None) -> RuleSet:
    """The rules of a day as if they were in force always; `rule` with another threshold, or left out without one."""
    table = early_warning_rules.table()
    kept = []
    for one in table.rules.values():
        if not one.on(day) or (one.key == rule and threshold is None):
            continue
        kept.append(_always(one, day, threshold if one.key == rule else None))
    version = table.version_on(day)
    if rule:
        version += "-" + sha256(f"{rule} {threshold}".encode()).hexdigest()[:8]
    return RuleSet(version, tuple(kept))


def _always(rule: EarlyWarningRule, day: date, threshold: Fraction | None) -> EarlyWarningRule:
    return replace(
        rule,
        thresholds=tuple(
            replace(
                one,
                force=Force(date.min, None, one.force.source),
                value=one.value if threshold is None else threshold,
            )
            for one in rule.on(day)
        ),
    )


def over(store: Store, rules: RuleSet, days: Sequence[date], engine: Engine, done: Done) -> Over:
    """Every learner that the rules would have found on one of the days."""
    found: dict[int, int] = {}
    by_rule: dict[str, set[int]] = {rule.key: set() for rule in rules.rules}
    in_time: set[int] = set()
    for number, day in enumerate(days):
        result = run(store, day, rules, engine)
        hits = result.hits()
        in_time |= _learners(hits["learner"]) - known_and_out(result)[1]
        for learner, place, rule in zip(
            hits["learner"].to_pylist(),
            hits["institution"].to_pylist(),
            hits["rule"].to_pylist(),
            strict=True,
        ):
            found.setdefault(learner, place)
            by_rule[rule].add(learner)
        done(number + 1)
    return Over(found, by_rule, in_time)


def known_and_out(result: Result) -> tuple[set[int], set[int]]:
    """Learners of whom anything was known, and those among them without a school on that day."""
    values = result.values()
    out = values.filter(pc.equal(values["indicator"].cast("string"), LEFT))
    return _learners(values["learner"]), _learners(out["learner"])


def _learners(column: Iterable[object]) -> set[int]:
    return set(pc.unique(column).to_pylist())
