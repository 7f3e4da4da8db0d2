"""The proof names findings that nothing took back and records that no package can take along; learners count once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.compensations.models import Claim, Recovery
from pumpurs.programme.reporting.preconditions.summing import figures_by_statement, learners_in
from pumpurs.programme.reporting.queries.proof import prove
from pumpurs.values.periods import Month
from tests.database import as_owner
from tests.programme.plans.stage import Stage, stage
from tests.programme.reporting.actions.test_samples import (
    LATER,
    asked_back,
    corrected,
    followed_up,
    found,
)
from tests.programme.reporting.month import accepted, line, opened, sent, sheet_ready, statement_of

pytestmark = pytest.mark.django_db
NOVEMBER = Month(2026, 11)
LAST = date(2026, 10, 31)
LOOKED_AT = ("taken back", "package that takes it along")


@pytest.fixture
def home() -> Stage:
    return stage()


def named() -> list[tuple[str, str, str]]:
    """Findings and records left behind: place without the id, as written, as found. The stage keeps no allowances."""
    with looking_as(job_viewer("test")) as viewer:
        differences = prove(viewer=viewer).differences
    return [
        (one.place.rpartition(" ")[0], one.written, one.found) for one in differences if one.what in LOOKED_AT
    ]


def learners(package_id: UUID) -> int:
    with looking_as(job_viewer("test")) as viewer:
        return learners_in([package_id], viewer)


def test_a_demand_given_up_after_the_finding_was_done_is_named(home: Stage) -> None:
    item = found(home, "claim", "40.00")
    asked_back(home, item.record_id, "40.00")
    followed_up(home, item)
    before = named()
    with as_owner():
        Recovery.objects.update(state="dropped")

    assert before == []
    assert named() == [("drawn record", "40.00", "0.00")]


def test_a_finding_left_as_it_is_with_a_reason_is_no_difference(home: Stage) -> None:
    followed_up(home, found(home, "claim", "40.00"), said_so=True)

    assert named() == []


def test_a_line_of_a_sent_month_that_no_package_can_take_is_named(home: Stage) -> None:
    accepted(home)
    with as_owner():
        line(Claim.objects.get(), "recover", "-1.00", "-1.00", LAST, at=LATER)
    before = named()
    opened(home, NOVEMBER)

    assert before == [("ledger line", "one from 2026-10 on", "none")]
    assert named() == []


def test_a_learner_corrected_to_nothing_in_the_same_packages_is_not_counted(home: Stage) -> None:
    sheet_id = sheet_ready(home)
    package_id = opened(home)
    sent(home, package_id)
    before = learners(package_id)
    corrected(sheet_id, -60)

    assert (before, learners(package_id)) == (1, 0)


def test_a_learner_who_lost_half_an_hour_is_still_counted(home: Stage) -> None:
    sheet_id = sheet_ready(home)
    package_id = opened(home)
    sent(home, package_id)
    corrected(sheet_id, -30)

    assert learners(package_id) == 1


def test_statements_are_proven_in_as_many_reads_however_many_they_are(home: Stage) -> None:
    accepted(home)
    own = statement_of(home)
    others = [uuid4() for _ in range(4)]

    with looking_as(job_viewer("test")) as viewer:
        with CaptureQueriesContext(connection) as alone:
            one = dict(figures_by_statement({own: LAST}, viewer))
        with CaptureQueriesContext(connection) as together:
            many = dict(figures_by_statement(dict.fromkeys([own, *others], LAST), viewer))

    assert len(alone) == len(together)
    assert many[own] == one[own]
    assert one[own].sums["total_eur"] == Decimal("52.00")
    assert {many[id_].sums["learners"] for id_ in others} == {0}
