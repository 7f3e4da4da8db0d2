"""A night killed at any moment leaves no alert; the next one ends as if it had not been.

`make kills ARGS="--kills 100 --only night"` does it a hundred times.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from pumpurs.analytics.manifest import StoreError
from pumpurs.analytics.store import Store
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs import scoring
from pumpurs.programme.alerts.models import AlertFact, ScoringRun
from tests.database import as_owner
from tests.jobs import night_killed
from tests.jobs.lessons import write_journal
from tests.programme.alerts.nights import EVENING, NIGHT, NOW, School

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = 2
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    before = settings.FIXED_NOW, settings.STORE
    settings.FIXED_NOW, settings.STORE = NOW, tmp_path / "store"
    with as_owner():
        school = School(learners=4)
    store = Store(settings.STORE)
    write_journal(store, school, [30, 0, 40, 1])
    yield store
    settings.FIXED_NOW, settings.STORE = before


def child(**environment: str) -> subprocess.Popen[str]:
    given = connection.settings_dict
    address = (
        f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    )
    return subprocess.Popen(
        [sys.executable, str(night_killed.__file__), EVENING.isoformat()],
        env={
            **os.environ, "DATABASE_URL": address, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
            "PUMPURS_NOW": NOW.isoformat(), "PUMPURS_STORE": str(settings.STORE),
            "PUMPURS_VAR": str(settings.VAR), **environment,
        },
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def told() -> list[tuple[object, ...]]:
    """What alerts say of whom."""
    with looking_as(NIGHT):
        return sorted(AlertFact.objects.values_list("alert__learner_id", "rule", "num", "den"), key=str)


def states() -> list[str]:
    with looking_as(NIGHT):
        return sorted(ScoringRun.objects.values_list("state", flat=True))


def test_a_night_killed_with_its_alerts_written_leaves_none_and_the_next_writes_them(store: Store) -> None:
    process = child(PUMPURS_FAILPOINT="scoring.before_commit:kill")
    _, faults = process.communicate(timeout=120)

    assert process.returncode == -signal.SIGKILL, faults
    assert told() == []
    scoring.score(store=store, as_of=EVENING)
    assert states() == ["finished", "undone"]
    assert len({one[0] for one in told()}) == 2


def test_a_second_night_at_once_is_refused_and_leaves_the_first_as_it_is(store: Store) -> None:
    process = child(HOLD_ON="yes")
    assert process.stdout is not None
    assert [process.stdout.readline(), process.stdout.readline()] == ["begun\n", "in the middle\n"]

    with pytest.raises(StoreError, match="Another scoring"):
        scoring.score(store=store, as_of=EVENING)

    assert states() == ["running"]
    _, faults = process.communicate(input="go on\n", timeout=60)
    assert (process.returncode, states()) == (0, ["finished"]), faults


def test_a_night_killed_at_any_moment_ends_the_same_the_next_time(store: Store) -> None:
    draws = random.Random(20261119)
    for _ in range(MOMENTS):
        process = child()
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n", process.communicate()[1]
        time.sleep(draws.uniform(0, 1.5))
        process.kill()
        process.communicate(timeout=60)

    scoring.score(store=store, as_of=EVENING)

    after_kills, figures = told(), scoring.score(store=store, as_of=EVENING)[0].values()
    whole, _ = scoring.score(store=store, as_of=EVENING, full=True)
    assert len({one[0] for one in after_kills}) == 2
    assert (told(), whole.values()) == (after_kills, figures)
