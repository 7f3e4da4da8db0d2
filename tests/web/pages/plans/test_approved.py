"""/plans/<id>/approved/ — the version approved last, on the screen while another one is written."""

from __future__ import annotations

from django.test import Client

from pumpurs.programme.consents.models import Consent
from pumpurs.programme.plans.actions import change, write
from tests.database import as_owner
from tests.programme.plans.stage import GOAL, TODAY, Stage, approved, by, now_of, submitted
from tests.web.pages.plans.hands import browser_of, text_of


def test_a_plan_under_revision_leads_to_what_was_approved_and_back(home: Stage, anna: Client) -> None:
    plan_id = approved(home)
    assert f"/plans/{plan_id}/approved/" not in text_of(anna.get(f"/plans/{plan_id}/"))
    change.revise(plan_id=plan_id, **by(home.anna, days=5))
    write.write_goal(plan_id=plan_id, text="Jauns mērķis.", revision=1, **by(home.anna))
    plan = text_of(anna.get(f"/plans/{plan_id}/"))
    assert f"/plans/{plan_id}/approved/" in plan
    assert f"/plans/{plan_id}/change/discard/" in plan

    shown = text_of(anna.get(f"/plans/{plan_id}/approved/"))
    assert GOAL in shown
    assert "Jauns mērķis." not in shown

    answer = anna.post(f"/plans/{plan_id}/change/discard/")
    assert (answer["Location"], now_of(plan_id).state) == (f"/plans/{plan_id}/", "approved")
    assert GOAL in text_of(anna.get(f"/plans/{plan_id}/"))


def test_before_an_approval_and_out_of_reach_there_is_none(home: Stage, anna: Client) -> None:
    plan_id = submitted(home)

    assert anna.get(f"/plans/{plan_id}/approved/").status_code == 404
    assert browser_of(home.foreign_head).get(f"/plans/{plan_id}/approved/").status_code == 404


def test_every_page_of_an_approved_plan_says_since_when_the_consent_has_ended(
    home: Stage, anna: Client
) -> None:
    plan_id = approved(home)
    said = "Piekrišana beigusies 05.10.2026."
    assert said not in text_of(anna.get(f"/plans/{plan_id}/"))
    with as_owner():
        Consent.objects.update(state="withdrawn", ended_on=TODAY)

    for page in (f"/plans/{plan_id}/", f"/plans/{plan_id}/approved/"):
        assert said in text_of(anna.get(page)), page
    assert "piekrišana beigusies 05.10.2026." in text_of(anna.get("/plans/"))
    assert now_of(plan_id).state == "approved"


def test_the_programme_manager_is_told_why_there_is_no_word_on_the_learner(home: Stage) -> None:
    plan_id = approved(home)
    manager = browser_of(home.manager)

    for page in (f"/plans/{plan_id}/", f"/plans/{plan_id}/approved/"):
        shown = text_of(manager.get(page))
        assert "Jūsu lomā redzams atbalsts un tā izmaksas." in shown, page
        assert "Pedagoga konsultācijas" in shown, page
        for hidden in (GOAL, "Matemātika", "Nokārtoti divi parādi.", "Neattaisnoti"):
            assert hidden not in shown, (page, hidden)
