"""The work log's arithmetic, on signed-off cases and at its edges."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.programme.work.rules import (
    Allowed,
    Meeting,
    against_line,
    against_meeting,
    over_day,
    over_week,
    week_of,
)
from pumpurs.values.periods import Span
from tests.examples import cases, said

DAY = date(2026, 10, 5)


def span(text: str) -> Span:
    first, last = map(date.fromisoformat, text.split(".."))
    return Span.through(first, last)


def rests(text: str) -> tuple[tuple[date, date | None], ...]:
    if not text:
        return ()
    since, _dots, until = text.partition("..")
    return ((date.fromisoformat(since), date.fromisoformat(until) if until else None),)


def meeting_of(case: dict[str, str]) -> Meeting:
    return Meeting(
        date.fromisoformat(case["day"]),
        time.fromisoformat(case["begins"]),
        time.fromisoformat(case["ends"]),
        case["form"],
        frozenset(case["ordered"].split()),
        date.fromisoformat(case["confirmed"]) if case["confirmed"] else None,
    )


def allowed_of(case: dict[str, str]) -> Allowed:
    return Allowed(
        plan_span=span(case["plan"]),
        span=span(case["measure"]),
        open_since=date.fromisoformat(case["open_since"]) if case["open_since"] else None,
        agreed=case["agreed"] == "yes",
        minutes_planned=int(Decimal(case["planned_h"]) * 60),
        minutes_used=int(case["used_min"]),
        grade=int(case["grade"]),
        rests=rests(case["rests"]),
    )


@pytest.mark.parametrize("case", cases("work_entries"), ids=said)
def test_a_session_is_recorded_or_told_why_not(case: dict[str, str]) -> None:
    meeting, came = meeting_of(case), case["came"] == "yes"
    now = datetime.fromisoformat(case["recorded_at"])

    found = against_meeting(meeting, now=now)
    found += against_line(
        allowed_of(case), meeting, minutes=int(case["minutes"]), attended=came, place="here"
    )

    codes = [reason.code.removeprefix("work.record.") for reason in found]
    assert sorted(codes) == sorted(case["expected"].replace("fits", "").split())


@pytest.mark.parametrize(("minutes", "over"), [(40 * 60, False), (40 * 60 + 1, True)])
def test_a_week_holds_forty_hours_with_one_employer(minutes: int, over: bool) -> None:
    assert (over_week(minutes, DAY) is not None) == over


@pytest.mark.parametrize("case", cases("work_days"), ids=said)
def test_what_a_day_holds_and_what_of_it_is_left(case: dict[str, str]) -> None:
    found = over_day(int(case["minutes"]), int(case["worked_min"]), DAY)

    assert (str(found.values["left_minutes"]) if found else "fits") == case["expected_left_min"]


def test_a_week_begins_on_monday_and_ends_on_sunday() -> None:
    assert week_of(date(2026, 10, 11)) == week_of(DAY) == Span.through(DAY, date(2026, 10, 11))


@given(planned=st.integers(0, 600), asked=st.lists(st.integers(1, 240), max_size=12))
def test_no_order_of_sessions_gives_more_than_was_planned(planned: int, asked: list[int]) -> None:
    used = 0
    for minutes in asked:
        meeting = Meeting(DAY, time(12), time(16))
        span_of_plan = span("2026-09-01..2026-12-18")
        allowed = Allowed(span_of_plan, span_of_plan, DAY, True, planned, used)
        if not against_line(allowed, meeting, minutes=minutes, attended=True, place=""):
            used += minutes
    assert used <= planned
