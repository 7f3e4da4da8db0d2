"""/plans/<id>/goal/ — the learner's goal."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.programme.plans.stage import Stage, now_of, started, submitted
from tests.web.pages.plans.hands import PART, all_of, browser_of, reasons_on, text_of, value_of


def test_saved_without_javascript_it_leads_back_to_its_section(home: Stage, anna: Client) -> None:
    plan_id = started(home)

    answer = anna.post(f"/plans/{plan_id}/goal/", {"goal": "Pabeigt 9. klasi.", "revision": "0"})

    assert (answer.status_code, answer["Location"]) == (302, f"/plans/{plan_id}/write/#goal")
    assert now_of(plan_id).learner_goal == "Pabeigt 9. klasi."


def test_saved_as_a_part_it_answers_with_the_new_revision(home: Stage, anna: Client) -> None:
    plan_id = started(home)

    answer = anna.post(f"/plans/{plan_id}/goal/", {"goal": "Pabeigt.", "revision": "0"}, headers=PART)

    assert answer.status_code == 200
    assert "<html" not in text_of(answer)
    assert value_of(answer, "goal-revision") == "1"


def test_a_clash_shows_both_texts_and_builds_upon_theirs(home: Stage, anna: Client, ieva: Client) -> None:
    plan_id = started(home)
    ieva.post(f"/plans/{plan_id}/goal/", {"goal": "Ievas teksts.", "revision": "0"})
    before = all_of(plan_id)

    answer = anna.post(f"/plans/{plan_id}/goal/", {"goal": "Annas teksts.", "revision": "0"})

    assert answer.status_code == 422
    assert reasons_on(answer) == ["plan.write.changed_meanwhile"]
    assert "Ievas teksts." in text_of(answer)
    assert ">Annas teksts.</textarea>" in text_of(answer)
    assert value_of(answer, "goal-revision") == "1"
    assert all_of(plan_id) == before


def test_a_clash_as_a_part_shows_theirs_and_hands_over_the_revision(
    home: Stage, anna: Client, ieva: Client
) -> None:
    plan_id = started(home)
    ieva.post(f"/plans/{plan_id}/goal/", {"goal": "Ievas <teksts>.", "revision": "0"})

    answer = anna.post(f"/plans/{plan_id}/goal/", {"goal": "Annas.", "revision": "0"}, headers=PART)

    assert answer.status_code == 422
    assert "<html" not in text_of(answer)
    assert "Ievas &lt;teksts&gt;." in answer.content.decode()
    assert value_of(answer, "goal-revision") == "1"
    again = anna.post(f"/plans/{plan_id}/goal/", {"goal": "Abu.", "revision": "1"}, headers=PART)
    assert (again.status_code, now_of(plan_id).learner_goal) == (200, "Abu.")


def test_a_letter_that_no_database_keeps_is_no_fault(home: Stage, anna: Client) -> None:
    plan_id = started(home)

    answer = anna.post(f"/plans/{plan_id}/goal/", {"goal": "Pa\x00beigt.", "revision": "0"})

    assert answer.status_code == 302
    assert now_of(plan_id).learner_goal == "Pabeigt."


@pytest.mark.parametrize(("name", "status"), [("head", 403), ("expert", 403), ("stranger", 404)])
def test_others_do_not_write_it(home: Stage, name: str, status: int) -> None:
    plan_id = started(home)

    answer = browser_of(getattr(home, name)).post(f"/plans/{plan_id}/goal/", {"goal": "x", "revision": "0"})

    assert (answer.status_code, now_of(plan_id).learner_goal) == (status, "")


def test_a_submitted_plan_says_why_it_cannot_be_written(home: Stage, anna: Client) -> None:
    plan_id = submitted(home)
    before = all_of(plan_id)

    answer = anna.post(f"/plans/{plan_id}/goal/", {"goal": "Vēl.", "revision": "1"})

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.write.wrong_state"])
    assert all_of(plan_id) == before
