"""From figures to hits: thresholds, what is usual for the class, runs that are repeated, stopped, corrected."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pumpurs.analytics import folding, folds
from pumpurs.analytics.engines import engine
from pumpurs.analytics.scoring import Result, rules_on, run
from pumpurs.analytics.store import Store, StoreError
from pumpurs.analytics.tables import SNAPSHOTS
from pumpurs.rulebook import attendance_codes, calendar, early_warning_rules
from pumpurs.values.periods import Semester, Span
from tests.analytics.drawn import AS_OF, place_drawn, score, values
from tests.analytics.indicators.cases import LESSONS, MARKS, STAYS

MONDAYS = [date(2026, 4, 20) + timedelta(days=7 * number) for number in range(4)]
FREE = {date(2026, 5, 1), date(2026, 5, 4)}
STAY = "2025 | 2025-09-01 | -"


def lessons_of_weeks(
    school: int, learner: int, missed: int, *, held: int = 60, code: int = 3
) -> Iterator[str]:
    """So many lessons of the last four weeks of school, the first of them missed."""
    days = [monday + timedelta(days=step) for monday in MONDAYS for step in range(5)]
    slots = [(day, lesson) for day in days if day not in FREE for lesson in range(1, 8)][:held]
    for number, (day, lesson) in enumerate(slots):
        yield f"{school} | {learner} | {day} | {lesson} | 1 | {code if number < missed else 0}"


def country(path: Path, *lines: str, stays: str = "") -> Store:
    """A store with these lessons, and these stays if given."""
    drawn = {"attendance": "\n".join((LESSONS, *lines))}
    return place_drawn(path, drawn | ({"enrolment": f"{STAYS}\n{stays}"} if stays else {}))


def hit(result: Result, rule: str) -> dict[int, dict[str, Any]]:
    """The hits of a rule by learner."""
    return {one["learner"]: one for one in result.hits().to_pylist() if one["rule"] == rule}


def test_the_duty_begins_above_its_number_of_lessons_and_not_at_it(tmp_path: Path) -> None:
    limit = int(early_warning_rules.rule("unexcused_duty").on(AS_OF)[0].value)
    store = country(tmp_path, *lessons_of_weeks(1, 1, limit), *lessons_of_weeks(1, 2, limit + 1))

    assert set(hit(score(store), "unexcused_duty")) == {2}


def test_a_share_hits_at_its_threshold_and_for_its_grades(tmp_path: Path) -> None:
    stays = "\n".join(f"1 | {learner} | 1 | {grade} | {STAY}" for learner, grade in ((1, 4), (2, 4), (3, 5)))
    store = country(
        tmp_path,
        *lessons_of_weeks(1, 1, 3),  # 3 of 60 are exactly 5 %, the threshold of the youngest
        *lessons_of_weeks(1, 2, 2),
        *lessons_of_weeks(1, 3, 3),
        stays=stays,
    )

    found = hit(score(store), "many_unexcused")

    assert set(found) == {1}
    assert (found[1]["num"], found[1]["den"]) == (3, 60)
    assert (found[1]["threshold_num"], found[1]["threshold_den"]) == (1, 20)
    assert (found[1]["window_first"], found[1]["window_end"]) == (MONDAYS[0], AS_OF + timedelta(days=1))


def test_too_few_lessons_seen_say_nothing(tmp_path: Path) -> None:
    store = country(tmp_path, *lessons_of_weeks(1, 1, 10, held=59), *lessons_of_weeks(1, 2, 10, held=60))

    assert set(hit(score(store), "many_unexcused")) == {2}


def test_what_is_usual_for_the_class_is_the_figure_of_the_learner_in_the_middle(tmp_path: Path) -> None:
    stays = "\n".join(f"1 | {learner} | {1 + learner // 10} | 8 | {STAY}" for learner in (1, 2, 3, 4, 11))
    missed = {1: 0, 2: 3, 3: 5, 4: 30, 11: 25}
    lines = [line for learner, lessons in missed.items() for line in lessons_of_weeks(1, learner, lessons)]

    found = hit(score(country(tmp_path, *lines, stays=stays)), "many_unexcused")

    assert {learner: (one["class_usual_num"], one["class_usual_den"]) for learner, one in found.items()} == {
        4: (3, 60),
        11: (25, 60),
    }


def test_classmates_without_a_remark_count_as_none(tmp_path: Path) -> None:
    stays = "\n".join(f"1 | {learner} | 1 | 8 | {STAY}" for learner in range(1, 6))
    remarks = "\n".join(f"1 | {learner} | 2026-05-05 | 1" for learner in (1, 1, 1, 1, 2, 2))
    drawn = {"notes": f"institution | learner | day | kind\n{remarks}", "enrolment": f"{STAYS}\n{stays}"}

    found = hit(score(place_drawn(tmp_path, drawn)), "many_notes")

    assert (found[1]["num"], found[1]["class_usual_num"], found[1]["class_usual_den"]) == (4, 0, 1)


def test_the_same_scoring_again_gives_the_same_run_without_work(tmp_path: Path) -> None:
    store = country(tmp_path, *lessons_of_weeks(1, 1, 25))
    first = score(store)
    store.put("enrolment", pa.concat_tables([_stays(store)]))

    assert score(store) == first


def test_other_expressions_or_another_calendar_make_another_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = country(tmp_path, *lessons_of_weeks(1, 1, 25))
    first = score(store)
    monkeypatch.setattr(folds, "EDITION", folds.EDITION + 1)

    assert score(store).run != first.run


def _stays(store: Store) -> pa.Table:
    return pa.parquet.read_table(store.root / store.manifest().snapshots["enrolment"].path)


def test_a_late_correction_makes_one_week_again_and_gives_what_a_full_run_gives(tmp_path: Path) -> None:
    lines = [*lessons_of_weeks(1, 1, 25), *lessons_of_weeks(2, 2, 25), "1 | 1 | 2026-02-03 | 1 | 1 | 3"]
    store = country(tmp_path, *lines)
    before = score(store)
    corrected = store.read("attendance", 1, date(2026, 2, 1), date(2026, 3, 1)).to_pylist()[0] | {"status": 2}
    shape = pa.Table.from_pylist([corrected], schema=store.read("attendance", 1, AS_OF, AS_OF).schema)

    store.replace("attendance", 1, date(2026, 2, 1), date(2026, 3, 1), shape)
    after = score(store)
    again = score(store, full=True)

    assert before.folds_made > 1
    assert after.folds_made == 2  # the week, and the sum it stands in
    assert values(after, "unexcused_lessons", "semester")[1][0] == 25
    assert values(before, "unexcused_lessons", "semester")[1][0] == 26
    assert after.values().equals(again.values())
    assert after.hits().equals(again.hits())


def test_marks_counted_from_another_day_are_added_up_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The calendar's first day of the school year is mended by a week between two nights."""
    marks = [f"1 | 1 | {MONDAYS[0] + timedelta(days=7 * one)} | 7 | {9 - one} | - | 1" for one in range(4)]
    store = place_drawn(tmp_path, {"marks": "\n".join((MARKS, *marks))})
    first = values(score(store, MONDAYS[2]), "mark_fall", "school_year")
    right = calendar.dates

    def mended(semester: Semester) -> Span:
        return Span(right(semester).first + timedelta(days=7 * (semester.number == 1)), right(semester).end)

    monkeypatch.setattr(calendar, "dates", mended)
    folding._mark_folds.cache_clear()
    folding._fresh_marks.cache_clear()
    folding._added.cache_clear()
    after, anew = score(store).values(), score(store, full=True).values()  # one folder: read in between
    monkeypatch.undo()
    folding._mark_folds.cache_clear()
    folding._fresh_marks.cache_clear()
    folding._added.cache_clear()

    assert first
    assert after.equals(anew)


