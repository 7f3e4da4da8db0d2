"""/plans/<id>/comment/ — a comment on one line."""

from __future__ import annotations

from django.test import Client

from tests.programme.plans.stage import Stage, submitted
from tests.web.pages.plans.hands import all_of, browser_of, dead_links, reasons_on, text_of


def test_added_it_leads_back_to_its_line(home: Stage, head: Client) -> None:
    plan_id = submitted(home)

    answer = head.post(f"/plans/{plan_id}/comment/", {"line": "risk:paid_work", "text": "Kurās dienās?"})

    assert answer["Location"] == f"/plans/{plan_id}/decide/#risk-paid_work"


def test_it_stands_on_the_line_for_the_approver(home: Stage, head: Client) -> None:
    plan_id = submitted(home)
    head.post(f"/plans/{plan_id}/comment/", {"line": "risk:unexcused_absence", "text": "Kurās dienās?"})

    answer = head.get(f"/plans/{plan_id}/decide/")

    assert text_of(answer).count("Kurās dienās?") == 1
    assert dead_links(answer) == set()


def test_without_words_or_a_line_nothing_is_added(home: Stage, head: Client) -> None:
    plan_id = submitted(home)
    before = all_of(plan_id)

    for sent, code in (
        ({"line": "goal", "text": " "}, "plan.comment.empty"),
        ({"line": "nowhere\r\nX-Evil: 1", "text": "Kurās?"}, "plan.comment.no_such_line"),
        ({}, "plan.comment.no_such_line"),
    ):
        answer = head.post(f"/plans/{plan_id}/comment/", sent)
        assert (answer.status_code, reasons_on(answer)) == (422, [code])
    assert all_of(plan_id) == before


def test_others_do_not_comment(home: Stage) -> None:
    plan_id = submitted(home)

    for name, status in (("anna", 403), ("foreign_head", 404), ("expert", 422)):
        answer = browser_of(getattr(home, name)).post(
            f"/plans/{plan_id}/comment/", {"line": "goal", "text": "x"}
        )
        assert answer.status_code == status, name
