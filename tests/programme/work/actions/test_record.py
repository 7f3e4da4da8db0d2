"""Recording sessions: what is kept, what is refused, what the database itself forbids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.actions import change, decide
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.actions import orders, record, sheet
from pumpurs.programme.work.models import Entry, Session
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.people_and_places import care_for, make_learner, viewer_for
from tests.programme.plans.stage import (
    Stage,
    appointment_of,
    approve_by_all,
    approved,
    at_place,
    by,
    codes,
    fill,
    now_of,
    signed,
    stage,
    started,
    submitted,
)
from tests.programme.work.workday import THURSDAY, given, line, recorded, the_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def entries() -> list[Entry]:
    with as_owner():
        return list(Entry.objects.order_by("learner__given_name"))


def refused(*lines: Any, viewer: Any, days: int = 5, **more: Any) -> Any:
    with pytest.raises(Refused) as refusal:
        recorded(given(*lines, **more), viewer, days=days)
    return refusal


def _anna_anew(home: Stage) -> Viewer:
    """Anna, with all who are in her care by now."""
    with as_owner():
        return viewer_for(appointment_of(home.anna))


def plan_of_another(home: Stage) -> UUID:
    """Marta is in Anna's care too, with an approved plan."""
    with as_owner():
        marta = make_learner(home.school, "Marta", "Zaķe")
        signed(marta)
        care_for(appointment_of(home.anna), marta)
    viewer = _anna_anew(home)
    plan_id = started(replace(home, janis=marta, anna=viewer))
    fill(plan_id, viewer)
    decide.submit(plan_id=plan_id, **by(viewer))
    approve_by_all(home, plan_id)
    return plan_id


def test_a_session_stands_on_the_providers_sheet_of_its_month(home: Stage) -> None:
    plan_id = approved(home)

    session_id = recorded(given(line(plan_id), topic="  Daļas   un procenti "), home.anna)

    (entry,) = entries()
    found = the_sheet(session_id)
    assert (found.month, found.position, found.state, found.provider_id) == (
        "2026-10",
        "teacher",
        "open",
        home.anna.account_id,
    )
    assert (entry.minutes, entry.attended, entry.outcome) == (60, True, "Prot daļas.")
    with as_owner():
        assert Session.objects.get().topic == "Daļas un procenti"
        told = AuditLine.objects.get(action="work.record")
    assert told.learners == [home.janis.id]


def test_two_sessions_of_a_month_stand_on_one_sheet_and_money_was_used(home: Stage) -> None:
    plan_id = approved(home)
    assert now_of(plan_id).money_used is False

    first = recorded(given(line(plan_id)), home.anna)
    second = recorded(given(line(plan_id), begins="15:00", ends="16:00"), home.anna)

    assert the_sheet(first).id == the_sheet(second).id
    assert now_of(plan_id).money_used is True


def test_who_did_not_come_is_recorded_apart_and_uses_no_hours_and_no_money(home: Stage) -> None:
    plan_id = approved(home)

    recorded(given(line(plan_id, attended=False)), home.anna)

    (entry,) = entries()
    assert (entry.attended, entry.minutes) == (False, 0)
    assert now_of(plan_id).money_used is False


def test_support_before_the_heads_first_approval_is_refused_and_the_day_after_it_is_not(home: Stage) -> None:
    plan_id = approved(home)  # the head approved on 6 October

    early = refused(line(plan_id), viewer=home.anna, day=date(2026, 10, 5))
    recorded(given(line(plan_id), day=date(2026, 10, 6)), home.anna)

    assert codes(early) == ["work.record.before_approval"]


def test_a_plan_that_waits_for_the_head_allows_nothing(home: Stage) -> None:
    plan_id = submitted(home)

    refusal = refused(line(plan_id), viewer=home.anna)

    assert codes(refusal) == ["work.record.not_planned"]


def test_more_than_the_planned_hours_is_refused_with_what_is_left(home: Stage) -> None:
    plan_id = approved(home)  # ten hours
    for turn in range(3):
        session = given(
            line(plan_id, minutes=180), day=THURSDAY + timedelta(days=turn), begins="12:00", ends="15:00"
        )
        recorded(session, home.anna, days=6)

    refusal = refused(
        line(plan_id, minutes=61),
        viewer=home.anna,
        day=date(2026, 10, 12),
        begins="12:00",
        ends="14:00",
        days=8,
    )

    (reason,) = refusal.value.reasons
    assert (reason.code, reason.values["left_minutes"]) == ("work.record.over_planned", 60)


