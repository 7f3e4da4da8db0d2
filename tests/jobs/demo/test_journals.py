"""The demo's lessons: in the store before the country is committed, with the record of the file by which they came."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from pumpurs.analytics import past
from pumpurs.analytics.datasets import own
from pumpurs.analytics.model.terms import Terms
from pumpurs.analytics.store import Store
from pumpurs.jobs.demo.journals import SAMPLE
from pumpurs.programme.alerts.models import InstitutionKey, JournalBatch, RiskModel
from pumpurs.programme.alerts.rules.journals import What, what_by_name
from pumpurs.programme.learners.models import Enrollment
from tests.web.country import built

pytestmark = pytest.mark.django_db


@pytest.fixture
def stands(settings: Settings, tmp_path: Path) -> Iterator[Store]:
    """The store of a country that is about to be committed."""
    settings.VAR = tmp_path
    store = Store(tmp_path / "store")
    with built(store):
        yield store


def key_of(batch: JournalBatch) -> int:
    assert batch.institution is not None
    return InstitutionKey.objects.get(institution=batch.institution).key


def test_the_store_holds_what_the_records_of_the_files_say(stands: Store) -> None:
    for batch in JournalBatch.objects.select_related("institution"):
        parts = list(batch.parts.order_by("month"))
        key = key_of(batch)
        assert batch.first_day is not None
        assert batch.last_day is not None
        held = stands.read("attendance", key, batch.first_day, batch.last_day + timedelta(days=1))

        assert held.num_rows == batch.rows == sum(part.rows for part in parts)
        assert max(held["day"].to_pylist()) == batch.last_day == parts[-1].last_day
        assert len(parts) > 1
    assert JournalBatch.objects.count() == 3


def test_there_are_lessons_of_a_past_semester_of_which_some_learners_left(stands: Store) -> None:
    first, second, newest = JournalBatch.objects.order_by("last_day", "rows")
    assert first.first_day is not None
    assert first.last_day is not None
    assert newest.first_day is not None
    assert first.last_day == second.last_day
    assert first.last_day < newest.first_day
    schools = [first.institution, second.institution]
    assert newest.institution in schools
    at_school = Enrollment.objects.filter(institution__in=schools, since__lt=first.first_day)
    gone = at_school.filter(until__gte=first.last_day, learner__institution__isnull=True)
    assert gone.exclude(grade__in=(9, 12), vocational=False).exists()


def test_the_sample_journal_is_the_newest_month_with_an_absence_excused_meanwhile(
    stands: Store, settings: Settings
) -> None:
    path = settings.VAR / SAMPLE
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    newest = max(JournalBatch.objects.all(), key=lambda one: str(one.last_day))
    assert newest.last_day is not None
    key = key_of(newest)
    month = newest.last_day.replace(day=1)
    held = stands.read("attendance", key, month, newest.last_day + timedelta(days=1))

    assert what_by_name(path.name) == What.ATTENDANCE
    assert len(rows) == held.num_rows
    assert {row[1][3:] for row in rows} == {f"{month:%m.%Y}"}
    assert {"ir", "attaisnots", "neattaisnots"} == {row[-1] for row in rows}
    unexcused = sum(one == 3 for one in held["status"].to_pylist())
    assert 0 < sum(row[-1] == "neattaisnots" for row in rows) < unexcused


def test_closed_semesters_and_a_model_of_them_are_there_and_the_model_is_off(stands: Store) -> None:
    sample = own.sample(stands.root / past.PAST)
    model = RiskModel.objects.get()

    assert len(sample.splits) == 2
    assert 0.02 < sample.outcome.mean() < 0.1
    assert (model.state, model.card["invented"], model.may_be_switched_on) == ("off", True, True)
    assert model.card["model"] == Terms.from_json(model.terms).hash == model.version
    assert {term.indicator for term in Terms.from_json(model.terms).terms} == {
        one.code for one in sample.columns
    }
