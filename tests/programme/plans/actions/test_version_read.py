"""An approval is of the version that was read, not of one that was put in its place meanwhile."""

from __future__ import annotations

import pytest

from pumpurs.programme.plans.actions import decide
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import Stage, by, codes, now_of, stage, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    with as_owner():
        return stage()


def test_a_version_that_was_swapped_while_it_was_read_is_not_approved(home: Stage) -> None:
    plan_id = submitted(home)
    read = now_of(plan_id).version
    decide.take_back(plan_id=plan_id, **by(home.anna, days=1))
    decide.submit(plan_id=plan_id, **by(home.anna, days=1))

    with pytest.raises(Refused) as refusal:
        decide.approve(plan_id=plan_id, version=read, **by(home.head, days=2))

    assert codes(refusal) == ["plan.approve.other_version"]
    assert now_of(plan_id).state == "at_head"


def test_the_version_that_was_read_is_approved(home: Stage) -> None:
    plan_id = submitted(home)

    decide.approve(plan_id=plan_id, version=now_of(plan_id).version, **by(home.head, days=1))

    assert now_of(plan_id).state == "at_municipality"
