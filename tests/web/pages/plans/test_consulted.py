"""/plans/<id>/consulted/ — who was consulted, and the hours for preparing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.test import Client

from tests.programme.plans.stage import Stage, now_of, started
from tests.web.pages.plans.hands import PART, all_of, reasons_on, text_of, value_of


def typed(**more: Any) -> dict[str, Any]:
    return {
        "consulted": ["family", "class_teacher"],
        "note": "Mamma nāks.",
        "preparation_hours": "4,5",
        "revision": "0",
    } | more


def test_saved_with_a_latvian_comma(home: Stage, anna: Client) -> None:
    plan_id = started(home)

    answer = anna.post(f"/plans/{plan_id}/consulted/", typed())

    plan = now_of(plan_id)
    assert (answer.status_code, plan.preparation_hours) == (302, Decimal("4.5"))
    assert (plan.consulted, plan.consulted_note) == (["class_teacher", "family"], "Mamma nāks.")


def test_saved_as_a_part_it_answers_with_the_new_revision(home: Stage, anna: Client) -> None:
    plan_id = started(home)

    answer = anna.post(f"/plans/{plan_id}/consulted/", typed(), headers=PART)

    assert value_of(answer, "consulted-revision") == "1"


def test_too_many_hours_are_refused_and_everything_typed_is_kept(home: Stage, anna: Client) -> None:
    plan_id = started(home)
    before = all_of(plan_id)

    answer = anna.post(f"/plans/{plan_id}/consulted/", typed(preparation_hours="6,1"))

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.preparation.over_most"])
    assert ">Mamma nāks.</textarea>" in text_of(answer)
    assert value_of(answer, "preparation") == "6,1"
    assert 'value="family" checked' in text_of(answer)
    assert all_of(plan_id) == before


def test_a_form_that_does_not_read_is_refused_with_its_place(home: Stage, anna: Client) -> None:
    plan_id = started(home)

    answer = anna.post(
        f"/plans/{plan_id}/consulted/", typed(preparation_hours="daudz", consulted=["astrologer"])
    )

    assert answer.status_code == 422
    assert set(reasons_on(answer)) <= {"form.invalid", "form.fault"}
    assert now_of(plan_id).consulted == []


def test_after_a_typing_fault_a_stale_form_still_clashes(home: Stage, anna: Client, ieva: Client) -> None:
    plan_id = started(home)
    ieva.post(f"/plans/{plan_id}/consulted/", typed(note="Ievas."))

    faulty = anna.post(f"/plans/{plan_id}/consulted/", typed(note="Annas.", preparation_hours="daudz"))
    seen = value_of(faulty, "consulted-revision")
    answer = anna.post(f"/plans/{plan_id}/consulted/", typed(note="Annas.", revision=seen))

    assert reasons_on(answer) == ["plan.write.changed_meanwhile"]
    assert now_of(plan_id).consulted_note == "Ievas."
    assert "Ievas." in text_of(answer)
