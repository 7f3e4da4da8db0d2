"""The life of a model: semesters are kept and closed by night, a training files a candidate and tells the managers."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.conf import settings

from pumpurs.analytics import past as semesters
from pumpurs.analytics.datasets import own
from pumpurs.analytics.manifest import StoreError
from pumpurs.analytics.model import extra
from pumpurs.analytics.scoring import alone
from pumpurs.analytics.store import Store
from pumpurs.foundation.clock import today
from pumpurs.foundation.letters import Letter
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs import cleaning, past
from pumpurs.jobs import models as jobs_models
from pumpurs.jobs.demo.past import keep_past
from pumpurs.jobs.scoring import enrolment
from pumpurs.programme.alerts.models import RiskModel
from pumpurs.programme.learners.models import Enrollment
from pumpurs.rulebook import notices, risk_model
from pumpurs.values.periods import Semester
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.jobs.lessons import write_journal
from tests.programme.alerts.nights import NIGHT, School
from tests.programme.people_and_places import appoint

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 4, 40, tzinfo=UTC)
FIRST, SECOND = Semester.parse("2026/1"), Semester.parse("2026/2")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Trainings that were asked for."""
    found: list[str] = []
    monkeypatch.setattr(past, "later", found.append)
    return found


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[Store]:
    before = settings.STORE, settings.FIXED_NOW
    settings.STORE, settings.FIXED_NOW = tmp_path / "store", NOW
    with as_owner():
        appoint(Role.PROGRAMME_MANAGER, name="Guna Kļava")
    yield Store(settings.STORE)
    settings.STORE, settings.FIXED_NOW = before


def invented(store: Store) -> None:
    """Three closed semesters on which nothing was tried yet."""
    keep_past(store, NOW)
    (store.root / semesters.PAST / semesters.TRIED).unlink()


def making(monkeypatch: pytest.MonkeyPatch, code: int = 0) -> list[list[str]]:
    """Instead of the child: the demo's model, made at once, or an exit code."""
    run: list[list[str]] = []

    def child(command: list[str], **how: Any) -> Any:
        run.append(command)
        if not code:
            from_demo = Path(past.__file__).parent / "demo"
            for name in ("model.json", "card.json"):
                (Path(command[-2]) / name).write_bytes((from_demo / name).read_bytes())
        return subprocess.CompletedProcess(command, code, "", "reason")

    monkeypatch.setattr(subprocess, "run", child)
    return run


def models() -> list[tuple[str, bool]]:
    with looking_as(NIGHT):
        return list(RiskModel.objects.values_list("state", "may_be_switched_on"))


@pytest.fixture(autouse=True)
def posted(monkeypatch: pytest.MonkeyPatch) -> list[Letter]:
    """Letters that wait to be sent."""
    found: list[Letter] = []
    monkeypatch.setattr(jobs_models, "post", found.append)
    return found


def subjects(posted: list[Letter]) -> list[str]:
    return [letter.subject for letter in posted]


def test_a_closed_semester_ends_in_a_candidate_that_is_off_and_a_letter_to_the_manager(
    store: Store, asked: list[str], posted: list[Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    invented(store)
    run = making(monkeypatch)

    past.nightly(timestamp=0)
    past.train()
    past.nightly(timestamp=0)
    past.train()

    assert asked == [past.TRAINING]
    assert len(run) == 1
    assert models() == [("off", True)]
    (letter,) = posted
    assert letter.subject == notices.notice("model_made").subject.lv
    assert "/alerts/models/" in letter.body
    assert "Guna" not in letter.body + letter.subject


def test_without_learning_libraries_it_says_so_and_goes_on(
    store: Store,
    asked: list[str],
    posted: list[Letter],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    invented(store)
    run = making(monkeypatch)
    monkeypatch.setattr(extra, "LIBRARIES", ("no_such_library",))

    past.train()
    past.nightly(timestamp=0)

    assert (run, models(), asked) == ([], [], [])
    assert extra.NOT_INSTALLED in caplog.text
    assert subjects(posted) == [notices.notice("model_not_here").subject.lv]


def test_a_training_that_fails_is_told_and_not_begun_again_each_night(
    store: Store,
    asked: list[str],
    posted: list[Letter],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    invented(store)
    making(monkeypatch, code=3)

    past.train()
    past.nightly(timestamp=0)

    assert (models(), asked) == ([], [])
    assert "ended with 3: reason" in caplog.text
    assert subjects(posted) == [notices.notice("model_failed").subject.lv]


@pytest.mark.parametrize("key", ["semesters_needed", "leavers_needed"])
def test_too_few_cases_train_nothing_and_the_managers_are_told(
    store: Store, posted: list[Letter], monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    invented(store)
    run = making(monkeypatch)
    number = risk_model.number_on
    monkeypatch.setattr(risk_model, "number_on", lambda one, day: 10_000 if one == key else number(one, day))

    past.train()
    past.train()

    assert (run, models()) == ([], [])
    assert subjects(posted) == [notices.notice("model_too_few").subject.lv]


def test_a_semester_in_which_few_left_is_left_out_and_stops_no_training(
    store: Store, posted: list[Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    invented(store)
    first, *rest = semesters.folders(store.root / semesters.PAST)
    learners = pq.read_table(first / "learners.parquet")["learner"].to_pylist()
    semesters.write_outcomes(first, learners, {learners[0]: 3.0})
    run = making(monkeypatch)

    past.train()

    assert len(run) == 1
    assert subjects(posted) == [notices.notice("model_made").subject.lv]
    sample = own.sample(store.root / semesters.PAST)
    assert sample.cohort is not None
    assert sorted(set(sample.cohort)) == [one.name.replace("-", "/") for one in rest]
    assert sample.made_up == ()


def left_behind(store: Store, day: date) -> None:
    """The register as a scoring of a past day leaves it in the store."""
    with looking_as(NIGHT):
        store.put("enrolment", enrolment(viewer=NIGHT, as_of=day))


def test_a_night_waits_for_whoever_scores_the_store(store: Store) -> None:
    left_behind(store, today())

    with alone(store, "night"), pytest.raises(StoreError):
        past.nightly(timestamp=0)


def test_the_night_keeps_and_closes_the_semesters_of_the_store(store: Store, asked: list[str]) -> None:
    with as_owner():
        school = School(learners=4)
    moment = semesters.moment_of(FIRST)
    write_journal(store, school, [20, 0, 0, 0], evening=moment)
    left_behind(store, date(2025, 9, 1))

    past.nightly(timestamp=0)
    assert [one.name for one in semesters.folders(store.root / semesters.PAST)] == ["2026-1"]
    assert past.closed_semesters() == []

    with as_owner():
        Enrollment.objects.filter(learner=school.first).update(until=moment.replace(month=12))
    settings.FIXED_NOW = datetime(2027, 3, 8, 4, 40, tzinfo=UTC)
    assert semesters.moment_of(SECOND) < date(2027, 3, 8)
    left_behind(store, moment)
    past.nightly(timestamp=0)

    assert past.closed_semesters() == ["2026-1"]
    kept = store.root / semesters.PAST / "2026-1" / "outcomes.parquet"
    assert sorted(pq.read_table(kept)["outcome"].to_pylist()) == [0, 0, 0, 1]
    assert asked == [past.TRAINING]  # it tells that one semester is not enough


def test_semesters_past_their_term_are_forgotten_by_the_cleaning(store: Store) -> None:
    invented(store)
    settings.FIXED_NOW = datetime(2028, 3, 1, 4, 40, tzinfo=UTC)

    assert cleaning.forget_semesters() == 3
