"""What a package would take along now, and what it took."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pumpurs.programme.reporting.preconditions.taking import content_to_take
from pumpurs.programme.reporting.rules.content import Content
from tests.programme.plans.stage import Stage, by, stage
from tests.programme.reporting.month import booked, frozen, opened, sent, sheet_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def to_take(home: Stage) -> Content:
    by(home.coordinator)
    return content_to_take(home.coordinator, home.school.partner_id, "2026-10")


def test_it_is_read_by_one_statement_that_opens_no_entry(home: Stage) -> None:
    sheet_ready(home)
    booked(home)
    by(home.coordinator)

    with CaptureQueriesContext(connection) as asked:
        found = content_to_take(home.coordinator, home.school.partner_id, "2026-10")

    assert len(asked) == 1
    assert "work_entry" not in asked[0]["sql"]
    assert (found.minutes, str(found.hours_eur), str(found.paid_eur)) == (60, "12.00", "40.00")


def test_what_would_go_along_is_what_is_frozen_and_goes_along_once(home: Stage) -> None:
    sheet_ready(home)
    booked(home)
    booked(home, granted="15.00", paid="10.50", on=date(2026, 10, 31))
    booked(home, on=date(2026, 11, 1))
    before = to_take(home)

    package_id = opened(home)
    sent(home, package_id)

    version = frozen(package_id)
    assert version.content == before.values
    assert version.content["compensations"] == [
        {
            "institution": str(home.school.id), "kind": "meals", "granted_eur": "55.00", "paid_eur": "50.50",
            "lines": 4,
        }
    ]  # fmt: skip
    assert to_take(home).values == {"sheets": [], "hours": [], "compensations": []}
