"""What becomes of the findings of a night (kas notiek ar konstatēto): merged, silent, queued; deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from pumpurs.rulebook import alert_handling, calendar, early_warning_rules

DUTY = "duty"
BY_PEOPLE = ("asked", "hunch")
BEFORE_RULES = (DUTY, *BY_PEOPLE)
LONGEST_WAIT = 200
MANY_FACTS = 100


class Outcome(StrEnum):
    """What one night does with one learner's findings."""

    RAISE = "raise"  # a new alert
    SILENT = "silent"  # a plan that runs already answers it
    MERGE = "merge"  # the open alert gets the newest facts
    AGAIN = "again"  # it got worse, so it stands on the list again
    KEEP = "keep"  # nobody is troubled


@dataclass(frozen=True)
class Sign:
    """What one rule found about one learner: figure, threshold and the class's usual figure as fractions."""

    rule: str
    indicator: str
    window: str
    num: int
    den: int
    observed: int
    threshold_num: int
    threshold_den: int
    usual_num: int | None
    usual_den: int | None
    first_day: date
    last_day: date

    @property
    def figure(self) -> Fraction:
        """The learner's figure, exactly."""
        return Fraction(self.num, self.den)

    @property
    def threshold(self) -> Fraction:
        """The threshold, exactly."""
        return Fraction(self.threshold_num, self.threshold_den)

    @property
    def severity(self) -> str:
        """How urgent the rule is."""
        return early_warning_rules.rule(self.rule).severity

    @property
    def suggests(self) -> frozenset[str]:
        """The risk factors a person may think of."""
        return early_warning_rules.rule(self.rule).factors


def worse(now: Fraction, before: Fraction, *, threshold: Fraction, more_is_worse: bool, by: Fraction) -> bool:
    """The figure moved to the bad side by at least `by` of the threshold."""
    moved = now - before if more_is_worse else before - now
    return moved > 0 and moved >= by * abs(threshold)


def got_worse(sign: Sign, before: Fraction, day: date) -> bool:
    """A sign is worse than what was known, by the measure of the rulebook."""
    by = Fraction(alert_handling.most_on("worse_by_percent", day), 100)
    more = early_warning_rules.rule(sign.rule).indicator.worse == "more"
    return worse(sign.figure, before, threshold=sign.threshold, more_is_worse=more, by=by)


def is_answered(sign: Sign, answered: frozenset[str]) -> bool:
    """A running plan answers one of the risks this sign suggests; the duty to report is never answered so."""
    return sign.severity != DUTY and bool(sign.suggests & answered)


def outcome(
    signs: Sequence[Sign],
    *,
    state: str | None,
    before: Mapping[str, Fraction],
    answered: frozenset[str],
    day: date,
) -> Outcome:
    """What becomes of a learner's signs. `state`: of the open alert, None if there is none; `before`: its figures."""
    unanswered = [sign for sign in signs if not is_answered(sign, answered)]
    if state is None:
        return Outcome.RAISE if unanswered else Outcome.SILENT
    if state in ("new", "queued", "looked_at"):
        return Outcome.MERGE
    if any(sign.rule in before and got_worse(sign, before[sign.rule], day) for sign in signs):
        return Outcome.AGAIN
    if state == "answered":
        return Outcome.AGAIN if unanswered else Outcome.KEEP
    return Outcome.AGAIN if any(sign.rule not in before for sign in unanswered) else Outcome.KEEP


def kind_of(signs: Iterable[Sign]) -> str:
    """The most urgent severity among the signs."""
    order = alert_handling.kinds()
    return min((sign.severity for sign in signs), key=order.index)


def rank(kind: str) -> int:
    """0 for the most urgent kind of alert."""
    return alert_handling.kinds().index(kind)


def need(kind: str, facts: int) -> int:
    """What orders a queue: the more urgent kind first, then who has more signs."""
    kinds = alert_handling.kinds()
    return (len(kinds) - kinds.index(kind)) * MANY_FACTS + min(facts, MANY_FACTS - 1)


def is_never_queued(kind: str) -> bool:
    """The law does not wait, and neither does who asks for help or what a person saw."""
    return kind in BEFORE_RULES


def first_of_queue(waiting: Sequence[tuple[int, str]], *, already: int, most: int) -> list[str]:
    """Who comes from the queue: (need, since when) of those who wait, the most needy first, up to the week's number."""
    room = max(0, most - already)
    return [one for _, one in sorted(waiting, key=lambda each: (-each[0], each[1]))[:room]]


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def due_on(day: date, school_days: int) -> date:
    """The day on which so many school days have passed; in weeks without school the wait is longer."""
    passed, last = 0, day
    for step in range(1, LONGEST_WAIT):
        last = day + timedelta(days=step)
        passed += calendar.is_school_day(last)
        if passed >= school_days:
            return last
    return last


def deadline(kind: str, day: date) -> date:
    """Until when the first step is taken for an alert that a person gets on `day`."""
    return due_on(day, alert_handling.urgency_on(kind, day).days)


def is_overdue(due: date, today: date) -> bool:
    """So long past its deadline that the head is told."""
    return today >= due_on(due, alert_handling.most_on("escalated_after_days", today))
