"""In which order an author's plans stand."""

from __future__ import annotations

from datetime import date

import pytest

from pumpurs.programme.learners.models import Learner
from pumpurs.programme.work.queries.preparing import plans_to_prepare
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, by, stage
from tests.programme.work.actions.test_record import _anna_anew, plan_of_another

TODAY = date(2026, 11, 5)


@pytest.fixture
def home(db: None) -> Stage:
    return stage()


def test_plans_stand_in_the_order_of_the_latvian_alphabet(home: Stage) -> None:
    approved(home)
    plan_of_another(home)
    with as_owner():
        Learner.objects.filter(pk=home.janis.pk).update(family_name="Ķirsis")
        Learner.objects.filter(given_name="Marta").update(family_name="Stūrīte")
    anna = _anna_anew(home)
    by(anna)

    names = [one.learner for one in plans_to_prepare(viewer=anna, today=TODAY)]

    assert names == ["Jānis Ķirsis", "Marta Stūrīte"]
