"""Hours with a plan in a month that was sent are mended by signed lines on a later sheet, paid as they were."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.actions import sending, sheet
from pumpurs.programme.work.actions.correct_hours import correct_hours
from pumpurs.programme.work.actions.prepare import prepare, take_out_preparation
from pumpurs.programme.work.models import Preparation, Sheet
from pumpurs.programme.work.queries.given import given as given_sums
from pumpurs.programme.work.queries.given import kept_and_counted
from pumpurs.programme.work.queries.one_sheet import one_sheet
from pumpurs.programme.work.rules import CORRECTION, EVALUATE, FOLLOW, PREPARE, Prepared
from pumpurs.rulebook import work_limits
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, by, codes, stage
from tests.programme.work.actions.test_left import leaves
from tests.programme.work.workday import THURSDAY, send_closed

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def prepared(home: Stage, plan_id: UUID, *, minutes: int = 120, what: str = PREPARE) -> Preparation:
    """Anna's minutes with the plan in October, on a sheet that was sent."""
    wanted = Prepared(THURSDAY, minutes, what)
    line_id = prepare(plan_id=plan_id, given=wanted, form_key=uuid4(), **by(home.anna, days=6))
    with as_owner():
        line = Preparation.objects.get(pk=line_id)
    sheet.submit(sheet_id=line.sheet_id, **by(home.anna, days=30))
    send_closed(home, line.sheet_id)
    return line


def mended(
    line: Preparation, minutes: int, viewer: Viewer, *, key: UUID | None = None, **more: Any
) -> Preparation:
    """A correction of November, as the database has it."""
    said: dict[str, Any] = {"reason": "Ierakstīts par daudz.", "form_key": key or uuid4()} | more
    made = correct_hours(line_id=line.id, minutes_delta=minutes, **said, **by(viewer, days=35))
    with as_owner():
        return Preparation.objects.select_related("sheet").get(pk=made)


@pytest.mark.parametrize("what", [PREPARE, FOLLOW, EVALUATE])
def test_it_stands_on_the_sheet_of_the_current_month_and_gives_the_plan_its_minutes_back(
    home: Stage, what: str
) -> None:
    line = prepared(home, approved(home), what=what)

    found = mended(line, -30, home.anna)

    assert (found.sheet.month, found.day, found.what, found.minutes) == ("2026-11", THURSDAY, what, -30)
    with as_owner():
        assert sum(Preparation.objects.filter(plan=line.plan_id).values_list("minutes", flat=True)) == 90


def test_it_is_paid_by_the_position_of_what_it_mends_and_kept_as_a_correction(home: Stage) -> None:
    line = prepared(home, approved(home))
    found = mended(line, -30, home.anna)
    with as_owner():
        Sheet.objects.filter(pk=found.sheet_id).update(position="psychologist")

    sheet.submit(sheet_id=found.sheet_id, **by(home.anna, days=60))

    (sums,) = given_sums(viewer=home.head, sheet_ids=[found.sheet_id])
    assert [(one.what, one.position, one.minutes) for one in sums.sums] == [(CORRECTION, "teacher", -30)]
    assert all(kept == now for kept, now in kept_and_counted(viewer=home.head))


def test_both_sheets_tell_of_it(home: Stage) -> None:
    line = prepared(home, approved(home))
    found = mended(line, -30, home.anna)
    today = date(2026, 11, 8)

    before = one_sheet(viewer=home.anna, sheet_id=line.sheet_id, today=today)
    after = one_sheet(viewer=home.anna, sheet_id=found.sheet_id, today=today)

    (hours,) = before.preparations
    assert (hours.minutes, hours.minutes_now, before.corrections) == (120, 90, ())
    (told,) = after.corrections
    assert (told.what, told.paid_delta, told.minutes_delta, told.sheet_id) == (
        PREPARE,
        -30,
        None,
        line.sheet_id,
    )
    assert (after.preparations, after.cost_eur) == ((), Decimal("-6.00"))


