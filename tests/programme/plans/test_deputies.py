"""A deputy of the head: decides on the days of the absence, but not about what she wrote, and not a day longer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.people.actions.deputy import name_deputy
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.people.queries import places_of
from pumpurs.programme.plans.actions import decide
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import viewer_for
from tests.programme.plans.stage import TODAY, Stage, by, codes, now_of, stage, submitted

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def home() -> Stage:
    return stage()


def deputy(home: Stage, whom: Viewer) -> Viewer:
    """Somebody of the school stands in for the head, today only."""
    assert home.head.appointment_id is not None
    with as_owner():
        account = Account.objects.get(pk=whom.account_id)
    raise_wall(home.head)
    made = name_deputy(
        appointment_id=home.head.appointment_id, name=account.name, email=account.email, since=TODAY, last_day=TODAY,
        viewer=home.head, today=TODAY,
    )  # fmt: skip
    with as_owner():
        return viewer_for(Appointment.objects.get(pk=made.appointment_id), today=TODAY)


def test_a_deputy_decides_as_the_head_would(home: Stage) -> None:
    plan_id = submitted(home)

    decide.approve(plan_id=plan_id, **by(deputy(home, home.ieva)))

    assert now_of(plan_id).state == "at_municipality"


def test_the_author_does_not_approve_her_own_plan_as_the_heads_deputy(home: Stage) -> None:
    plan_id = submitted(home)

    with pytest.raises(Refused) as refusal:
        decide.approve(plan_id=plan_id, **by(deputy(home, home.anna)))

    assert codes(refusal) == ["plan.approve.wrote_it_herself"]


def test_after_the_last_day_the_deputy_has_no_such_place_and_reaches_nothing_by_it(home: Stage) -> None:
    plan_id = submitted(home)
    gone = deputy(home, home.ieva)

    with as_owner():
        roles = {place.role for place in places_of(account_id=gone.account_id, today=TOMORROW)}
        with pytest.raises(StopIteration):
            viewer_for(Appointment.objects.get(pk=gone.appointment_id), today=TOMORROW)
    assert Role.HEAD not in roles
    assert now_of(plan_id).state == "at_head"
