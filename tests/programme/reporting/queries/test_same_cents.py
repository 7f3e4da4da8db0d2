"""What a sheet costs is what payroll, budget and package say of it, also at a rate that no hour divides."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from pumpurs.programme.reporting.preconditions.taking import content_to_take
from pumpurs.programme.reporting.queries.budgets import partner_budget
from pumpurs.programme.work import rules
from pumpurs.programme.work.actions import sheet
from pumpurs.programme.work.actions.prepare import prepare
from pumpurs.programme.work.queries.one_sheet import one_sheet
from pumpurs.programme.work.queries.payroll import payroll
from pumpurs.programme.work.rules import Prepared
from pumpurs.values.periods import Month
from tests.programme.plans.stage import approved, by, stage
from tests.programme.work.workday import THURSDAY, given, line, recorded, the_sheet

ODD_EUR = Decimal("10.01")


@pytest.mark.django_db
def test_twenty_minutes_and_twenty_of_preparing_cost_the_same_everywhere(monkeypatch: Any) -> None:
    monkeypatch.setattr(rules, "_rate_eur", lambda position, since: ODD_EUR)
    home = stage()
    plan_id = approved(home)
    sheet_id = the_sheet(recorded(given(line(plan_id, minutes=20), ends="14:20"), home.anna)).id
    prepared = Prepared(THURSDAY, 20)
    prepare(plan_id=plan_id, given=prepared, form_key=uuid4(), **by(home.anna, days=6))
    sheet.submit(sheet_id=sheet_id, **by(home.anna, days=29))
    sheet.approve(sheet_id=sheet_id, **by(home.head, days=30))
    sheet.approve(sheet_id=sheet_id, **by(home.coordinator, days=31))
    today = by(home.coordinator, days=32)["now"].date()
    partner_id = home.school.partner_id

    seen = {
        "sheet": one_sheet(viewer=home.head, sheet_id=sheet_id, today=today).cost_eur,
        "payroll": payroll(viewer=home.coordinator, month=Month(2026, 10)).sum_eur,
        "package": content_to_take(home.coordinator, partner_id, "2026-10").hours_eur,
        "budget": partner_budget(
            viewer=home.coordinator, partner_id=partner_id, year=2026, today=today
        ).whole.committed_eur,
    }

    assert set(seen.values()) == {Decimal("6.67")}, seen
