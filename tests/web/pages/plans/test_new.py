"""/plans/new/ — start a plan, empty or from last semester's."""

from __future__ import annotations

import pytest
from django.test import Client

from pumpurs.programme.plans.models import Plan
from tests.database import as_owner
from tests.programme.plans.stage import GOAL, SPRING_BEFORE, Stage, started, written
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of


def begun() -> list[Plan]:
    with as_owner():
        return list(Plan.objects.filter(semester="2026/1"))


def test_an_empty_plan_is_started_for_this_semester(home: Stage, anna: Client) -> None:
    answer = anna.post("/plans/new/", {"learner": str(home.janis.id), "how": "empty"})

    (plan,) = begun()
    assert (answer["Location"], plan.learner_goal) == (f"/plans/{plan.id}/write/", "")


def test_last_semesters_plan_is_offered_and_copied(home: Stage, anna: Client) -> None:
    written(home, semester=SPRING_BEFORE)

    assert 'value="copy"' in text_of(anna.get(f"/plans/new/?learner={home.janis.id}"))
    anna.post("/plans/new/", {"learner": str(home.janis.id), "how": "copy"})

    (plan,) = begun()
    assert plan.learner_goal == GOAL


def test_without_an_earlier_plan_no_copy_is_offered_and_none_is_made(home: Stage, anna: Client) -> None:
    assert 'value="copy"' not in text_of(anna.get(f"/plans/new/?learner={home.janis.id}"))

    answer = anna.post("/plans/new/", {"learner": str(home.janis.id), "how": "copy"})

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.copy.nothing_to_copy"])
    assert begun() == []


def test_where_there_is_a_plan_it_is_opened_instead(home: Stage, ieva: Client) -> None:
    plan_id = started(home)

    assert f"/plans/{plan_id}/" in text_of(ieva.get(f"/plans/new/?learner={home.janis.id}"))
    answer = ieva.post("/plans/new/", {"learner": str(home.janis.id), "how": "empty"})

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.start.there_is_one"])
    assert len(begun()) == 1


@pytest.mark.parametrize("learner", ["", "x", "00000000-0000-4000-8000-000000000001"])
def test_an_unknown_learner_is_not_found(anna: Client, learner: str) -> None:
    assert anna.get(f"/plans/new/?learner={learner}").status_code == 404
    assert anna.post("/plans/new/", {"learner": learner}).status_code == 404


def test_others_start_nothing(home: Stage) -> None:
    for name, status in (("head", 403), ("expert", 403), ("stranger", 404)):
        answer = browser_of(getattr(home, name)).post("/plans/new/", {"learner": str(home.janis.id)})
        assert answer.status_code == status
    assert begun() == []
