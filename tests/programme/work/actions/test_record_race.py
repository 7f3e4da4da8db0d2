"""Two sessions recorded at the same moment: no measure gives more than was planned, no week holds too much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Sum

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.models import Entry
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, stage
from tests.programme.two_at_once import one_during_the_other
from tests.programme.work.workday import THURSDAY, given, line, recorded

pytestmark = pytest.mark.django_db(transaction=True)
FRIDAY = THURSDAY + timedelta(days=1)  # a day holds eight hours: the ninth is another day's


@dataclass
class Scene:
    """Jānis has ten planned hours of which nine were given; Anna and Ieva both care for him."""

    people: Stage
    plan_id: UUID

    def gives(self, viewer: Viewer, begins: str, ends: str) -> Callable[[], None]:
        """The last hour, at a time of the day."""
        session = given(line(self.plan_id), day=FRIDAY, begins=begins, ends=ends)
        return lambda: _(recorded(session, viewer, days=9))


def _(_session_id: UUID) -> None:
    """Nothing: what was recorded is read from the database."""


@pytest.fixture
def scene() -> Scene:
    with transaction.atomic():
        people = stage()
        plan_id = approved(people)
        for begins, ends in (("08:00", "12:00"), ("12:00", "16:00")):
            recorded(given(line(plan_id, minutes=240), begins=begins, ends=ends), people.anna)
        recorded(given(line(plan_id), day=FRIDAY, begins="16:00", ends="17:00"), people.anna, days=9)
    return Scene(people, plan_id)


def test_two_providers_in_one_moment_give_no_more_than_was_planned(scene: Scene) -> None:
    waited, refusals = one_during_the_other(
        scene.gives(scene.people.anna, "17:00", "18:00"), scene.gives(scene.people.ieva, "18:00", "19:00")
    )

    assert waited
    assert refusals == ["work.record.over_planned"]
    with as_owner():
        assert Entry.objects.aggregate(given=Sum("minutes"))["given"] == 600


def test_a_double_click_records_one_session(scene: Scene) -> None:
    twice = scene.gives(scene.people.anna, "17:00", "18:00")

    waited, refusals = one_during_the_other(twice, twice)

    assert waited
    assert refusals == []
    with as_owner():
        assert Entry.objects.count() == 4