def test_a_revision_that_the_head_has_not_approved_allows_no_more_than_the_version_before(
    home: Stage,
) -> None:
    plan_id = approved(home)
    change.revise(plan_id=plan_id, **by(home.anna, days=4))

    recorded(given(line(plan_id)), home.anna)

    assert len(entries()) == 1


def test_suspended_days_are_refused(home: Stage) -> None:
    plan_id = approved(home)
    change.suspend(
        plan_id=plan_id, reason_code="long_absence", note="Sanatorijā.", **by(home.head, days=3)
    )  # on 8 October

    refusal = refused(line(plan_id), viewer=home.anna)
    recorded(given(line(plan_id), day=date(2026, 10, 7)), home.anna)

    assert codes(refusal) == ["work.record.suspended"]


def test_overlapping_sessions_of_a_provider_are_refused_by_the_database_itself(home: Stage) -> None:
    first, second = approved(home), plan_of_another(home)
    anna = _anna_anew(home)
    recorded(given(line(first)), anna)

    overlap = refused(line(second), viewer=anna, begins="14:59", ends="15:59")
    recorded(given(line(second), begins="15:00", ends="16:00"), anna)

    assert at_place(overlap) == {"begins": "work.record.you_overlap"}


def test_a_learner_is_in_one_session_at_a_time_whoever_gives_it(home: Stage) -> None:
    plan_id = approved(home)
    recorded(given(line(plan_id)), home.anna)

    overlap = refused(line(plan_id), viewer=home.ieva, begins="14:30", ends="15:30")

    assert codes(overlap) == ["work.record.learner_overlaps"]
    assert len(entries()) == 1


def test_a_group_makes_one_entry_for_each_learner_and_minutes_may_differ(home: Stage) -> None:
    first, second = approved(home), plan_of_another(home)
    anna = _anna_anew(home)

    recorded(given(line(first, minutes=60), line(second, minutes=45)), anna)

    assert [entry.minutes for entry in entries()] == [60, 45]


def test_one_wrong_line_of_a_group_keeps_the_whole_session_out(home: Stage) -> None:
    first, second = approved(home), plan_of_another(home)
    anna = _anna_anew(home)

    refusal = refused(line(first), line(second, minutes=61), viewer=anna)

    assert list(at_place(refusal)) == [line(second).place]
    assert entries() == []


def test_a_learner_out_of_reach_is_not_there(home: Stage) -> None:
    plan_id = approved(home)

    with pytest.raises(Plan.DoesNotExist):
        recorded(given(line(plan_id)), home.stranger)


def test_a_remote_session_needs_the_heads_order_and_keeps_it(home: Stage) -> None:
    plan_id = approved(home)
    remote = given(line(plan_id), form="remote", confirmed_on=THURSDAY)

    with pytest.raises(Refused) as refusal:
        recorded(remote, home.anna)
    order_id = orders.sign(
        allows="remote", number="1-9/12", signed_on=date(2026, 10, 1), since=date(2026, 10, 1),
        last=date(2026, 10, 31), **by(home.head),
    )  # fmt: skip
    recorded(remote, home.anna)

    assert codes(refusal) == ["work.record.remote_not_ordered"]
    with as_owner():
        assert Session.objects.get().order_id == order_id


def signed_order(home: Stage, allows: str) -> UUID:
    days: dict[str, Any] = {
        "signed_on": date(2026, 10, 1),
        "since": date(2026, 10, 1),
        "last": date(2026, 10, 31),
    }
    return orders.sign(allows=allows, number=f"1-9/{allows}", **days, **by(home.head))