def test_a_stopped_run_leaves_nothing_and_the_next_goes_on(tmp_path: Path) -> None:
    store = country(tmp_path, *lessons_of_weeks(1, 1, 25))

    class Stopped(BaseException):
        """As a kill would."""

    def stop(done: int, total: int, what: str) -> None:
        if what == "figures":
            raise Stopped

    with engine("duckdb", threads=1) as duck, pytest.raises(Stopped):
        run(store, AS_OF - timedelta(days=1), rules_on(AS_OF), duck, progress=stop)
    result = score(store)

    assert result.folds_made == 0
    assert result.hits().equals(score(store, full=True).hits())
    assert len(list((store.root / "runs").iterdir())) == 1


def test_a_past_day_is_scored_with_what_was_held_until_then(tmp_path: Path) -> None:
    lines = list(lessons_of_weeks(1, 1, 30))
    early, past = (
        country(tmp_path / "early", *(line for line in lines if line[8:18] < "2026-05-08")),
        date(2026, 5, 7),
    )
    whole = country(tmp_path / "whole", *lines)
    score(whole)

    assert score(whole, past).values().equals(score(early, past).values())


def test_a_correction_at_one_school_leaves_the_same_week_at_another_as_it_was(tmp_path: Path) -> None:
    """Schools 1 and 2 lie in different buckets; the learner was at both in one week."""
    here = [f"1 | 10 | 2026-05-06 | {lesson} | 5 | {3 * (lesson < 3)}" for lesson in range(1, 7)]
    there = [f"2 | 10 | 2026-05-07 | {lesson} | 5 | {3 * (lesson < 2)}" for lesson in range(1, 6)]
    store = country(tmp_path, *here, *there)
    score(store)

    journal = store.read("attendance", 1, date(2026, 5, 6), date(2026, 5, 7))
    store.replace("attendance", 1, date(2026, 5, 6), date(2026, 5, 7), journal.slice(1))
    again, whole = score(store), score(store, full=True)

    assert values(again, "missed_share", "four_weeks") == {10: (2, 10, 10)}
    assert again.values().equals(whole.values())


