"""Past semesters: each is kept on its fixed moment as it was then, and closed on the next one's."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pumpurs.analytics import past
from pumpurs.analytics.datasets import own
from pumpurs.analytics.engines import engine
from pumpurs.analytics.moment import Moment
from pumpurs.analytics.store import Store
from pumpurs.rulebook import risk_model
from pumpurs.values.periods import Semester
from tests.analytics.drawn import place_drawn
from tests.analytics.indicators.cases import LESSONS, STAYS

ONE, TWO, THREE, FOUR = (Semester.parse(text) for text in ("2024/2", "2025/1", "2025/2", "2026/1"))
LONG_AGO = date(2020, 1, 1)
UNEXCUSED, LESSONS_A_DAY = 3, (1, 2, 3, 4, 5, 6)
STAYED = """
1 | 1 | 1 | 8 | 2025 | 2023-09-01 | -
1 | 2 | 1 | 8 | 2024 | 2023-09-01 | 2025-05-20
1 | 3 | 1 | 8 | 2025 | 2023-09-01 | 2026-03-10
1 | 4 | 1 | 9 | 2025 | 2023-09-01 | 2026-06-12
2 | 5 | 2 | 11 | 2025 | 2023-09-01 | -
2 | 6 | 2 | 22 | 2025 | 2023-09-01 | -
"""  # 2 and 3 left; 4 finished grade 9; of 6 no journal tells


def lessons(*, missed: int) -> str:
    """Lessons in the weeks before each moment; learner 3 missed so many days."""
    rows = []
    for semester in (ONE, TWO, THREE, FOUR):
        first = past.moment_of(semester) - timedelta(days=20)
        for number in range(15):
            day = first + timedelta(days=number)
            for learner, school in ((1, 1), (2, 1), (3, 1), (4, 1), (5, 2)):
                code = UNEXCUSED if learner == 3 and number < missed else 0
                rows += [f"{school} | {learner} | {day} | {lesson} | 1 | {code}" for lesson in LESSONS_A_DAY]
    return "\n".join([LESSONS, *rows])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return place_drawn(tmp_path, {"attendance": lessons(missed=5), "enrolment": STAYS + STAYED})


def kept(store: Store, evening: date, oldest: date = LONG_AGO) -> list[str]:
    with engine("duckdb", threads=1) as duck:
        return [str(one) for one in past.keep(store, evening, oldest, duck, kept_on=evening)]


def semesters(store: Store) -> list[str]:
    return [one.name for one in past.folders(store.root / past.PAST)]


def outcomes(store: Store, semester: Semester) -> dict[int, tuple[int, float | None]]:
    rows = pq.read_table(past.folder_of(store, semester) / "outcomes.parquet").to_pylist()
    return {one["learner"]: (one["outcome"], one["weeks"]) for one in rows}


def test_the_moment_is_the_sunday_of_the_rulebooks_week() -> None:
    for semester in (ONE, TWO, THREE):
        day = past.moment_of(semester)
        assert day.weekday() == 6
        assert Moment(day).semester == semester
        assert Moment(day).week_of_semester == risk_model.number_on("prediction_week", day)


def test_a_semester_is_kept_once_its_moment_has_come_and_closed_on_the_next_ones(store: Store) -> None:
    before = past.moment_of(TWO) - timedelta(days=1)

    assert kept(store, before) == []
    assert semesters(store) == ["2024-2"]
    assert kept(store, past.moment_of(TWO)) == ["2024/2"]
    assert semesters(store) == ["2024-2", "2025-1"]
    assert kept(store, past.moment_of(TWO)) == []
    assert kept(store, past.moment_of(FOUR)) == ["2025/1", "2025/2"]


def test_who_is_enrolled_nowhere_on_the_next_moment_left_in_so_many_weeks(store: Store) -> None:
    kept(store, past.moment_of(FOUR))

    assert outcomes(store, ONE) == {
        1: (0, None), 2: (1, (date(2025, 5, 20) - past.moment_of(ONE)).days / 7), 3: (0, None), 4: (0, None),
        5: (0, None),
    }  # fmt: skip
    assert past.moment_of(THREE) < date(2026, 3, 10)
    assert outcomes(store, TWO) == dict.fromkeys((1, 3, 4, 5), (0, None))
    assert {learner: left for learner, (left, _weeks) in outcomes(store, THREE).items()} == {
        1: 0,
        3: 1,
        4: 0,
        5: 0,
    }


def test_what_was_seen_on_the_moment_stays_whatever_is_mended_later(store: Store, tmp_path: Path) -> None:
    kept(store, past.moment_of(ONE))
    folder = past.folder_of(store, ONE)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    mended = place_drawn(store.root, {"attendance": lessons(missed=0), "enrolment": STAYS + STAYED})
    kept(mended, past.moment_of(ONE) + timedelta(days=30))

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_moment_stopped_in_the_middle_is_kept_by_the_next_night(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pq.write_table

    def stopped(rows: object, path: Path, **how: object) -> None:
        if str(path).endswith("learners.parquet"):
            raise KeyboardInterrupt
        whole(rows, path, **how)

    monkeypatch.setattr(pq, "write_table", stopped)
    with pytest.raises(KeyboardInterrupt):
        kept(store, past.moment_of(ONE))
    assert semesters(store) == []
    monkeypatch.undo()

    kept(store, past.moment_of(ONE))

    assert {path.name for path in past.folder_of(store, ONE).iterdir()} == {
        "values.parquet", "hits.parquet", "learners.parquet", "moment.json",
    }  # fmt: skip


@pytest.fixture
def one_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Semesters are learned from however few left."""
    number = risk_model.number_on
    monkeypatch.setattr(
        risk_model, "number_on", lambda key, day: 0 if key == "leavers_needed" else number(key, day)
    )


@pytest.mark.usefixtures("one_is_enough")
def test_semesters_made_up_later_are_told_from_those_kept_in_their_week(store: Store) -> None:
    kept(store, past.moment_of(ONE))
    kept(store, past.moment_of(TWO) + timedelta(days=2))
    kept(store, past.moment_of(FOUR))

    assert own.sample(store.root / past.PAST).made_up == ("2025/2",)


@pytest.mark.usefixtures("one_is_enough")
def test_the_programmes_own_semesters_are_read_for_an_evaluation_split_by_time(store: Store) -> None:
    kept(store, past.moment_of(FOUR))

    sample = own.sample(store.root / past.PAST)

    assert len(sample) == 5 + 4 + 4
    assert [(one.train, one.test) for one in sample.splits] == [
        (("2024/2",), ("2025/1",)), (("2024/2", "2025/1"), ("2025/2",)),
    ]  # fmt: skip
    names = [one.code for one in sample.columns]
    assert not [name for name in names if name.startswith(past.LEFT)]
    missed = sample.inputs[:, names.index("unexcused_lessons:semester")]
    learner_3 = [row for row in range(len(sample)) if missed[row] == 5 * len(LESSONS_A_DAY)]
    assert len(learner_3) == 3
    assert sample.flags[learner_3[0]] >= 1
    assert sample.taken_in == risk_model.number_on("prediction_week", past.moment_of(ONE))
    assert set(sample.groups["grades"].tolist()) == {"5–9", "10–12"}


def test_a_moment_past_its_term_is_forgotten_and_not_kept_again(store: Store) -> None:
    kept(store, past.moment_of(THREE))
    oldest = past.moment_of(TWO)

    assert past.forget(store, oldest) == 1
    kept(store, past.moment_of(THREE), oldest)

    assert semesters(store) == ["2025-1", "2025-2"]
