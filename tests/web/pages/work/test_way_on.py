"""A refusal says the way on; what is recorded late says on which sheet it stands; an order is ended on its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from pumpurs.programme.work.actions import sheet
from pumpurs.programme.work.models import Order
from tests.database import as_owner
from tests.programme.plans.stage import NOW, Stage, by
from tests.programme.work.workday import closed, given, line, recorded, the_sheet
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of
from tests.web.pages.work.hands import key_of, typed


def test_an_overlap_names_the_hours_of_the_session_that_is_there(phone: Client, plan_id: UUID) -> None:
    phone.post("/work/record/", typed(key_of(plan_id)))

    again = phone.post("/work/record/", typed(key_of(plan_id), begins="14:30", ends="15:20"))

    assert reasons_on(again) == ["work.record.you_overlap"]
    assert "no 14:00 līdz 15:00" in text_of(again)


def test_the_hours_of_a_colleagues_session_with_the_learner_are_named(
    home: Stage, phone: Client, plan_id: UUID
) -> None:
    recorded(given(line(plan_id)), home.anna)

    again = phone.post("/work/record/", typed(key_of(plan_id), begins="14:30", ends="15:20"))

    assert reasons_on(again) == ["work.record.learner_overlaps"]
    assert "no 14:00 līdz 15:00" in text_of(again)


def test_crossed_times_are_one_reason_and_not_two(phone: Client, plan_id: UUID) -> None:
    crossed = phone.post("/work/record/", typed(key_of(plan_id), begins="15:00", ends="14:00"))

    assert reasons_on(crossed) == ["work.record.ends_before_it_begins"]


def test_a_late_session_says_on_which_sheet_it_stands(home: Stage, plan_id: UUID, settings: Any) -> None:
    october = closed(home, plan_id)
    sheet.approve(sheet_id=october, **by(home.head, days=31))
    settings.FIXED_NOW = NOW + timedelta(days=34)
    anna = browser_of(home.anna)

    late = anna.post("/work/record/", typed(key_of(plan_id), day="2026-10-09"), follow=True)
    usual = anna.post("/work/record/", typed(key_of(plan_id), day="2026-11-03"), follow=True)

    said = "2026. gada novembr"
    assert said in " ".join(str(one) for one in late.context["messages"])
    assert said not in " ".join(str(one) for one in usual.context["messages"])


def test_the_head_ends_an_order_on_its_page(home: Stage, plan_id: UUID, phone: Client) -> None:
    head = browser_of(home.head)
    order = {
        "number": "1-9/12", "allows": "remote", "signed_on": "2026-10-01", "since": "2026-10-05", "until": "2026-10-09",
    }  # fmt: skip
    head.post("/work/orders/", order)
    with as_owner():
        order_id = Order.objects.get().id
    ending = {"order": str(order_id), "from_day": "2026-10-08", "because": ""}

    without = head.post("/work/orders/", ending)
    ended = head.post("/work/orders/", {**ending, "because": "Skola atsāk darbu klātienē."}, follow=True)
    remote = phone.post("/work/record/", typed(key_of(plan_id), remote="on", confirmed_on="2026-10-08"))

    assert (without.status_code, 'value="2026-10-08"' in text_of(without)) == (422, True)
    assert "Skola atsāk darbu klātienē." in text_of(ended)
    assert reasons_on(remote) == ["work.record.remote_not_ordered"]


@pytest.mark.parametrize("order", ["x", "00000000-0000-4000-8000-000000000000"])
def test_an_order_that_is_not_there_is_not_ended(home: Stage, order: str) -> None:
    ending = {"order": order, "from_day": "2026-10-08", "because": "Kļūda."}

    assert browser_of(home.head).post("/work/orders/", ending).status_code == 404


def test_a_session_of_its_own_month_stands_there(home: Stage, plan_id: UUID) -> None:
    assert the_sheet(recorded(given(line(plan_id)), home.anna)).month == "2026-10"
