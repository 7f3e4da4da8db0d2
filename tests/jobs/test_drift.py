"""Data that moved away from the training stop a model; what looks like the training does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from pumpurs.analytics.engines import engine
from pumpurs.analytics.model.drift import profile
from pumpurs.analytics.moment import Moment
from pumpurs.analytics.scoring import rules_on, run
from pumpurs.analytics.store import Store
from pumpurs.foundation.letters import Letter
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs import models as jobs_models
from pumpurs.jobs import scoring
from pumpurs.jobs.behind import most_moved
from pumpurs.programme.alerts.models import AlertPoint, ScoringRun
from pumpurs.programme.learners.models import Enrollment
from pumpurs.rulebook import notices
from tests.database import as_owner
from tests.jobs.a_model import ELSEWHERE, UPSIDE_DOWN, model, refused, switched_on
from tests.jobs.lessons import write_journal
from tests.programme.alerts.nights import EVENING, NIGHT, NOW, School

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    before, settings.FIXED_NOW = settings.FIXED_NOW, NOW
    yield Store(tmp_path / "store")
    settings.FIXED_NOW = before


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[Letter]:
    """Letters that wait to be sent."""
    found: list[Letter] = []
    monkeypatch.setattr(jobs_models, "post", found.append)
    return found


@pytest.mark.parametrize(("weeks_off", "state"), [(0, "off"), (1, "on"), (-1, "on"), (None, "on")])
def test_data_are_compared_with_the_training_only_in_its_week_of_the_semester(
    store: Store, weeks_off: int | None, state: str
) -> None:
    with as_owner():
        school = School()
    write_journal(store, school, [20, 18])
    week = None if weeks_off is None else Moment(EVENING).week_of_semester + weeks_off
    switched_on(replace(UPSIDE_DOWN, card={"profiles": ELSEWHERE, "week": week}))

    scoring.score(store=store, as_of=EVENING)

    assert model().state == state


def test_data_that_moved_away_from_the_training_stop_the_model_by_themselves(store: Store) -> None:
    with as_owner():
        school = School()
    write_journal(store, school, [20, 18])
    week = Moment(EVENING).week_of_semester
    switched_on(replace(UPSIDE_DOWN, card={"profiles": ELSEWHERE, "week": week}))

    scoring.score(store=store, as_of=EVENING)

    assert (model().state, model().off_because, model().switched_off_by) == (
        "off", "unexcused_share:four_weeks", None,
    )  # fmt: skip
    with looking_as(NIGHT):
        assert not AlertPoint.objects.exists()
        assert ScoringRun.objects.get().model_version == ""


def test_an_evening_before_one_that_was_scored_stops_no_model(store: Store) -> None:
    with as_owner():
        school = School()
    write_journal(store, school, [20, 18])
    scoring.score(store=store, as_of=EVENING + timedelta(days=1))
    week = Moment(EVENING).week_of_semester
    switched_on(replace(UPSIDE_DOWN, card={"profiles": ELSEWHERE, "week": week}))

    scoring.score(store=store, as_of=EVENING)

    assert model().state == "on"


def test_a_model_that_drift_stopped_stays_off_and_its_managers_are_told(
    store: Store, posted: list[Letter]
) -> None:
    with as_owner():
        school = School()
    write_journal(store, school, [20, 18])
    week = Moment(EVENING).week_of_semester
    viewer = switched_on(replace(UPSIDE_DOWN, card={"profiles": ELSEWHERE, "week": week}))

    scoring.score(store=store, as_of=EVENING)

    assert refused(viewer) == ["model.switch_on.stopped_by_drift"]
    (letter,) = posted
    assert letter.subject == notices.notice("model_stopped").subject.lv
    assert "/alerts/models/" in letter.body
    assert "Guna" not in letter.body + letter.subject


def test_an_evening_like_the_trainings_has_not_moved_whoever_left_before(store: Store) -> None:
    """Leavers and schools without a journal are in the register, and were not in the training."""
    with as_owner():
        school = School(learners=6)
        School("Cēsu pamatskola", learners=5)
        gone = School("Bauskas vidusskola", learners=5)
        Enrollment.objects.filter(learner__in=gone.learners).update(until=EVENING - timedelta(days=30))
    write_journal(store, school, [4 * number for number in range(6)])
    scoring.score(store=store, as_of=EVENING)
    with engine("duckdb", threads=1) as duck:
        result = run(store, EVENING, rules_on(EVENING), duck)
        seen = result.values().to_pylist()
        of_journal = [
            one for one in seen if one["indicator"] == "unexcused_share" and one["window"] == "four_weeks"
        ]
        kept = profile(np.array([one["num"] / one["den"] for one in of_journal]))
        card = {"profiles": {"unexcused_share:four_weeks": kept}, "week": Moment(EVENING).week_of_semester}

        moved = most_moved(replace(UPSIDE_DOWN, card=card), result, store, duck)

    assert result.learners > len(of_journal)
    assert moved is not None
    assert moved.index == 0
