"""/work/preparation/ — minutes with a plan itself, recorded by its author."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

from pumpurs.programme.work.models import Preparation
from tests.database import as_owner
from tests.programme.plans.stage import Stage
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of

BODY = {"what": "prepare", "day": "2026-10-06", "minutes": "90"}


def send(home: Stage, plan_id: UUID, **more: str) -> Any:
    return browser_of(home.anna).post(
        "/work/preparation/", {**BODY, "plan": str(plan_id), "form_key": str(uuid4()), **more}
    )


def test_minutes_are_recorded_and_what_is_left_is_shown(home: Stage, plan_id: UUID) -> None:
    assert send(home, plan_id).status_code == 302

    with as_owner():
        assert Preparation.objects.get().minutes == 90
    assert "4\xa0h\xa030\xa0min" in text_of(browser_of(home.anna).get("/work/preparation/"))


def test_a_double_press_records_once_and_a_form_without_a_key_is_refused(home: Stage, plan_id: UUID) -> None:
    text = text_of(browser_of(home.anna).get("/work/preparation/"))
    found = re.search(r'name="form_key" value="([0-9a-f-]{36})"', text)
    assert found

    answers = [send(home, plan_id, form_key=found[1]).status_code for _press in range(2)]

    assert answers == [302, 302]
    with as_owner():
        assert Preparation.objects.count() == 1
    assert reasons_on(send(home, plan_id, form_key="")) == ["form.sent_before"]


def test_over_the_plans_hours_is_refused_with_what_is_left_and_keeps_what_was_typed(
    home: Stage, plan_id: UUID
) -> None:
    answer = send(home, plan_id, minutes="361")

    assert (answer.status_code, reasons_on(answer)) == (422, ["work.prepare.over_cap"])
    assert 'value="361"' in text_of(answer)
    assert "6\u00a0h" in text_of(answer)


def test_a_form_without_day_or_plan_is_refused_in_words(home: Stage, plan_id: UUID) -> None:
    assert reasons_on(send(home, plan_id, day="rīt")) == ["work.prepare.no_day"]
    assert reasons_on(browser_of(home.anna).post("/work/preparation/", BODY)) == ["work.prepare.no_plan"]


def test_without_an_approved_plan_the_page_says_what_to_do(home: Stage) -> None:
    assert 'href="/plans/"' in text_of(browser_of(home.anna).get("/work/preparation/"))


def test_another_authors_plan_is_not_offered(home: Stage, plan_id: UUID) -> None:
    assert str(plan_id) not in text_of(browser_of(home.ieva).get("/work/preparation/"))
    body = {**BODY, "plan": str(plan_id), "form_key": str(uuid4())}
    answer = browser_of(home.ieva).post("/work/preparation/", body)
    assert reasons_on(answer) == ["work.prepare.not_yours"]
