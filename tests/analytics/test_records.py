"""Records behind hits: the weeks a page shows add up to the very figures of the alert."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from operator import mul
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pumpurs.analytics.engines import engine
from pumpurs.analytics.moment import Moment
from pumpurs.analytics.records import Behind, Most
from pumpurs.analytics.scoring import Result, run
from pumpurs.analytics.store import Store
from pumpurs.analytics.trials import rules_of
from pumpurs.rulebook import calendar
from tests.analytics.drawn import AS_OF, Values, place, place_drawn, values
from tests.analytics.indicators.cases import LESSONS, MARKS
from tests.analytics.random_journals import journals

EVERYTHING = Most(10_000, 10_000, 10_000)
UNEXCUSED = 3


def found(
    store: Store,
    day: date,
    most: Most | None = EVERYTHING,
    *,
    rule: str = "many_missed",
    threshold: Fraction = Fraction(0),
    seen: int | None = None,
) -> Result:
    """A run that finds whoever was seen enough (`seen`: so much is), however little was missed."""
    rules = rules_of(day, rule=rule, threshold=threshold)
    if seen is not None:
        changed = [
            replace(one, thresholds=tuple(replace(each, minimum_seen=seen) for each in one.thresholds))
            for one in rules.rules
        ]
        rules = replace(rules, version=f"{rules.version}-{seen}", rules=tuple(changed))
    with engine("duckdb", threads=1) as duck:
        return run(store, day, rules, duck, most=most)


def everyone(result: Result) -> Behind:
    """All that was kept."""
    return result.records(0, 2**62)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10_000),
    schools=st.integers(1, 4),
    back=st.integers(0, 40),
    corrected=st.booleans(),
)
def test_the_weeks_shown_add_up_to_the_figures(seed: int, schools: int, back: int, corrected: bool) -> None:
    day = AS_OF - timedelta(days=back)
    moment = Moment(day)
    with tempfile.TemporaryDirectory() as folder:
        store = place(Path(folder), journals(seed, schools=schools, learners=12))
        if corrected:  # folds of the journal as it was lie there already
            found(store, AS_OF, None)
            school = store.read("attendance", 1000, *ALL_OF_IT)
            store.replace("attendance", 1000, *ALL_OF_IT, school.slice(school.num_rows // 2))
        result = found(store, day)
        hit = set(result.hits()["learner"].to_pylist())
        kept = everyone(result)

        sums: dict[str, Counter[int]] = defaultdict(Counter)
        for week in kept.weeks.to_pylist():
            learner = week["learner"]
            if week["week"] >= moment.first_of_four_weeks:
                sums["missed"][learner] += week["missed"]
                sums["unexcused"][learner] += week["unexcused"]
                sums["lessons"][learner] += week["lessons"]
            if week["week"] >= moment.first_of_semester:
                sums["duty"][learner] += week["unexcused_all"]
        listed = Counter(
            one["learner"]
            for one in kept.absences.to_pylist()
            if one["status"] == UNEXCUSED and one["day"] >= moment.first_of_semester
        )
        missed, unexcused, duty = (
            {one: figure for one, figure in values(result, name, window).items() if one in hit}
            for name, window in (
                ("missed_share", "four_weeks"),
                ("unexcused_share", "four_weeks"),
                ("unexcused_lessons", "semester"),
            )
        )

    lessons = sums["lessons"]
    assert set(missed) == hit & {one for one in lessons if lessons[one]}
    assert {one: (sums["missed"][one], lessons[one]) for one in missed} == {
        one: figure[:2] for one, figure in missed.items()
    }
    assert {one: (sums["unexcused"][one], lessons[one]) for one in unexcused} == {
        one: figure[:2] for one, figure in unexcused.items()
    }
    assert {one: sums["duty"][one] for one in duty} == {one: figure[0] for one, figure in duty.items()}
    assert {one: listed[one] for one in duty} == {one: figure[0] for one, figure in duty.items()}


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000), back=st.integers(0, 40))
def test_what_is_shown_of_the_whole_school_year_is_what_its_figures_rest_on(seed: int, back: int) -> None:
    day = AS_OF - timedelta(days=back)
    moment = Moment(day)
    with tempfile.TemporaryDirectory() as folder:
        store = place(Path(folder), journals(seed, learners=12))
        grows = found(store, day, rule="absence_grows", threshold=Fraction(-1), seen=1)
        weeks = everyone(grows).weeks.to_pylist()
        falls = found(store, day, rule="marks_fall", threshold=Fraction(-1000), seen=1)
        marks = everyone(falls).marks.to_pylist()
        grown = hit_by(grows, "absence_grows", values(grows, "absence_change", "four_weeks"))
        fallen = hit_by(falls, "marks_fall", values(falls, "mark_fall", "school_year"))

    for learner, figure in grown.items():
        mine = [one for one in weeks if one["learner"] == learner]
        (held, missed), (before, missed_before) = (
            [sum(one[what] for one in part) for what in ("lessons", "missed")]
            for part in (
                [one for one in mine if one["week"] >= moment.first_of_four_weeks],
                [one for one in mine if one["week"] < moment.first_of_four_weeks],
            )
        )
        assert figure == (missed * before - missed_before * held, held * before, held)
    for learner, figure in fallen.items():
        mine = [one for one in marks if one["learner"] == learner and one["mark"] is not None]
        x, y = [(one["day"] - moment.first_of_year).days for one in mine], [one["mark"] for one in mine]
        n, xy, xx = len(mine), sum(map(mul, x, y)), sum(map(mul, x, x))
        assert figure == ((sum(x) * sum(y) - n * xy) * 28, n * xx - sum(x) ** 2, n)
    assert grown
    assert fallen


def hit_by(result: Result, rule: str, figures: Values) -> Values:
    """The figures of those whom the rule found."""
    hits = result.hits()
    found_by = zip(hits["learner"].to_pylist(), hits["rule"].to_pylist(), strict=True)
    return {learner: figures[learner] for learner, each in found_by if each == rule}


def test_who_is_found_by_this_semester_alone_shows_nothing_of_the_one_before(tmp_path: Path) -> None:
    held = [line for day in ("2025-10-06", "2025-10-07", *WEEKDAYS) for line in lessons(1, day=day, many=8)]
    marks = ["1 | 1 | 2025-10-06 | 1 | 2 | - | 0", "1 | 1 | 2026-04-20 | 1 | 2 | - | 0"]
    drawn = {"attendance": "\n".join((LESSONS, *held)), "marks": "\n".join((MARKS, *marks))}

    kept = everyone(found(place_drawn(tmp_path, drawn), AS_OF))

    assert {one["day"].year for one in (*kept.absences.to_pylist(), *kept.marks.to_pylist())} == {2026}
    assert {one.year for one in kept.weeks["week"].to_pylist()} == {2026}


ALL_OF_IT = date(2025, 9, 1), date(2026, 9, 1)


def lessons(learner: int, *, day: str = "2026-05-06", status: int = 3, many: int = 1) -> list[str]:
    return [f"1 | {learner} | {day} | {one} | 1 | {status}" for one in range(1, many + 1)]


@pytest.mark.parametrize(("most", "newest"), [(2, ["2026-05-13", "2026-05-12"]), (1, ["2026-05-13"])])
def test_the_newest_records_of_each_are_kept_and_no_more(
    tmp_path: Path, most: int, newest: list[str]
) -> None:
    held = [line for day in WEEKDAYS for one in (1, 2) for line in lessons(one, day=day, status=0, many=8)]
    away = [
        line[:-1] + "3" if " | 1 | 1 | 0" in line and line[8:18] >= "2026-05-11" else line for line in held
    ]
    store = place_drawn(tmp_path, {"attendance": "\n".join((LESSONS, *away))})

    kept = everyone(found(store, date(2026, 5, 13), Most(most, most, most)))

    days = [str(one["day"]) for one in kept.absences.to_pylist() if one["learner"] == 1]
    assert days == newest


WEEKDAYS = [str(date(2026, 4, 20) + timedelta(days=step)) for step in range(24) if step % 7 < 5]


def test_the_weeks_begin_where_the_four_weeks_begin_though_that_was_last_semester(tmp_path: Path) -> None:
    days = [date(2025, 12, 8) + timedelta(days=step) for step in range(33)]
    held = [
        line
        for day in days
        if calendar.is_school_day(day)
        for learner, status in ((1, 3), (2, 0))
        for line in lessons(learner, day=str(day), status=status, many=7)
    ]
    store = place_drawn(tmp_path, {"attendance": "\n".join((LESSONS, *held))})

    result = found(store, date(2026, 1, 9))

    weeks = everyone(result).weeks
    assert weeks["week"][0].as_py() < Moment(date(2026, 1, 9)).first_of_semester
    mine = [one for one in weeks.to_pylist() if one["learner"] == 1]
    assert values(result, "missed_share", "four_weeks")[1][:2] == (
        sum(one["missed"] for one in mine),
        sum(one["lessons"] for one in mine),
    )


def test_a_run_done_without_records_is_done_again_for_them(tmp_path: Path) -> None:
    held = [line for day in WEEKDAYS for line in lessons(1, day=day, many=8)]
    store = place_drawn(tmp_path, {"attendance": "\n".join((LESSONS, *held))})
    bare = found(store, AS_OF, None)

    again = found(store, AS_OF)

    assert again.run == bare.run
    assert everyone(again).absences.num_rows > 0
