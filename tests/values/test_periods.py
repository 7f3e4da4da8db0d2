"""Periods are half-open, ordered, and written the way the programme writes them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.values.periods import Month, SchoolYear, Semester, Span, month_of, months_between, months_of
from pumpurs.values.reasons import Refused

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
SPANS = st.builds(lambda first, days: Span(first, first + timedelta(days=days)), DAYS, st.integers(1, 800))
MONTHS = st.builds(month_of, DAYS)
SEMESTERS = st.builds(
    lambda year, number: Semester(SchoolYear(year), number), st.integers(1990, 2090), st.sampled_from((1, 2))
)


def test_a_span_holds_its_first_day_and_not_its_end() -> None:
    span = Span(date(2026, 9, 1), date(2026, 9, 3))

    assert [span.contains(date(2026, 9, day)) for day in (1, 2, 3)] == [True, True, False]
    assert len(span) == 2
    assert span.last == date(2026, 9, 2)


def test_a_span_through_its_last_day_holds_that_day() -> None:
    assert Span.through(date(2026, 9, 1), date(2026, 9, 2)) == Span(date(2026, 9, 1), date(2026, 9, 3))


def test_spans_that_only_touch_do_not_overlap() -> None:
    earlier, later = Span(date(2026, 9, 1), date(2026, 9, 3)), Span(date(2026, 9, 3), date(2026, 9, 5))

    assert not earlier.overlaps(later)
    assert not later.overlaps(earlier)
    assert earlier.overlaps(Span(date(2026, 9, 2), date(2026, 9, 3)))


@pytest.mark.parametrize("days", [0, -1])
def test_a_span_without_days_is_refused(days: int) -> None:
    with pytest.raises(Refused) as refused:
        Span(date(2026, 9, 1), date(2026, 9, 1) + timedelta(days=days))

    assert refused.value.reasons[0].code == "period.span.ends_before_it_begins"


@given(SPANS, SPANS)
def test_spans_overlap_if_they_share_a_day(one: Span, other: Span) -> None:
    shared = max(one.first, other.first) <= min(one.last, other.last)

    assert one.overlaps(other) is shared
    assert other.overlaps(one) is shared


@given(SPANS, SPANS)
def test_a_span_covers_another_if_it_holds_its_first_and_last_day(one: Span, other: Span) -> None:
    assert one.covers(other) is (one.contains(other.first) and one.contains(other.last))


def test_a_month_is_written_year_dash_month() -> None:
    assert str(Month(2026, 4)) == "2026-04"
    assert Month.parse("2026-04") == Month(2026, 4)


def test_december_ends_with_the_year() -> None:
    assert Month(2026, 12).span == Span(date(2026, 12, 1), date(2027, 1, 1))


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-4", "26-04", "2026/04", "", "0000-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        Month.parse(text)

    assert refused.value.reasons[0].code == "period.month.not_a_month"


@given(DAYS)
def test_every_day_lies_in_its_month(day: date) -> None:
    assert month_of(day).span.contains(day)


@given(MONTHS)
def test_a_month_is_read_back_and_lies_between_its_neighbours(month: Month) -> None:
    assert Month.parse(str(month)) == month
    assert month.next.previous == month
    assert month.previous < month < month.next
    assert month.span.end == month.next.span.first


@given(MONTHS, st.integers(-200, 200))
def test_months_between_count_both_ends(month: Month, steps: int) -> None:
    found = months_between(month, month.plus(steps))

    assert len(found) == max(0, steps + 1)
    assert list(found) == sorted(set(found))


def test_months_of_a_span_are_those_it_shares_a_day_with() -> None:
    assert [str(month) for month in months_of(Span(date(2026, 11, 30), date(2027, 1, 1)))] == [
        "2026-11",
        "2026-12",
    ]


def test_a_school_year_is_written_with_both_years() -> None:
    assert str(SchoolYear(2025)) == "2025/2026"
    assert SchoolYear.parse("2025/2026").next == SchoolYear(2026)
    assert SchoolYear(2025).previous == SchoolYear(2024)


@pytest.mark.parametrize("text", ["2025", "2025/2027", "2025/26", "2026/2025", "", "2025-2026"])
def test_what_is_no_school_year_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        SchoolYear.parse(text)

    assert refused.value.reasons[0].code == "period.school_year.not_a_school_year"


def test_the_semester_after_the_second_opens_the_next_school_year() -> None:
    assert str(Semester.parse("2025/2").next) == "2026/1"
    assert str(Semester.parse("2025/1").previous) == "2024/2"
    assert [str(semester) for semester in SchoolYear(2025).semesters] == ["2025/1", "2025/2"]


@pytest.mark.parametrize("text", ["2025/3", "2025/0", "2025", "2025/2026", "25/1", ""])
def test_what_is_no_semester_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        Semester.parse(text)

    assert refused.value.reasons[0].code == "period.semester.not_a_semester"


@given(SEMESTERS)
def test_a_semester_is_read_back_and_lies_between_its_neighbours(semester: Semester) -> None:
    assert Semester.parse(str(semester)) == semester
    assert semester.next.previous == semester
    assert semester.previous < semester < semester.next


@given(SEMESTERS, SEMESTERS)
def test_semesters_are_ordered_as_they_are_written(one: Semester, other: Semester) -> None:
    assert (one < other) is (str(one) < str(other))
