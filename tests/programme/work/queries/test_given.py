"""Paid minutes by partner, institution, month of the sheet, position, rate and plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pumpurs.programme.work.actions import correct, prepare
from pumpurs.programme.work.models import Entry
from pumpurs.programme.work.queries.given import given
from pumpurs.programme.work.rules import Prepared
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, by, stage
from tests.programme.work.workday import given as session
from tests.programme.work.workday import line, recorded, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def told(home: Stage, *months: str, **more: Any) -> list[tuple[str, str, int]]:
    return sorted(
        (sheet.month, one.what, one.minutes)
        for sheet in given(viewer=by(home.coordinator)["viewer"], months=months, **more)
        for one in sheet.sums
    )


def test_sessions_corrections_and_hours_with_plans_stand_apart_in_the_month_of_their_sheet(
    home: Stage,
) -> None:
    plan_id = approved(home)
    october = sent(home, plan_id)
    with as_owner():
        entry = Entry.objects.get(session__sheet_id=october)
    correction: dict[str, Any] = {
        "entry_id": entry.id,
        "minutes_delta": -20,
        "reason": "Īsāk.",
        "form_key": uuid4(),
    }
    correct.correct(**correction, **by(home.anna, days=35))
    prepare.prepare(
        plan_id=plan_id,
        given=Prepared(date(2026, 11, 3), 45, "follow"),
        form_key=uuid4(),
        **by(home.anna, days=35),
    )

    assert told(home, "2026-10", "2026-11") == [
        ("2026-10", "session", 60),
        ("2026-11", "correction", -20),
        ("2026-11", "preparation", 45),
    ]
    assert told(home, "2026-10", "2026-11", states=["sent"]) == [("2026-10", "session", 60)]


def test_two_statements_with_the_rate_of_the_day_and_only_what_is_in_reach(home: Stage) -> None:
    recorded(session(line(approved(home))), home.anna)
    viewer = by(home.coordinator)["viewer"]

    with CaptureQueriesContext(connection) as asked:
        (found,) = given(viewer=viewer, months=["2026-10"], partner_id=home.school.partner_id)

    (one,) = found.sums
    assert len(asked) == 2
    assert (one.position, one.rate_eur, one.rate_since) == ("teacher", Decimal("12.00"), date(2017, 3, 1))
    assert found.institution_id == home.school.id
    assert given(viewer=by(home.foreign_coordinator)["viewer"], months=["2026-10"]) == ()


def test_a_closed_sheet_is_read_by_one_statement_that_opens_no_entry(home: Stage) -> None:
    sent(home, approved(home))
    viewer = by(home.coordinator)["viewer"]

    with CaptureQueriesContext(connection) as asked:
        (found,) = given(viewer=viewer, months=["2026-10"])

    assert len(asked) == 1
    assert "work_entry" not in asked[0]["sql"]
    assert found.minutes == 60


def test_of_one_partner_if_told(home: Stage) -> None:
    sent(home, approved(home))
    viewer = by(home.manager)["viewer"]

    assert len(given(viewer=viewer, months=["2026-10"], partner_id=home.school.partner_id)) == 1
    assert given(viewer=viewer, months=["2026-10"], partner_id=home.vocational.partner_id) == ()


def test_a_closed_sheet_is_told_as_it_was_kept_and_an_open_one_as_its_lines_are(home: Stage) -> None:
    plan_id = approved(home)
    sent(home, plan_id)
    recorded(session(line(plan_id), day=date(2026, 11, 5)), home.anna, days=36)
    with as_owner():
        Entry.objects.update(minutes=50, paid_minutes=50)

    assert told(home, "2026-10", "2026-11") == [("2026-10", "session", 60), ("2026-11", "session", 50)]
