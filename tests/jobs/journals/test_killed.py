"""Killed at any moment, intake leaves the old months or the new ones; started again, it ends as without the kill."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from pumpurs.jobs.journals.places import store
from pumpurs.jobs.journals.tasks import finish
from tests.jobs.journals import killed
from tests.jobs.journals.school import NOW, School, journal, line, taken

ROOT = Path(__file__).resolve().parents[3]
DAYS = range(1, 20)
pytestmark = pytest.mark.django_db(transaction=True)


def child(*words: str, **environment: str) -> subprocess.Popen[str]:
    """The other process, on the same database and store."""
    given = connection.settings_dict
    address = (
        f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    )
    return subprocess.Popen(
        [sys.executable, str(killed.__file__), *words],
        env={
            **os.environ, "DATABASE_URL": address, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
            "PUMPURS_NOW": NOW.isoformat(), "PUMPURS_STORE": str(settings.STORE),
            "PUMPURS_VAR": str(settings.VAR), **environment,
        },
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def months(status: str) -> list[str]:
    """October with every lesson marked so."""
    return [line("L1", f"{day:02}.10.2026", 1, "Sports", status) for day in DAYS]


def statuses(school: School) -> set[Any]:
    """What the store holds now: 0 before, 3 after, both if it was torn."""
    with transaction.atomic():
        rows = school.rows()
    assert len(rows) == len(DAYS)
    return {row[4] for row in rows}


@pytest.mark.parametrize(
    ("failpoint", "left"),
    [("journal.read", {0}), ("journal.kept", {0}), ("journal.stored", {3}), ("journal.given_back", {0})],
)
def test_killed_at_a_failpoint_it_is_finished_by_the_next(
    failpoint: str, left: set[int], school: School, folder: Path
) -> None:
    with transaction.atomic():
        taken(journal(folder, months("ir"), name="pirms.csv"), school)
    path = journal(folder, months("n"))
    way = "there and back" if failpoint == "journal.given_back" else "there"

    process = child(way, str(path), str(school.institution.id), PUMPURS_FAILPOINT=f"{failpoint}:kill")
    _, faults = process.communicate(timeout=120)

    assert process.returncode == -signal.SIGKILL, faults
    assert statuses(school) == left
    finish(0)
    assert statuses(school) == ({3} if failpoint in ("journal.kept", "journal.stored") else {0})


def test_killed_at_any_moment_nothing_is_torn_and_the_same_again_ends_the_same(
    school: School, folder: Path
) -> None:
    with transaction.atomic():
        taken(journal(folder, months("ir"), name="pirms.csv"), school)
    old = store().manifest().version()
    path = journal(folder, months("n"))
    draws = random.Random(20261020)

    for _ in range(2):
        process = child("there", str(path), str(school.institution.id))
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n", process.communicate()[1]
        time.sleep(draws.uniform(0, 0.4))
        process.kill()
        process.communicate(timeout=60)
        assert statuses(school) in ({0}, {3})

    finish(0)
    with transaction.atomic():
        card = taken(path, school)
    assert card.state == "taken"
    assert statuses(school) == {3}
    assert store().manifest().version() != old
