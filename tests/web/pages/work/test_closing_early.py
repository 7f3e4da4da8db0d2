"""A month that still runs is closed only by a second press; what a closed month does to recording is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from pumpurs.programme.work.actions import sheet
from tests.programme.plans.stage import NOW, Stage, by
from tests.programme.work.workday import given, line, recorded, the_sheet
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of
from tests.web.pages.work.test_sheets import state_of


def test_a_month_that_runs_is_closed_by_who_says_so_and_taken_back_from_where_one_records(
    home: Stage, plan_id: UUID, settings: Any
) -> None:
    settings.FIXED_NOW = NOW + timedelta(days=6)  # a Saturday of October
    sheet_id = the_sheet(recorded(given(line(plan_id)), home.anna)).id
    anna, here = browser_of(home.anna), f"/work/sheets/{sheet_id}/"

    refused = anna.post(here, {"step": "submit"})
    still = state_of(sheet_id)
    anna.post(here, {"step": "submit", "sure": "yes"})
    record = text_of(anna.get("/work/record/"))

    assert (refused.status_code, reasons_on(refused)) == (422, ["sheet.submit.month_runs"])
    assert 'id="id_sure"' in text_of(refused)
    assert (still, state_of(sheet_id)) == ("open", "at_head")
    assert f'href="{here}">Paņemt lapu atpakaļ' in record

    sheet.approve(sheet_id=sheet_id, **by(home.head, days=6))
    assert f'href="{here}">Uz lapu' in text_of(anna.get("/work/record/"))


def test_a_month_that_is_over_is_closed_at_once(home: Stage, plan_id: UUID, settings: Any) -> None:
    settings.FIXED_NOW = NOW + timedelta(days=34)
    sheet_id = the_sheet(recorded(given(line(plan_id)), home.anna)).id
    browser_of(home.anna).post(f"/work/sheets/{sheet_id}/", {"step": "submit"})
    assert state_of(sheet_id) == "at_head"
