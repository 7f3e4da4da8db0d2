"""What becomes of the findings of a night, without a database."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.programme.alerts.rules.alerts import (
    Outcome,
    deadline,
    first_of_queue,
    is_overdue,
    kind_of,
    outcome,
    worse,
)
from tests.programme.alerts.nights import EVENING, sign

ABSENT = frozenset({"unexcused_absence"})
NOBODY: frozenset[str] = frozenset()
TENTH = Fraction(1, 10)


def of(*signs: object, state: str | None = None, before: dict[str, Fraction] | None = None,
       answered: frozenset[str] = NOBODY) -> Outcome:  # fmt: skip
    return outcome(list(signs), state=state, before=before or {}, answered=answered, day=EVENING)  # type: ignore[arg-type]


def test_a_finding_without_an_alert_raises_one_and_is_silent_where_a_plan_answers_it() -> None:
    assert of(sign()) is Outcome.RAISE
    assert of(sign(), answered=ABSENT) is Outcome.SILENT


def test_a_finding_that_the_plan_does_not_answer_raises_one_beside_it() -> None:
    assert of(sign(), sign("many_notes", 5, 1), answered=ABSENT) is Outcome.RAISE


def test_the_duty_to_report_is_never_silent() -> None:
    assert of(sign("unexcused_duty", 21, 1), answered=ABSENT) is Outcome.RAISE


@pytest.mark.parametrize("state", ["new", "queued", "looked_at"])
def test_more_findings_of_one_learner_are_merged_into_the_open_alert(state: str) -> None:
    assert of(sign(), sign("many_notes", 5, 1), state=state) is Outcome.MERGE


@pytest.mark.parametrize("state", ["acted", "set_aside", "answered"])
def test_what_is_quiet_stays_quiet_until_it_gets_worse_by_a_quarter_of_the_threshold(state: str) -> None:
    before = {"many_unexcused": Fraction(12, 100)}
    calm = ABSENT if state == "answered" else NOBODY

    assert of(sign(num=144, den=1000), state=state, before=before, answered=calm) is Outcome.KEEP
    assert of(sign(num=145, den=1000), state=state, before=before, answered=calm) is Outcome.AGAIN


def test_what_was_set_aside_comes_back_with_a_new_sign_but_not_with_one_that_a_plan_answers() -> None:
    before = {"many_notes": Fraction(5)}

    assert of(sign("many_notes", 5, 1), sign(), state="set_aside", before=before) is Outcome.AGAIN
    assert of(sign("many_notes", 5, 1), sign(), state="acted", before=before, answered=ABSENT) is Outcome.KEEP


def test_when_the_plan_ends_the_silence_ends() -> None:
    assert of(sign(), state="answered", before={"many_unexcused": Fraction(12, 100)}) is Outcome.AGAIN


@given(st.fractions(0, 10), st.fractions(0, 10), st.fractions("1/100", 10), st.booleans())
def test_worse_is_one_way_only(now: Fraction, before: Fraction, threshold: Fraction, more: bool) -> None:
    forth = worse(now, before, threshold=threshold, more_is_worse=more, by=TENTH)
    back = worse(before, now, threshold=threshold, more_is_worse=more, by=TENTH)

    assert not (forth and back)
    assert worse(now, before, threshold=threshold, more_is_worse=not more, by=TENTH) == back


@given(
    st.lists(st.tuples(st.integers(0, 900), st.uuids().map(str)), max_size=30),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_a_queue_lets_out_the_neediest_and_never_more_than_the_weeks_number(
    waiting: list[tuple[int, str]], already: int, most: int
) -> None:
    out = first_of_queue(waiting, already=already, most=most)

    assert len(out) == min(len(waiting), max(0, most - already))
    left = [need for need, key in waiting if key not in out]
    assert not left or not out or max(left) <= min(need for need, key in waiting if key in out)


def test_the_most_urgent_sign_gives_the_kind_of_the_alert() -> None:
    assert kind_of([sign("many_missed"), sign("unexcused_duty", 21, 1), sign()]) == "duty"


def test_deadlines_count_school_days_only() -> None:
    friday, saturday = date(2026, 10, 2), date(2026, 10, 3)

    assert deadline("high", friday) == deadline("high", saturday) == date(2026, 10, 7)
    assert deadline("duty", date(2026, 10, 16)) > date(2026, 10, 20)  # the autumn holiday lies between


def test_the_head_is_told_two_school_days_after_the_deadline_and_not_before() -> None:
    assert not is_overdue(date(2026, 10, 7), date(2026, 10, 8))
    assert is_overdue(date(2026, 10, 7), date(2026, 10, 9))
