"""/plans/<id>/measures/<measure>/ — change one measure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from pumpurs.programme.plans.models import Measure
from pumpurs.rulebook import measures
from tests.database import as_owner
from tests.programme.plans.stage import Stage, written
from tests.web.pages.plans.hands import all_of, browser_of, reasons_on, text_of, value_of


def typed(**more: Any) -> dict[str, Any]:
    return {
        "hours_planned": "8", "subject": "Fizika", "risks": ["unexcused_absence"], "first": "2026-09-01",
        "last": "2026-12-18", "expected_result": "Nokārtots.", "revision": "1",
    } | more  # fmt: skip


def the_measure() -> Measure:
    with as_owner():
        return Measure.objects.get()


def url(plan_id: UUID) -> str:
    return f"/plans/{plan_id}/measures/{the_measure().id}/"


def revision_on(answer: Any) -> str:
    html = answer.content.decode()
    start = html.index('name="revision" value="') + len('name="revision" value="')
    return str(html[start : html.index('"', start)])


def test_it_stands_in_its_form(home: Stage, anna: Client) -> None:
    answer = anna.get(url(written(home)))

    assert value_of(answer, "id_subject") == "Matemātika"
    assert value_of(answer, "id_hours_planned") == "10,0"
    assert revision_on(answer) == "1"


def test_changed_it_adds_up_again(home: Stage, anna: Client) -> None:
    plan_id = written(home)

    answer = anna.post(url(plan_id), typed())

    assert answer["Location"] == f"/plans/{plan_id}/write/#measures"
    row = the_measure()
    assert (row.hours_planned, row.subject, row.revision) == (Decimal("8.0"), "Fizika", 2)


def test_a_clash_shows_theirs_keeps_mine_and_can_be_saved_then(
    home: Stage, anna: Client, ieva: Client
) -> None:
    plan_id = written(home)
    ieva.post(url(plan_id), typed(expected_result="Ievas."))
    before = all_of(plan_id)

    answer = anna.post(url(plan_id), typed(expected_result="Annas."))

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.write.changed_meanwhile"])
    assert "Ievas." in text_of(answer)
    assert "Annas.</textarea>" in text_of(answer)
    assert all_of(plan_id) == before
    assert anna.post(url(plan_id), typed(revision=revision_on(answer))).status_code == 302


def test_after_a_typing_fault_a_stale_form_still_clashes(home: Stage, anna: Client, ieva: Client) -> None:
    plan_id = written(home)
    ieva.post(url(plan_id), typed(expected_result="Ievas."))

    faulty = anna.post(url(plan_id), typed(expected_result="Annas.", hours_planned="daudz"))
    assert reasons_on(faulty) == ["form.invalid"]
    answer = anna.post(url(plan_id), typed(expected_result="Annas.", revision=revision_on(faulty)))

    assert reasons_on(answer) == ["plan.write.changed_meanwhile"]
    assert the_measure().expected_result == "Ievas."


def test_a_measure_that_is_not_in_the_plan_is_not_found(home: Stage, anna: Client) -> None:
    plan_id = written(home)

    assert anna.get(f"/plans/{plan_id}/measures/{uuid4()}/").status_code == 404
    assert anna.post(f"/plans/{plan_id}/measures/{uuid4()}/", typed()).status_code == 404
    assert browser_of(home.stranger).get(url(plan_id)).status_code == 404


def test_who_gives_it_is_told_and_where_several_may_one_is_chosen(
    home: Stage, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_id = written(home)
    assert ">Pedagogs<" in text_of(anna.get(url(plan_id))).replace(" Pedagogs<", ">Pedagogs<")
    assert the_measure().provider_profession == "teacher"
    several = replace(measures.measure(the_measure().kind), given_by=("teacher", "psychologist"))
    monkeypatch.setattr(measures, "measure", lambda _kind: several)

    anna.post(url(plan_id), typed(provider_profession="psychologist"))

    assert the_measure().provider_profession == "psychologist"
    assert '<option value="psychologist" selected>' in text_of(anna.get(url(plan_id)))
    assert anna.post(url(plan_id), typed(provider_profession="juggler", revision="2")).status_code == 422