@pytest.mark.parametrize(
    ("minutes", "reason", "expected"),
    [
        (-121, "Kļūda.", ["work.correct.hours_below_nothing"]),
        (0, "Kļūda.", ["work.correct.nothing"]),
        (300, "Kļūda.", ["work.prepare.over_cap"]),
        (-30, " ", ["work.correct.says_nothing"]),
    ],
)
def test_it_takes_no_more_than_stands_there_and_adds_no_more_than_the_plan_has(
    home: Stage, minutes: int, reason: str, expected: list[str]
) -> None:
    line = prepared(home, approved(home))

    with pytest.raises(Refused) as refused:
        mended(line, minutes, home.anna, reason=reason)

    assert codes(refused) == expected


def test_two_corrections_together_take_no_more_than_stands_there(home: Stage) -> None:
    line = prepared(home, approved(home))
    mended(line, -100, home.anna)

    with pytest.raises(Refused) as refused:
        mended(line, -21, home.anna)

    assert codes(refused) == ["work.correct.hours_below_nothing"]


def test_one_form_is_one_correction(home: Stage) -> None:
    line, key = prepared(home, approved(home)), uuid4()

    assert mended(line, -30, home.anna, key=key).id == mended(line, -30, home.anna, key=key).id
    with pytest.raises(Refused) as refused:
        mended(line, -40, home.anna, key=key)
    assert codes(refused) == ["form.sent_before"]


def test_a_month_that_was_not_sent_is_mended_on_its_own_sheet(home: Stage) -> None:
    line_id = prepare(
        plan_id=approved(home), given=Prepared(THURSDAY, 60), form_key=uuid4(), **by(home.anna, days=6)
    )
    with as_owner():
        line = Preparation.objects.get(pk=line_id)

    with pytest.raises(Refused) as refused:
        mended(line, -30, home.anna)

    assert codes(refused) == ["work.correct.not_sent"]


def test_the_head_mends_them_for_an_author_who_left_and_for_nobody_else(home: Stage) -> None:
    line = prepared(home, approved(home))
    with pytest.raises(Preparation.DoesNotExist):
        mended(line, -30, home.head)
    leaves(home.anna)

    found = mended(line, -30, home.head)

    assert (found.provider_id, found.by_id) == (home.anna.account_id, home.head.account_id)
    sheet.submit(sheet_id=found.sheet_id, **by(home.head, days=60))
    with as_owner():
        assert Sheet.objects.get(pk=found.sheet_id).state == "at_municipality"


def test_what_was_corrected_is_not_taken_out_and_neither_is_the_correction(home: Stage) -> None:
    line = prepared(home, approved(home))
    found = mended(line, -30, home.anna)
    sending.return_sheets(sheet_ids=[line.sheet_id], **by(home.expert, days=36))
    sheet.take_back(sheet_id=line.sheet_id, note="Jāpārskata.", **by(home.coordinator, days=37))

    for one in (line, found):
        with pytest.raises(Refused) as refused:
            take_out_preparation(line_id=one.id, **by(home.anna, days=38))
        assert codes(refused) == ["work.take_out.corrected"]


def test_nobody_changes_the_minutes_of_a_line(home: Stage) -> None:
    line = prepared(home, approved(home))
    raise_wall(home.anna)

    with pytest.raises(DatabaseError), transaction.atomic():
        Preparation.objects.filter(pk=line.id).update(minutes=1)


def test_hours_that_the_head_corrected_go_one_level_up_also_after_the_author_came_back(home: Stage) -> None:
    line = prepared(home, approved(home))
    leaves(home.anna)
    mend = mended(line, -20, home.head)
    with as_owner():
        Appointment.objects.filter(account_id=home.anna.account_id).update(until=None)

    sheet.submit(sheet_id=mend.sheet_id, **by(home.anna, days=60))

    with as_owner():
        assert Sheet.objects.get(pk=mend.sheet_id).state == "at_municipality"


def test_more_hours_than_a_day_holds_are_not_written_by_a_correction_either(home: Stage) -> None:
    plan_id = approved(home)
    line = prepared(home, plan_id, minutes=30)
    most = work_limits.most_on("day_minutes", THURSDAY)
    with as_owner():
        worked = Preparation.objects.get(pk=line.id)
        worked.pk, worked.form_key, worked.minutes = uuid4(), uuid4(), most - 30
        worked.save(force_insert=True)
        Plan.objects.filter(pk=plan_id).update(preparation_hours=20)

    with pytest.raises(Refused) as refusal:
        mended(line, 1, home.anna)

    assert {one.code: one.place for one in refusal.value.reasons}["work.record.over_day"] == "minutes"
