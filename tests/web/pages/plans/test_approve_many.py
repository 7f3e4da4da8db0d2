"""/desk/approve/ — several clean plans at once, all or none; and the desk they stand on."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.test import Client

from pumpurs.programme.plans.models import Plan
from tests.database import as_owner
from tests.programme.plans.stage import Stage, now_of, submitted
from tests.web.pages.plans.hands import all_of, browser_of, reasons_on, text_of


def clean(home: Stage) -> UUID:
    plan_id = submitted(home)
    with as_owner():
        Plan.objects.update(is_clean=True)
    return plan_id


def mark(plan_id: UUID, version: int = 1) -> str:
    """What the desk's box of a plan sends: the plan and the version that was seen."""
    return f"{plan_id}:{version}"


def test_marked_plans_are_approved(home: Stage, head: Client) -> None:
    plan_id = clean(home)
    assert f'value="{mark(plan_id)}"' in text_of(head.get("/desk/"))

    answer = head.post("/desk/approve/", {"pick": [mark(plan_id)]})

    assert (answer["Location"], now_of(plan_id).state) == ("/desk/", "at_municipality")


def test_a_plan_to_read_has_no_mark_and_is_refused_if_sent_all_the_same(home: Stage, head: Client) -> None:
    plan_id = submitted(home)
    before = all_of(plan_id)
    assert f'value="{mark(plan_id)}"' not in text_of(head.get("/desk/"))

    answer = head.post("/desk/approve/", {"pick": [mark(plan_id)]})

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.approve.not_clean"])
    assert all_of(plan_id) == before


@pytest.mark.parametrize("pick", [[], ["x"], [""]])
def test_nothing_marked_is_said(home: Stage, head: Client, pick: list[str]) -> None:
    answer = head.post("/desk/approve/", {"pick": pick})

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.approve.nothing_marked"])


def test_marks_are_kept_when_the_approval_is_refused(home: Stage, head: Client) -> None:
    plan_id = clean(home)

    answer = head.post("/desk/approve/", {"pick": [mark(plan_id), "x"]})

    assert answer.status_code == 422
    assert f'value="{mark(plan_id)}" checked' in text_of(answer)


def test_out_of_reach_is_not_found_and_other_roles_are_turned_away(home: Stage, head: Client) -> None:
    plan_id = clean(home)

    assert head.post("/desk/approve/", {"pick": [mark(plan_id), mark(uuid4())]}).status_code == 404
    assert browser_of(home.foreign_head).post("/desk/approve/", {"pick": [mark(plan_id)]}).status_code == 404
    assert browser_of(home.anna).post("/desk/approve/", {"pick": [mark(plan_id)]}).status_code == 403
    assert now_of(plan_id).state == "at_head"


@pytest.mark.parametrize("version", ["", ":2", ":x"])
def test_a_mark_of_another_version_is_refused(home: Stage, head: Client, version: str) -> None:
    plan_id = clean(home)

    answer = head.post("/desk/approve/", {"pick": [f"{plan_id}{version}"]})

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.approve.changed_since"])
    assert now_of(plan_id).state == "at_head"
