"""Two hands at one moment: corrections of one entry and hours of one plan never pass what is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Sum

from pumpurs.programme.work.actions import correct, prepare
from pumpurs.programme.work.models import Correction, Entry, Preparation
from pumpurs.programme.work.rules import Prepared
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, by, stage
from tests.programme.two_at_once import one_during_the_other
from tests.programme.work.workday import sent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home() -> Stage:
    with transaction.atomic():
        return stage()


def takes_off(home: Stage, entry_id: UUID, minutes: int) -> Callable[[], None]:
    """A correction downwards, written in November."""

    def act() -> None:
        correct.correct(entry_id=entry_id, minutes_delta=-minutes, reason="Īsāk.", **by(home.anna, days=35))

    return act


def test_two_corrections_in_one_moment_leave_no_less_than_nothing(home: Stage) -> None:
    with transaction.atomic():
        october = sent(home, approved(home))
    with as_owner():
        entry_id = Entry.objects.get(session__sheet_id=october).id

    waited, refusals = one_during_the_other(takes_off(home, entry_id, 40), takes_off(home, entry_id, 40))

    assert (waited, refusals) == (True, ["work.correct.below_nothing"])
    with as_owner():
        assert Correction.objects.aggregate(taken=Sum("minutes_delta"))["taken"] == -40


def test_two_lines_in_one_moment_stay_within_the_plans_hours(home: Stage) -> None:
    with transaction.atomic():
        plan_id = approved(home)

    def act() -> None:
        given = Prepared(date(2026, 10, 6), 200)
        prepare.prepare(plan_id=plan_id, given=given, **by(home.anna, days=9))

    waited, refusals = one_during_the_other(act, act)

    assert (waited, refusals) == (True, ["work.prepare.over_cap"])
    with as_owner():
        assert Preparation.objects.aggregate(there=Sum("minutes"))["there"] == 200
