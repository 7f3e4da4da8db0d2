"""At every step towards support the family agrees now: asked for at each level, under the learner's lock."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.plans.actions import decide
from pumpurs.programme.plans.models import Plan
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import TODAY, Stage, asked, by, codes, now_of, stage, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


LOCK = re.compile(r'FROM "(\w+)".* FOR UPDATE', re.DOTALL)


@pytest.mark.parametrize(
    ("step", "name", "more"),
    [
        ("approve", "head", {}),
        ("send_back", "head", {"note": "Īsāk."}),
        ("refuse", "head", {"reason_code": "no_real_threat", "note": ""}),
        ("take_back", "anna", {}),
    ],
)
def test_the_learner_is_locked_before_the_plan_so_that_no_withdrawal_comes_between(
    home: Stage, step: str, name: str, more: dict[str, Any]
) -> None:
    plan_id = submitted(home)
    given = asked(plan_id, getattr(home, name), **more)

    with CaptureQueriesContext(connection) as queries:
        getattr(decide, step)(**given)

    locks = [found[1] for query in queries if (found := LOCK.search(query["sql"]))]
    assert locks == ["learners_learner", "consents_consent", "plans_plan"]


def test_learners_are_locked_before_plans_when_several_are_approved(home: Stage) -> None:
    plan_id = submitted(home)
    with as_owner():
        Plan.objects.update(is_clean=True)
    given = by(home.head)

    with CaptureQueriesContext(connection) as queries:
        decide.approve_many(read={plan_id: 1}, **given)

    locks = [found[1] for query in queries if (found := LOCK.search(query["sql"]))]
    assert locks == ["learners_learner", "consents_consent", "plans_plan"]


@pytest.mark.parametrize("paper", [Consent, Application])
@pytest.mark.parametrize("levels", [0, 1, 2])
def test_what_the_family_withdrew_meanwhile_stops_the_approval_at_every_level(
    home: Stage, levels: int, paper: type[Consent] | type[Application]
) -> None:
    plan_id, chain = submitted(home), (home.head, home.coordinator, home.expert)
    for turn in range(levels):
        decide.approve(plan_id=plan_id, **by(chain[turn], days=turn))
    before = now_of(plan_id).state
    with as_owner():
        paper.objects.update(state="withdrawn", ended_on=TODAY)

    with pytest.raises(Refused) as refusal:
        decide.approve(plan_id=plan_id, **by(chain[levels], days=levels))

    assert codes(refusal) == [f"plan.submit.no_{paper._meta.model_name}"]
    assert now_of(plan_id).state == before
