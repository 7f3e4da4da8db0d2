"""A page costs the same number of queries for one learner and for fifty: each role's desk, lists, learner and plan."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.plans.models import Measure, Plan, RiskJudgement
from tests.database import as_owner
from tests.programme.people_and_places import care_for, make_class, make_learner
from tests.programme.plans.stage import Stage, appointment_of, signed, submitted
from tests.web.pages.plans.hands import browser_of

MANY = 50
MOST_QUERIES = 12
COUNTED = ("SELECT", "INSERT", "UPDATE")
ROLES = {"anna": "draft", "head": "at_head", "coordinator": "at_municipality", "expert": "at_agency"}


def multiply(home: Stage, plan_id: UUID) -> None:
    """The plan of Jānis stands there fifty times, of as many learners of one class that Anna cares for."""
    plan = Plan.objects.get(pk=plan_id)
    lines = [*Measure.objects.filter(plan=plan), *RiskJudgement.objects.filter(plan=plan)]
    group = make_class(home.school, "7.b")
    care_for(appointment_of(home.anna), group)
    for turn in range(1, MANY):
        learner = make_learner(home.school, "Marta", f"Kalniņa {turn}", school_class=group)
        signed(learner)
        plan.pk, plan.number, plan.learner = uuid4(), plan.number + 1, learner
        plan.save(force_insert=True)
        for line in lines:
            line.pk, line.plan, line.learner_id = uuid4(), plan, learner.id
            line.save(force_insert=True)


def cost(browser: Client, path: str, *, rows: int | None = None) -> int:
    """How many queries the page takes; `rows` of a table it must show, or the comparison says nothing."""
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(path)
    assert answer.status_code == 200
    if rows is not None:
        assert answer.content.decode().count("<tr") == rows + 1, path
    return len([one for one in queries if one["sql"].startswith(COUNTED)])


@pytest.mark.parametrize("name", ROLES)
def test_fifty_rows_cost_the_queries_of_one(home: Stage, name: str) -> None:
    plan_id = submitted(home)
    viewer: Viewer = getattr(home, name)
    browser = browser_of(viewer)
    with as_owner():
        Plan.objects.filter(pk=plan_id).update(state=ROLES[name], is_clean=True)
    lists = {"/desk/": 1, "/plans/": 1, "/learners/": 1}
    others = (f"/learners/{home.janis.id}/", f"/plans/{plan_id}/")
    browser.get("/desk/")

    if name == "expert":
        lists.pop("/learners/")  # learners of two schools are in sight already
    one = {path: cost(browser, path, rows=rows) for path, rows in lists.items()}
    one |= {path: cost(browser, path) for path in others}
    with as_owner():
        multiply(home, plan_id)
        assert Learner.objects.filter(institution=home.school).count() == MANY
        assert Consent.objects.count() + Application.objects.count() > 2 * MANY
    fifty = {path: cost(browser, path, rows=rows * MANY) for path, rows in lists.items()}
    fifty |= {path: cost(browser, path) for path in others}

    assert fifty == one
    assert {path: queries for path, queries in one.items() if queries > MOST_QUERIES} == {}
