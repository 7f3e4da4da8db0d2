"""The life of a model: semesters are kept and closed by night, a training files a candidate and tells the managers."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail

from pumpurs.analytics import past as semesters
from pumpurs.analytics.model import extra
from pumpurs.analytics.store import Store
from pumpurs.foundation.clock import today
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs import cleaning, past
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


def told() -> list[str]:
    return [str(letter.subject) for letter in mail.outbox]


def test_a_closed_semester_ends_in_a_candidate_that_is_off_and_a_letter_to_the_manager(
    store: Store, asked: list[str], monkeypatch: pytest.MonkeyPatch
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
    (letter,) = mail.outbox
    assert letter.subject == notices.notice("model_made").subject.lv
    assert "/alerts/models/" in letter.body
    assert "Guna" not in letter.body + letter.subject


def test_without_learning_libraries_it_says_so_and_goes_on(
    store: Store, asked: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    invented(store)
    run = making(monkeypatch)
    monkeypatch.setattr(extra, "LIBRARIES", ("no_such_library",))

    past.train()
    past.nightly(timestamp=0)

    assert (run, models(), asked) == ([], [], [])
    assert extra.NOT_INSTALLED in caplog.text
    assert told() == [notices.notice("model_not_here").subject.lv]


def test_a_training_that_fails_is_told_and_not_begun_again_each_night(
    store: Store, asked: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    invented(store)
    making(monkeypatch, code=3)

    past.train()
    past.nightly(timestamp=0)

    assert (models(), asked) == ([], [])
    assert "ended with 3: reason" in caplog.text
    assert told() == [notices.notice("model_failed").subject.lv]


@pytest.mark.parametrize("key", ["semesters_needed", "leavers_needed"])
def test_too_few_cases_train_nothing(store: Store, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    invented(store)
    run = making(monkeypatch)
    number = risk_model.number_on
    monkeypatch.setattr(risk_model, "number_on", lambda one, day: 10_000 if one == key else number(one, day))

    past.train()

    assert (run, models(), told()) == ([], [], [])


def test_the_night_keeps_and_closes_the_semesters_of_the_store(store: Store, asked: list[str]) -> None:
    with as_owner():
        school = School(learners=4)
    moment = semesters.moment_of(FIRST)
    write_journal(store, school, [20, 0, 0, 0], evening=moment)
    with looking_as(NIGHT):
        store.put("enrolment", enrolment(viewer=NIGHT, as_of=today()))

    past.nightly(timestamp=0)
    assert [one.name for one in semesters.folders(store.root / semesters.PAST)] == ["2026-1"]
    assert past.closed_semesters() == []

    with as_owner():
        Enrollment.objects.filter(learner=school.first).update(until=moment.replace(month=12))
    settings.FIXED_NOW = datetime(2027, 3, 8, 4, 40, tzinfo=UTC)
    assert semesters.moment_of(SECOND) < date(2027, 3, 8)
    with looking_as(NIGHT):
        store.put("enrolment", enrolment(viewer=NIGHT, as_of=today()))
    past.nightly(timestamp=0)

    assert past.closed_semesters() == ["2026-1"]
    assert asked == []  # one semester is not enough


def test_semesters_past_their_term_are_forgotten_by_the_cleaning(store: Store) -> None:
    invented(store)
    settings.FIXED_NOW = datetime(2028, 3, 1, 4, 40, tzinfo=UTC)

    assert cleaning.forget_semesters() == 3
