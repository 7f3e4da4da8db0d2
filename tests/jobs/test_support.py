"""Sessions that a learner did not come to reach the rules of the night, and those taken out leave them again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from pumpurs.analytics.store import Store
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs import scoring
from pumpurs.jobs.support import bring_support
from pumpurs.programme.alerts.actions.keys import keys_of_institutions
from pumpurs.programme.alerts.models import Alert
from pumpurs.programme.work.actions import record
from tests.database import as_owner
from tests.programme.alerts.nights import NIGHT
from tests.programme.plans.stage import Stage, approved, by, stage
from tests.programme.work.workday import given, line, recorded

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 10, 9)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def a_week(home: Stage, plan_id: UUID, came: list[bool]) -> list[UUID]:
    """A session on each day since Tuesday, some of which Jānis did not come to."""
    return [
        recorded(given(line(plan_id, attended=there), day=date(2026, 10, 6 + turn)), home.anna)
        for turn, there in enumerate(came)
    ]


def in_store(store: Store, home: Stage) -> list[int]:
    """Whether Jānis came, day by day, as the store has it after the night's job."""
    with looking_as(NIGHT):
        bring_support(store=store, as_of=FRIDAY, viewer=NIGHT)
        school = keys_of_institutions(viewer=NIGHT, institutions={home.school.id})[home.school.id]
    rows = store.read("support", school, date(2026, 9, 1), date(2026, 12, 18)).sort_by("day")
    return [int(one) for one in rows["came"].to_pylist()]


def test_every_session_stands_in_the_store_once_however_often_the_night_comes(store: Store) -> None:
    home = stage()
    a_week(home, approved(home), [True, False, False])

    first, again = in_store(store, home), in_store(store, home)

    assert first == again == [1, 0, 0]


def test_a_session_taken_out_leaves_the_store(store: Store) -> None:
    home = stage()
    sessions = a_week(home, approved(home), [False])
    assert in_store(store, home) == [0]

    record.take_out(session_id=sessions[0], **by(home.anna, days=6))

    assert in_store(store, home) == []


def test_who_misses_half_of_the_sessions_gets_an_alert_that_says_so(store: Store) -> None:
    home = stage()
    a_week(home, approved(home), [True, False, False, False])

    scoring.score(store=store, as_of=FRIDAY)

    with as_owner():
        alert = Alert.objects.get(learner=home.janis)
        assert [fact.rule for fact in alert.alertfacts.all()] == ["support_missed"]
