"""Two hands at one moment: corrections of one entry and hours of one plan never pass what is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

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


def takes_off(home: Stage, entry_id: UUID, minutes: int, form_key: UUID | None = None) -> Callable[[], None]:
    """A correction downwards, written in November."""
    given: dict[str, Any] = {"entry_id": entry_id, "minutes_delta": -minutes, "reason": "Īsāk."}

    def act() -> None:
        correct.correct(**given, form_key=form_key or uuid4(), **by(home.anna, days=35))

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


def test_a_double_press_of_one_form_takes_off_once(home: Stage) -> None:
    with transaction.atomic():
        october = sent(home, approved(home))
    with as_owner():
        entry_id = Entry.objects.get(session__sheet_id=october).id
    press = takes_off(home, entry_id, 10, uuid4())

    waited, refusals = one_during_the_other(press, press)

    assert (waited, refusals) == (True, [])
    with as_owner():
        assert Correction.objects.aggregate(taken=Sum("minutes_delta"))["taken"] == -10


def test_two_lines_in_one_moment_stay_within_the_plans_hours(home: Stage) -> None:
    with transaction.atomic():
        plan_id = approved(home)

    def act() -> None:
        given = Prepared(date(2026, 10, 6), 200)
        prepare.prepare(plan_id=plan_id, given=given, form_key=uuid4(), **by(home.anna, days=9))

    waited, refusals = one_during_the_other(act, act)

    assert (waited, refusals) == (True, ["work.prepare.over_cap"])
    with as_owner():
        assert Preparation.objects.aggregate(there=Sum("minutes"))["there"] == 200
