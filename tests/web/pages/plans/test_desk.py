"""/desk/: what waits for roles that decide on no plan, and the next plan after one was sent back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.plans.models import Plan
from tests.database import as_owner
from tests.programme.people_and_places import make_learner
from tests.programme.plans.stage import Stage, submitted
from tests.web.pages.plans.hands import browser_of, text_of


def another_waits(home: Stage, plan_id: UUID) -> UUID:
    with as_owner():
        plan = Plan.objects.get(pk=plan_id)
        plan.pk, plan.number, plan.learner = (
            uuid4(),
            plan.number + 1,
            make_learner(home.school, "Marta", "Kalniņa"),
        )
        plan.save(force_insert=True)
    return plan.pk


def test_after_sending_back_the_desk_offers_the_next_plan(home: Stage, head: Client) -> None:
    plan_id = submitted(home)
    following = another_waits(home, plan_id)

    answer = head.post(
        f"/plans/{plan_id}/decide/", {"decision": "send_back", "note": "Par maz."}, follow=True
    )

    assert answer.redirect_chain[-1][0].startswith("/desk/")
    assert "Nodots atpakaļ" in text_of(answer) or "Atgriezts" in text_of(answer)
    assert f'href="/plans/{following}/decide/"' in text_of(answer)


def test_what_is_no_number_of_a_plan_is_not_offered(home: Stage, head: Client) -> None:
    assert head.get("/desk/?next=//example.lv").context["following"] is None


def test_a_coordinator_sees_what_waits_at_the_school(home: Stage) -> None:
    submitted(home)
    with as_owner():
        Consent.objects.filter(learner=home.janis).update(state="asked")
        Application.objects.filter(learner=home.janis).update(state="sent")
        Consent.objects.filter(learner=home.liga).update(state="sent")  # of another school

    figures: Any = browser_of(home.school_coordinator).get("/desk/").context["figures"]

    assert (figures.plans, figures.answers.questions, figures.answers.awaiting) == (1, 1, 0)


def test_a_manager_sees_how_far_the_programme_reaches_in_few_queries(home: Stage) -> None:
    submitted(home)
    browser = browser_of(home.manager)
    browser.get("/desk/")

    with CaptureQueriesContext(connection) as queries:
        answer = browser.get("/desk/")

    figures = answer.context["figures"]
    assert (figures.plans, figures.goals.institutions, figures.goals.municipalities) == (1, 3, 2)
    assert len([one for one in queries if one["sql"].startswith(("SELECT", "INSERT", "UPDATE"))]) <= 12
