"""/plans/<id>/decide/ — approve, send back or refuse, then go on to the next."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from pumpurs.programme.consents.models import Consent
from pumpurs.programme.plans.rules import plan_code
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.plans.stage import TODAY, Stage, now_of, second_hat, submitted, written
from tests.web.pages.plans.hands import all_of, browser_of, reasons_on, text_of

APPROVE = {"decision": "approve", "version": "1"}


def test_approved_it_goes_on_to_the_desk_when_nothing_waits(home: Stage, head: Client) -> None:
    plan_id = submitted(home)

    answer = head.post(f"/plans/{plan_id}/decide/", APPROVE)

    assert (answer["Location"], now_of(plan_id).state) == ("/desk/", "at_municipality")
    code = plan_code(now_of(plan_id).semester, now_of(plan_id).number)
    assert f"Saskaņots: {code}" in text_of(head.get("/desk/"))


def test_an_approval_that_names_no_version_or_another_one_is_refused(home: Stage, head: Client) -> None:
    plan_id = submitted(home)

    for sent in ({"decision": "approve"}, {**APPROVE, "version": "2"}):
        answer = head.post(f"/plans/{plan_id}/decide/", sent)
        assert (answer.status_code, reasons_on(answer)) == (422, ["plan.approve.other_version"])
    assert now_of(plan_id).state == "at_head"


def test_without_consent_in_force_no_button_approves(home: Stage, head: Client) -> None:
    plan_id = submitted(home)
    assert 'value="approve"' in text_of(head.get(f"/plans/{plan_id}/decide/"))
    with as_owner():
        Consent.objects.update(state="withdrawn", ended_on=TODAY)

    shown = text_of(head.get(f"/plans/{plan_id}/decide/"))

    assert 'value="approve"' not in shown
    assert "Piekrišana beigusies 05.10.2026." in shown


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({}, "plan.decide.nothing_chosen"),
        ({"decision": "marry"}, "plan.decide.nothing_chosen"),
        ({"decision": "send_back", "note": "  "}, "plan.send_back.says_nothing"),
        ({"decision": "refuse", "note": "Nē, jo nē."}, "plan.refuse.no_reason"),
        ({"decision": "refuse", "reason_code": "bored", "note": "Nē, jo nē."}, "plan.refuse.no_reason"),
    ],
)
def test_what_is_not_said_whole_changes_nothing_and_is_kept(
    home: Stage, head: Client, sent: dict[str, Any], code: str
) -> None:
    plan_id = submitted(home)
    before = all_of(plan_id)

    answer = head.post(f"/plans/{plan_id}/decide/", sent)

    assert (answer.status_code, reasons_on(answer)) == (422, [code])
    assert f">{sent.get('note', '').strip()}" in text_of(answer)
    assert all_of(plan_id) == before


def test_refused_and_sent_back_it_leaves_the_desk(home: Stage, head: Client) -> None:
    plan_id = submitted(home)

    head.post(
        f"/plans/{plan_id}/decide/", {"decision": "refuse", "reason_code": "no_real_threat", "note": ""}
    )

    assert now_of(plan_id).state == "inactive"


def test_all_reasons_against_an_approval_stand_on_the_page(home: Stage) -> None:
    plan_id = submitted(home)
    both = second_hat(home, home.anna, Role.HEAD, home.school)
    with as_owner():
        Consent.objects.update(state="withdrawn")
    client = browser_of(both)
    client.post("/role/", {"role": str(both.appointment_id)})

    answer = client.post(f"/plans/{plan_id}/decide/", APPROVE)

    assert reasons_on(answer) == ["plan.approve.wrote_it_herself", "plan.submit.no_consent"]
    assert 'value="approve"' not in text_of(answer)
    assert now_of(plan_id).state == "at_head"


def test_who_has_nothing_to_decide_is_led_to_the_plan(home: Stage, head: Client) -> None:
    plan_id = written(home)

    assert head.get(f"/plans/{plan_id}/decide/")["Location"] == f"/plans/{plan_id}/"


def test_others_do_not_decide(home: Stage) -> None:
    plan_id = submitted(home)

    for name, status in (("anna", 403), ("manager", 403), ("foreign_head", 404), ("coordinator", 422)):
        answer = browser_of(getattr(home, name)).post(f"/plans/{plan_id}/decide/", APPROVE)
        assert answer.status_code == status, name
    assert now_of(plan_id).state == "at_head"