def test_a_learner_at_two_schools_in_one_week_is_judged_by_the_journal_of_each(tmp_path: Path) -> None:
    """Schools 1 and 17 lie in one bucket; 17 records absences only and has no timetable: its shares say nothing."""
    full = [f"1 | 10 | 2026-05-06 | {lesson} | 5 | {3 * (lesson < 3)}" for lesson in range(1, 7)]
    absences = [f"17 | 10 | 2026-05-07 | {lesson} | 5 | 3" for lesson in range(1, 5)]
    result = score(country(tmp_path, *full, *absences))

    assert values(result, "missed_share", "four_weeks") == {10: (2, 6, 6)}
    assert values(result, "unexcused_lessons", "semester") == {10: (6, 1, 6)}


@pytest.mark.parametrize("day", ["2026-05-06", "2026-05-13"], ids=["closed week", "open week"])
def test_a_thousand_marks_in_a_subject_are_believed_and_one_more_are_not(tmp_path: Path, day: str) -> None:
    head = "institution | learner | day | subject | mark | passed | kind"
    marks = [
        f"1 | {one} | {day} | 7 | 10 | - | 1" for one, many in ((1, 1000), (2, 1001)) for _ in range(many)
    ]

    result = score(place_drawn(tmp_path, {"marks": "\n".join((head, *marks))}))

    assert values(result, "mean_mark", "semester") == {1: (10_000, 1000, 1000)}
    assert values(result, "insufficient_subjects", "semester") == {1: (0, 1, 1000)}


def test_one_school_alone_gives_the_rows_of_its_learners(tmp_path: Path) -> None:
    lines = [line for school in (1, 2, 17) for line in lessons_of_weeks(school, school * 10, 20 + school)]
    store = country(
        tmp_path, *lines, stays="\n".join(f"{one} | {one * 10} | {one} | 8 | {STAY}" for one in (1, 2, 17))
    )

    every, alone = score(store), score(store, institutions=(17,))

    assert alone.learners == 1
    assert alone.hits().to_pylist() == [one for one in every.hits().to_pylist() if one["learner"] == 170]
    assert alone.values().to_pylist() == [one for one in every.values().to_pylist() if one["learner"] == 170]


def test_a_second_scoring_at_once_is_refused(tmp_path: Path) -> None:
    store = country(tmp_path, *lessons_of_weeks(1, 1, 25))

    with (tmp_path / "scoring.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="Another scoring"):
            score(store)


def test_without_enrolment_nothing_is_scored(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="put the enrolment first"):
        score(Store(tmp_path))


def test_the_codes_fit_into_the_packed_number() -> None:
    assert {one.code for one in attendance_codes.table().rules.values()} <= set(
        range(attendance_codes.MOST_CODES)
    )
    assert SNAPSHOTS["enrolment"].columns.keys().isdisjoint({"sex", "gender", "birth_date", "name"})
