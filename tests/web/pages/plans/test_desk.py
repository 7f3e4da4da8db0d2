"""/desk/: what waits for roles that decide on no plan, and the next plan after one was sent back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.plans.models import Plan
from tests.database import as_owner
from tests.programme.people_and_places import make_institution, make_learner
from tests.programme.plans.stage import NOW, Stage, joined, signed, submitted
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


def test_an_approver_sees_how_much_waits_since_when_and_what_is_clean(home: Stage, head: Client) -> None:
    plan_id = submitted(home)
    later = another_waits(home, plan_id)
    with as_owner():
        signed(Plan.objects.get(pk=later).learner)
        Plan.objects.filter(pk=plan_id).update(waiting_since=NOW - timedelta(days=9), is_clean=True)

    answer = head.get("/desk/")
    queue = answer.context["queue"]

    assert (queue.waiting, queue.oldest_since, queue.clean) == (2, NOW - timedelta(days=9), 1)
    assert "9 dienas" in text_of(answer)


def test_a_plan_is_clean_only_while_the_family_agrees(home: Stage, head: Client) -> None:
    plan_id = submitted(home)
    with as_owner():
        Plan.objects.filter(pk=plan_id).update(is_clean=True)
        Consent.objects.filter(learner=home.janis).update(state="withdrawn")

    assert head.get("/desk/").context["queue"].clean == 0


def test_a_municipal_coordinator_sees_which_schools_have_no_plan_this_semester(home: Stage) -> None:
    plan_id = submitted(home)
    with as_owner():
        joined(make_institution("Amatas pamatskola", partner=home.school.partner))
        make_institution("Nītaures pamatskola", partner=home.school.partner)  # takes no part yet
    browser = browser_of(home.coordinator)

    first = browser.get("/desk/")
    with as_owner():
        Plan.objects.filter(pk=plan_id).update(state="inactive")
    second = browser.get("/desk/")

    assert (first.context["schools"].names, first.context["schools"].of) == (
        ("Amatas pamatskola",),
        2,
    )
    assert second.context["schools"].names == ("Amatas pamatskola", "Priekuļu vidusskola")
    assert "Amatas pamatskola" in text_of(first)
    assert "Vandzenes pamatskola" not in text_of(first)


@pytest.mark.parametrize("name", ["anna", "school_coordinator", "manager"])
def test_who_decides_on_no_plan_has_no_queue(home: Stage, name: str) -> None:
    submitted(home)

    assert browser_of(getattr(home, name)).get("/desk/").context["queue"] is None
