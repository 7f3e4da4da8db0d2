"""Readers of published data: the very file or a sentence; only what was known on the day; nobody's origin."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pumpurs.analytics.datasets import DATASETS, oulad, own, uci_dropout, uci_student
from pumpurs.analytics.datasets.source import NotThere
from pumpurs.analytics.model.sample import Sample
from pumpurs.rulebook import risk_model

FOLDER = Path(os.environ.get("PUMPURS_LEARNERS") or Path(__file__).resolve().parents[3] / "var" / "learners")
NEVER = (
    "sex",
    "gender",
    "race",
    "nation",
    "language",
    "family",
    "disab",
    "mother",
    "father",
    "parent",
    "fee",
    "means",
)

real = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the published learner data are not in {FOLDER}")


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "own"])
def test_a_lacking_file_is_told_with_where_it_is_published(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotThere, match=r"is not there\. .* is published at https://"):
        DATASETS[name][0](tmp_path)


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "uci_student").mkdir()
    (tmp_path / "uci_student" / "student-mat.csv").write_text("school;sex\nGP;F\n")

    with pytest.raises(NotThere, match="is not the published file"):
        uci_student.sample(tmp_path, "mathematics")


@real
@pytest.mark.parametrize(
    ("read", "learners", "share"),
    [
        (lambda: uci_student.sample(FOLDER, "mathematics"), 395, 0.329),
        (lambda: uci_student.sample(FOLDER, "Portuguese"), 649, 0.154),
        (lambda: uci_dropout.sample(FOLDER, "semester_1"), 4424, 0.321),
        (lambda: DATASETS["hsls09"][0](FOLDER), 13865, 0.157),
        (lambda: oulad.sample(FOLDER, 30), 21024, 0.413),
    ],
)
def test_a_published_set_has_its_learners_and_no_input_about_who_they_are(
    read: Callable[[], Sample], learners: int, share: float
) -> None:
    sample = read()

    assert len(sample) == learners
    assert sample.outcome.mean() == pytest.approx(share, abs=5e-4)
    assert [one.code for one in sample.columns if any(word in one.code for word in NEVER)] == []
    assert sample.groups


@real
def test_a_year_is_predicted_only_from_years_whose_outcome_was_known() -> None:
    for split in uci_dropout.sample(FOLDER, "enrolment").splits:
        assert int(split.test[0]) - int(split.train[-1]) >= uci_dropout.KNOWN_AFTER_YEARS


def test_what_is_handed_in_on_the_day_or_later_is_not_seen() -> None:
    def seen(handed: list[tuple[int, int, int]]) -> list[dict[str, object]]:
        learners = pa.table({
            "code_module": ["A"] * 2, "code_presentation": ["2013B"] * 2, "id_student": [1, 2],
            "num_of_prev_attempts": [0, 0], "studied_credits": [60, 60],
        })  # fmt: skip
        courses = pa.table(
            {"code_module": ["A"], "code_presentation": ["2013B"], "module_presentation_length": [240]}
        )
        tasks = pa.table({
            "code_module": ["A"] * 2, "code_presentation": ["2013B"] * 2, "id_assessment": [7, 8],
            "date": [20, 29], "weight": [10, 10],
        })  # fmt: skip
        table = pa.table({
            "id_assessment": [7, 7] + [one for one, _, _ in handed], "id_student": [1, 2] + [2] * len(handed),
            "date_submitted": [18, 19] + [day for _, day, _ in handed], "is_banked": [0] * (2 + len(handed)),
            "score": [50, 70] + [score for _, _, score in handed],
        })  # fmt: skip
        rows = oulad.seen_on(30, learners, courses, tasks, table)
        return sorted(rows.drop_columns("last_ever").to_pylist(), key=lambda row: int(row["id_student"]))

    assert seen([(8, 30, 5), (8, 200, 5)]) == seen([])
    assert seen([(8, 29, 5)]) != seen([])


NO_HITS = pa.table(
    {
        "cohort": pa.array([], pa.string()),
        "learner": pa.array([], pa.int64()),
        "rule": pa.array([], pa.string()),
    }
)


def semesters() -> tuple[pa.Table, pa.Table]:
    keys = [(cohort, learner) for cohort in ("2025/1", "2025/2") for learner in range(4)]
    values = pa.table({
        "cohort": [one for one, _ in keys], "learner": [one for _, one in keys],
        "indicator": ["missed_share"] * 8, "window": ["semester"] * 8, "num": list(range(8)), "den": [10] * 7 + [0],
        "week": [16] * 8,
    })  # fmt: skip
    outcomes = pa.table({
        "cohort": [one for one, _ in keys], "learner": [one for _, one in keys], "institution": [1] * 8,
        "outcome": [0, 1] * 4, "weeks": [None, 3.0] * 4, "group_place": ["town"] * 8,
    })  # fmt: skip
    return values, outcomes


def test_own_values_of_several_weeks_are_refused() -> None:
    values, outcomes = semesters()
    mixed = values.set_column(6, "week", pa.array([16] * 7 + [4]))

    assert own.own(values, outcomes, NO_HITS).taken_in == 16
    with pytest.raises(NotThere, match=r"one week of the semester; here are weeks \[4, 16\]"):
        own.own(mixed, outcomes, NO_HITS)


def test_own_semesters_are_read_with_the_direction_of_the_rulebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = risk_model.number_on
    monkeypatch.setattr(
        risk_model, "number_on", lambda key, day: 2 if key == "leavers_needed" else number(key, day)
    )
    values, outcomes = semesters()
    for place, semester in enumerate(("2025-1", "2025-2")):
        (tmp_path / semester).mkdir()
        for name, rows in {"values": values, "outcomes": outcomes}.items():
            pq.write_table(rows.slice(4 * place, 4), tmp_path / semester / f"{name}.parquet")
        pq.write_table(NO_HITS, tmp_path / semester / "hits.parquet")
        (tmp_path / semester / "moment.json").write_text('{"kept_on": "2027-01-01"}')
    (tmp_path / "2026-1").mkdir()  # not closed yet

    sample = own.sample(tmp_path)

    assert [(one.code, one.worse) for one in sample.columns] == [("missed_share:semester", 1)]
    assert sample.inputs[:7, 0].tolist() == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    assert np.isnan(sample.inputs[7, 0])
    assert [(one.train, one.test) for one in sample.splits] == [(("2025/1",), ("2025/2",))]
    assert set(sample.groups) == {"place"}
    assert sample.made_up == ("2025/1", "2025/2")


def test_hits_of_own_semesters_are_counted_as_flags() -> None:
    hits = pa.table(
        {
            "cohort": ["2025/1", "2025/1", "2025/2", "2020/1"],
            "learner": [2, 2, 0, 2],
            "rule": ["a", "b", "a", "a"],
        }
    )

    assert own.own(*semesters(), hits).flags.tolist() == [0, 0, 2, 0, 1, 0, 0, 0]


def test_one_semester_is_not_enough_and_an_unknown_indicator_is_refused() -> None:
    values, outcomes = semesters()

    with pytest.raises(NotThere, match="No semester in which enough learners left is closed yet"):
        own.sample(Path("/nowhere"))
    with pytest.raises(NotThere, match="Two closed semesters"):
        own.own(values.slice(0, 4), outcomes.slice(0, 4), NO_HITS)
    strange = values.set_column(2, "indicator", pa.array(["shoe_size"] * 8))
    with pytest.raises(NotThere, match="shoe_size"):
        own.own(strange, outcomes, NO_HITS)