@pytest.mark.parametrize(
    ("form", "day", "kept"),
    [
        ("in_person", date(2026, 10, 21), ["holidays"]),  # autumn holidays
        ("remote", date(2026, 10, 21), ["remote", "holidays"]),
        ("remote", THURSDAY, ["remote"]),
        ("in_person", THURSDAY, []),
    ],
)
def test_a_session_keeps_every_order_that_it_needed_and_no_other(
    home: Stage, form: str, day: date, kept: list[str]
) -> None:
    plan_id = approved(home)
    made = {allows: signed_order(home, allows) for allows in ("remote", "holidays")}

    recorded(given(line(plan_id), day=day, form=form, confirmed_on=day), home.anna, days=20)

    with as_owner():
        session = Session.objects.get()
    told = [one for one in (session.order_id, session.holiday_order_id) if one]
    assert told == [made[allows] for allows in kept]


def test_taking_out_locks_the_sheet_before_the_session_as_a_correction_does(home: Stage) -> None:
    session_id = recorded(given(line(approved(home))), home.anna)

    with CaptureQueriesContext(connection) as asked:
        record.take_out(session_id=session_id, **by(home.anna, days=6))

    locks = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]
    tables = [table for sql in locks for table in ("work_sheet", "work_session") if f'FROM "{table}"' in sql]
    assert tables == ["work_sheet", "work_session"]


def test_forty_hours_are_the_most_in_a_week(home: Stage) -> None:
    plan_id = approved(home)
    with as_owner():
        own = the_sheet(recorded(given(line(plan_id, minutes=1), begins="08:00", ends="08:01"), home.anna))
        base = Session.objects.get()
        for turn in range(10):  # four hours each, on Monday to Friday of the same week
            begins = base.begins_at + timedelta(days=turn // 2 - 3, hours=1 + 5 * (turn % 2))
            Session.objects.create(
                sheet=own, provider_id=own.provider_id, institution_id=own.institution_id, kind=base.kind,
                day=THURSDAY + timedelta(days=turn // 2 - 3), begins_at=begins,
                ends_at=begins + timedelta(hours=4), form="in_person", recorded_at=base.recorded_at,
            )  # fmt: skip

    refusal = refused(line(plan_id), viewer=home.anna, begins="18:30", ends="19:30")

    assert sorted(codes(refusal)) == ["work.record.over_day", "work.record.over_week"]


def test_a_session_taken_out_counts_for_nothing_and_frees_its_hour(home: Stage) -> None:
    plan_id = approved(home)
    session_id = recorded(given(line(plan_id)), home.anna)

    record.take_out(session_id=session_id, **by(home.anna, days=6))
    next_day = THURSDAY + timedelta(days=1)
    for day, begins, ends in (  # all ten planned hours
        (THURSDAY, "12:00", "16:00"), (THURSDAY, "16:00", "20:00"), (next_day, "14:00", "16:00"),
    ):  # fmt: skip
        minutes = 240 if day == THURSDAY else 120
        recorded(given(line(plan_id, minutes=minutes), day=day, begins=begins, ends=ends), home.anna, days=6)

    assert sorted(entry.taken_out_at is None for entry in entries()) == [False, True, True, True]


def test_a_closed_sheet_takes_no_session_and_gives_none_up(home: Stage) -> None:
    plan_id = approved(home)
    session_id = recorded(given(line(plan_id)), home.anna)
    sheet.submit(sheet_id=the_sheet(session_id).id, **by(home.anna, days=6))

    refusal = refused(line(plan_id), viewer=home.anna, begins="15:00", ends="16:00")
    with pytest.raises(Refused) as kept:
        record.take_out(session_id=session_id, **by(home.anna, days=6))

    assert (codes(refusal), codes(kept)) == (["sheet.record.wrong_state"], ["sheet.take_out.wrong_state"])


def test_nobody_takes_out_what_somebody_else_gave(home: Stage) -> None:
    plan_id = approved(home)
    session_id = recorded(given(line(plan_id)), home.anna)

    with pytest.raises(Session.DoesNotExist):
        record.take_out(session_id=session_id, **by(home.ieva, days=6))
    with pytest.raises(Refused):
        record.take_out(session_id=session_id, **by(home.head, days=6))


def test_one_session_costs_at_most_twelve_queries(home: Stage) -> None:
    plan_id = approved(home)
    recorded(given(line(plan_id)), home.anna)
    wanted = given(line(plan_id), begins="15:00", ends="16:00")
    told = by(home.anna, days=5)

    with CaptureQueriesContext(connection) as asked:
        record.record(given=wanted, **told)

    assert len(asked) <= 12, [one["sql"][:80] for one in asked.captured_queries]
