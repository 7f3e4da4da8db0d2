"""/plans/<id>/change/<step>/ — take back, revise, suspend, resume, remove: one question, one act."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from pumpurs.programme.plans.models import Plan
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, now_of, submitted
from tests.web.pages.plans.hands import all_of, browser_of, reasons_on, text_of


@pytest.mark.parametrize("step", ["revise", "suspend", "remove"])
def test_asking_changes_nothing(home: Stage, anna: Client, step: str) -> None:
    plan_id = approved(home)
    before = all_of(plan_id)

    assert anna.get(f"/plans/{plan_id}/change/{step}/").status_code == 200

    assert all_of(plan_id) == before


def test_suspended_resumed_and_taken_from_there(home: Stage, anna: Client) -> None:
    plan_id = approved(home)

    anna.post(f"/plans/{plan_id}/change/suspend/", {"reason_code": "long_absence", "note": "Slims."})
    assert now_of(plan_id).state == "suspended"
    anna.post(f"/plans/{plan_id}/change/resume/")

    assert now_of(plan_id).state == "under_revision"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"note": "Slims."}, "plan.suspend.no_reason"),
        ({"reason_code": "bored", "note": "Slims."}, "plan.suspend.no_reason"),
        ({"reason_code": "long_absence", "note": " "}, "plan.suspend.no_note"),
    ],
)
def test_a_suspension_not_said_whole_is_asked_again_with_what_was_typed(
    home: Stage, anna: Client, sent: dict[str, Any], code: str
) -> None:
    plan_id = approved(home)
    before = all_of(plan_id)

    answer = anna.post(f"/plans/{plan_id}/change/suspend/", sent)

    assert (answer.status_code, reasons_on(answer)) == (422, [code])
    assert f">{sent['note'].strip()}" in text_of(answer)
    assert ('value="long_absence" checked' in text_of(answer)) == (sent.get("reason_code") == "long_absence")
    assert all_of(plan_id) == before


def test_a_plan_with_money_is_not_removed(home: Stage, anna: Client) -> None:
    plan_id = approved(home)
    with as_owner():
        Plan.objects.update(money_used=True)

    answer = anna.post(f"/plans/{plan_id}/change/remove/", {"note": "Kļūda."})

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.remove.money_used"])
    assert now_of(plan_id).state == "approved"


def test_a_step_that_is_shut_leads_to_the_plan_and_an_unknown_one_nowhere(home: Stage, anna: Client) -> None:
    plan_id = submitted(home)

    assert anna.get(f"/plans/{plan_id}/change/revise/")["Location"] == f"/plans/{plan_id}/"
    assert anna.post(f"/plans/{plan_id}/change/revise/").status_code == 422
    assert anna.get(f"/plans/{plan_id}/change/explode/").status_code == 404
    assert anna.post(f"/plans/{plan_id}/change/explode/").status_code == 404


def test_others_change_nothing(home: Stage) -> None:
    plan_id = approved(home)

    for name, status in (("expert", 403), ("coordinator", 403), ("foreign_head", 404), ("stranger", 404)):
        answer = browser_of(getattr(home, name)).post(f"/plans/{plan_id}/change/remove/")
        assert answer.status_code == status, name
    assert now_of(plan_id).state == "approved"
