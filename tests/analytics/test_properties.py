"""Any journal: what the folds and expressions give is what the definitions give, worked out lesson by lesson."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pumpurs.analytics.moment import Moment, free_days, monday
from tests.analytics.drawn import AS_OF, Values, place, score, values
from tests.analytics.random_journals import journals

PRESENT, LATE, EXCUSED, UNEXCUSED, ILL = range(5)
MOMENT = Moment(AS_OF)
Place = tuple[int, int, date]  # a learner's week at a school


def by_definition(tables: dict[str, list[dict[str, object]]]) -> dict[str, dict[int, tuple[int, int, int]]]:
    """Shares of the last four weeks and unexcused lessons of the semester, lesson by lesson."""
    marked: dict[Place, Counter[int]] = defaultdict(Counter)
    planned = Counter[Place]()
    for one in tables["attendance"]:
        day, learner, school = one["day"], one["learner"], one["institution"]
        assert isinstance(day, date)
        assert isinstance(learner, int)
        assert isinstance(school, int)
        week = monday(day)
        if day <= AS_OF and day not in free_days(week):
            marked[school, learner, week][int(str(one["status"]))] += 1
    full = {(school, week) for (school, _, week), codes in marked.items() if codes[PRESENT]}
    for one in tables["timetable"]:
        week, learner, school = one["week"], one["learner"], one["institution"]
        assert isinstance(week, date)
        assert isinstance(learner, int)
        assert isinstance(school, int)
        if week <= AS_OF:
            planned[school, learner, week] += int(str(one["lessons"]))
    missed, held, duty = Counter[int](), Counter[int](), Counter[int]()
    for place_of in {*marked, *planned}:
        school, learner, week = place_of
        codes = marked[place_of]
        away = codes[EXCUSED] + codes[UNEXCUSED] + codes[ILL]
        if week >= MOMENT.first_of_semester:
            duty[learner] += codes[UNEXCUSED]
        lessons = planned[place_of] or (codes.total() if (school, week) in full else 0)
        lessons = max(lessons, away) if lessons else 0
        if week >= MOMENT.first_of_four_weeks and lessons and codes[ILL] < lessons:
            missed[learner] += away
            held[learner] += lessons
    return {
        "missed_share": {learner: (missed[learner], held[learner], held[learner]) for learner in held},
        "unexcused_lessons": {learner: (duty[learner], 1, 0) for learner in duty if duty[learner]},
    }


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000), schools=st.integers(1, 4), corrected=st.booleans())
def test_figures_are_those_of_the_definitions(seed: int, schools: int, corrected: bool) -> None:
    tables = journals(seed, schools=schools, learners=12)
    expected = by_definition({name: rows.to_pylist() for name, rows in tables.items()})

    shares, lessons = _figures(tables, corrected=corrected)

    assert shares == expected["missed_share"]
    assert {one: value[0] for one, value in lessons.items() if value[0]} == {
        one: value[0] for one, value in expected["unexcused_lessons"].items()
    }


def _figures(tables: dict[str, pa.Table], *, corrected: bool) -> tuple[Values, Values]:
    """The figures at once, or after a scoring of a journal that was corrected since."""
    with tempfile.TemporaryDirectory() as folder:
        store = place(Path(folder), tables)
        if corrected:
            school = tables["attendance"]["institution"][0].as_py()
            span = date(2026, 4, 1), date(2026, 5, 1)
            right = store.read("attendance", school, *span)
            store.replace("attendance", school, *span, right.slice(0, right.num_rows // 2))
            score(store, AS_OF - timedelta(days=1))
            score(store)
            store.replace("attendance", school, *span, right)
        result = score(store)
        return values(result, "missed_share", "four_weeks"), values(result, "unexcused_lessons", "semester")
