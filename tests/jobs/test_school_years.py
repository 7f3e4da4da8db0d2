"""School years of learners in the night's figures: who repeats a grade, and the grade of the day that is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from pumpurs.analytics.engines import engine
from pumpurs.analytics.scoring import Result, rules_on, run
from pumpurs.analytics.store import Store
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs import scoring
from pumpurs.programme.alerts.actions.keys import keys_of_learners
from pumpurs.programme.learners.models import Enrollment, Learner
from pumpurs.programme.partners.models import Institution
from tests.database import as_owner
from tests.jobs.lessons import write_journal
from tests.programme.alerts.nights import EVENING, NIGHT, School
from tests.programme.people_and_places import make_institution

pytestmark = pytest.mark.django_db
EDGE = date(2027, 9, 1)
NEXT_AUTUMN = date(2027, 9, 27)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    before, settings.FIXED_NOW = settings.FIXED_NOW, datetime(2027, 9, 28, 9, tzinfo=UTC)
    yield Store(tmp_path / "store")
    settings.FIXED_NOW = before


def goes_on(learner: Learner, grade: int, institution: Institution | None = None) -> None:
    """The learner's next school year."""
    rows = Enrollment.objects.filter(learner=learner, until=None)
    there = rows.get().institution
    rows.update(until=EDGE)
    Enrollment.objects.create(
        learner=learner, institution=institution or there, school_year="2027/2028", grade=grade, since=EDGE
    )


def found(store: Store, evening: date) -> Result:
    """The rules over an evening, with the register as it is known in the autumn after."""
    with looking_as(NIGHT):
        store.put("enrolment", scoring.enrolment(viewer=NIGHT, as_of=NEXT_AUTUMN))
    with engine("duckdb", threads=1) as duck:
        return run(store, evening, rules_on(evening), duck)


def hit_by(result: Result, rule: str) -> set[int]:
    return {one["learner"] for one in result.hits().to_pylist() if one["rule"] == rule}


def keys(school: School, *numbers: int) -> set[int]:
    with looking_as(NIGHT):
        known = keys_of_learners(viewer=NIGHT, learners=[one.id for one in school.learners])
    return {known[school.learners[number].id] for number in numbers}


def test_who_learns_in_the_grade_of_last_year_repeats_it_at_whatever_school(store: Store) -> None:
    with as_owner():
        school, other = School(learners=4), make_institution("Raunas pamatskola")
        goes_on(school.learners[0], 7)
        goes_on(school.learners[1], 7, other)
        goes_on(school.learners[2], 8)  # the fourth: no list of the new year yet
    result = found(store, NEXT_AUTUMN)

    assert hit_by(result, "grade_repeated") == keys(school, 0, 1)
    assert {one["indicator"] for one in result.values().to_pylist()} == {"repeated_grade"}


def test_a_past_evening_finds_the_grade_of_then(store: Store) -> None:
    with as_owner():
        school = School()
        Enrollment.objects.update(grade=3)
        goes_on(school.learners[0], 4)
        goes_on(school.learners[1], 3)
    write_journal(store, school, [8, 8])  # of 120 lessons: too many in grade 3, not in grade 4

    result = found(store, EVENING)

    assert hit_by(result, "many_unexcused") == keys(school, 0, 1)
    assert set(result.hits()["grade"].to_pylist()) == {3}
    assert not hit_by(result, "grade_repeated")


def test_a_row_that_ended_as_it_began_never_was(store: Store) -> None:
    with as_owner():
        school = School(learners=1)
        goes_on(school.first, 8)
        Enrollment.objects.filter(until=None).update(until=EDGE)

    with looking_as(NIGHT):
        rows = scoring.enrolment(viewer=NIGHT, as_of=NEXT_AUTUMN)

    assert rows["school_year"].to_pylist() == [2026]
