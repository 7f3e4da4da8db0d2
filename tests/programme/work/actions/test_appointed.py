"""Nobody is paid for days outside an appointment, and the same session said twice is one."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.visibility import Viewer, looking_as
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.work.actions import prepare
from pumpurs.programme.work.models import Session, Sheet
from pumpurs.programme.work.queries.one_sheet import one_sheet
from pumpurs.programme.work.queries.sheets import Filter, sheets_in_sight
from pumpurs.programme.work.rules import FOLLOW, Prepared
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, by, codes, stage
from tests.programme.work.workday import THURSDAY, given, line, recorded, the_sheet

pytestmark = pytest.mark.django_db
NOT_APPOINTED = ["work.record.not_appointed"]


@pytest.fixture
def at() -> Stage:
    return stage()


@pytest.fixture
def plan_id(at: Stage) -> UUID:
    return approved(at)


def appointed(who: Viewer, since: date, until: date | None = None) -> None:
    with as_owner():
        Appointment.objects.filter(account_id=who.account_id).update(since=since, until=until)


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        (THURSDAY, None, True),
        (THURSDAY + timedelta(1), None, False),
        (THURSDAY - timedelta(30), THURSDAY + timedelta(1), True),
        (THURSDAY - timedelta(30), THURSDAY, False),
    ],
)
def test_a_session_lies_within_the_days_of_an_appointment(
    at: Stage, plan_id: UUID, since: date, until: date | None, fits: bool
) -> None:
    appointed(at.anna, since, until)
    session = given(line(plan_id))

    if fits:
        assert recorded(session, at.anna)
    else:
        with pytest.raises(Refused) as refusal:
            recorded(session, at.anna)
        assert codes(refusal) == NOT_APPOINTED


def test_an_earlier_appointment_to_give_support_there_counts(at: Stage, plan_id: UUID) -> None:
    appointed(at.anna, THURSDAY + timedelta(1))
    with as_owner():
        earlier = Appointment.objects.get(pk=at.anna.appointment_id)
        earlier.pk, earlier.since, earlier.until = uuid4(), THURSDAY, THURSDAY + timedelta(1)
        earlier.save(force_insert=True)
    assert recorded(given(line(plan_id)), at.anna)


def test_another_role_there_does_not(at: Stage, plan_id: UUID) -> None:
    appointed(at.anna, THURSDAY + timedelta(1))
    with as_owner():
        other = Appointment.objects.get(pk=at.anna.appointment_id)
        other.pk, other.since, other.role = uuid4(), THURSDAY, "institution_coordinator"
        other.save(force_insert=True)
    with pytest.raises(Refused) as refusal:
        recorded(given(line(plan_id)), at.anna)
    assert codes(refusal) == NOT_APPOINTED


def test_hours_with_a_plan_too(at: Stage, plan_id: UUID) -> None:
    appointed(at.anna, THURSDAY + timedelta(1))
    with pytest.raises(Refused) as refusal:
        prepare.prepare(
            plan_id=plan_id, given=Prepared(THURSDAY, 30, FOLLOW), form_key=uuid4(), **by(at.anna, days=5)
        )
    assert codes(refusal) == NOT_APPOINTED


def test_the_same_session_said_twice_is_one_and_another_at_that_time_is_refused(
    at: Stage, plan_id: UUID
) -> None:
    first = recorded(given(line(plan_id)), at.anna)
    assert recorded(given(line(plan_id)), at.anna) == first
    with pytest.raises(Refused):
        recorded(given(line(plan_id, minutes=30)), at.anna)
    with pytest.raises(Refused):
        recorded(given(line(plan_id, attended=False)), at.anna)
    with as_owner():
        assert Session.objects.count() == 1


def test_who_gives_support_reads_no_colleagues_sheet_though_the_whole_school_is_in_reach(
    at: Stage, plan_id: UUID
) -> None:
    sheet = the_sheet(recorded(given(line(plan_id)), at.anna))
    colleague = Viewer(at.ieva.account_id, at.ieva.role, at.head.reach, at.ieva.appointment_id)

    def read(viewer: Viewer) -> int:
        with looking_as(viewer):
            found = sheets_in_sight(viewer=viewer, narrowed=Filter(), today=THURSDAY).items
            if found:
                assert one_sheet(viewer=viewer, sheet_id=sheet.id, today=THURSDAY)
        return len(found)

    assert read(at.head) == read(at.anna) == 1
    assert read(colleague) == 0
    with looking_as(colleague), pytest.raises(Sheet.DoesNotExist):
        one_sheet(viewer=colleague, sheet_id=sheet.id, today=THURSDAY)
