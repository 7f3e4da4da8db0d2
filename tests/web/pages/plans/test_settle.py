"""/plans/<id>/comments/<comment>/settle/ — the author marks a comment as done, or answers it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.test import Client

from pumpurs.programme.plans.actions import decide
from pumpurs.programme.plans.models import LineComment
from tests.database import as_owner
from tests.programme.plans.stage import Stage, by, now_of, submitted
from tests.web.pages.plans.hands import browser_of, dead_links, reasons_on, text_of


def returned(home: Stage) -> tuple[UUID, UUID]:
    """A plan that came back with one comment; both ids."""
    plan_id = submitted(home)
    decide.comment(plan_id=plan_id, line="risk:special_needs", text="Kurā ārstā?", **by(home.head))
    decide.send_back(plan_id=plan_id, note="", **by(home.head))
    with as_owner():
        return plan_id, LineComment.objects.get().id


def url(plan_id: UUID, comment_id: UUID) -> str:
    return f"/plans/{plan_id}/comments/{comment_id}/settle/"


def test_an_open_comment_bars_submission_with_a_link_to_where_it_is_marked_as_done(
    home: Stage, anna: Client
) -> None:
    plan_id, comment_id = returned(home)
    answer = anna.post(f"/plans/{plan_id}/submit/")
    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.submit.comment_open"])
    assert f'href="#comment-{comment_id}"' in text_of(answer)
    assert dead_links(answer) == set()
    assert f'form="settle-{comment_id}"' in text_of(answer)
    assert f'action="{url(plan_id, comment_id)}"' in text_of(answer)

    settled = anna.post(url(plan_id, comment_id), {"answer": "Pie neirologa."})

    assert settled["Location"] == f"/plans/{plan_id}/write/#comment-{comment_id}"
    shown = text_of(anna.get(f"/plans/{plan_id}/write/"))
    assert "Pie neirologa." in shown
    assert f'form="settle-{comment_id}"' not in shown
    anna.post(f"/plans/{plan_id}/submit/")
    assert now_of(plan_id).state == "at_head"


def test_a_comment_is_settled_once_and_only_by_an_author_of_this_plan(home: Stage, anna: Client) -> None:
    plan_id, comment_id = returned(home)
    assert browser_of(home.head).post(url(plan_id, comment_id)).status_code == 403
    assert browser_of(home.stranger).post(url(plan_id, comment_id)).status_code == 404
    assert anna.post(url(plan_id, uuid4())).status_code == 404
    with as_owner():
        assert LineComment.objects.get().settled_at is None

    anna.post(url(plan_id, comment_id))

    again = anna.post(url(plan_id, comment_id), {"answer": "Cits."})
    assert (again.status_code, reasons_on(again)) == (422, ["plan.comment.settled"])
