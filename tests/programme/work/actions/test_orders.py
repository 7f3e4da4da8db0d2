"""The head's orders: ended from a day on, with a reason; sessions from that day on are refused."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.actions import orders
from pumpurs.programme.work.models import Order
from pumpurs.programme.work.queries.one_sheet import one_sheet
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, by, stage
from tests.programme.work.workday import given, line, recorded, the_sheet

FIRST, LAST = date(2026, 10, 5), date(2026, 10, 30)


@pytest.fixture
def home(db: None) -> Stage:
    return stage()


@pytest.fixture
def order_id(home: Stage) -> UUID:
    """An order of the whole of October that allows remote sessions."""
    return noted(home.head)


def noted(viewer: Viewer, number: str = "1-9/12") -> UUID:
    return orders.sign(
        allows="remote", number=number, signed_on=FIRST, since=FIRST, last=LAST, **by(viewer, days=4)
    )


def ended(order_id: UUID, viewer: Viewer, from_day: date, because: str = "Nepareizs datums.") -> None:
    orders.end(order_id=order_id, from_day=from_day, because=because, **by(viewer, days=20))


def codes(refusal: Any) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def remote(home: Stage, plan_id: UUID, day: date, clock: str) -> UUID:
    session = given(
        line(plan_id, minutes=40),
        day=day,
        begins=f"{clock}:00",
        ends=f"{clock}:40",
        form="remote",
        confirmed_on=day,
    )
    return recorded(session, home.anna, days=25)


def test_sessions_from_that_day_on_are_refused_and_earlier_ones_are_not(home: Stage, order_id: UUID) -> None:
    plan_id = approved(home)
    ended(order_id, home.head, date(2026, 10, 15))

    remote(home, plan_id, date(2026, 10, 14), "14")
    with pytest.raises(Refused) as refusal:
        remote(home, plan_id, date(2026, 10, 15), "14")

    assert codes(refusal) == ["work.record.remote_not_ordered"]


def test_a_number_noted_with_wrong_days_is_ended_and_noted_anew(home: Stage, order_id: UUID) -> None:
    with pytest.raises(Refused) as taken:
        noted(home.head)
    ended(order_id, home.head, FIRST)
    noted(home.head)

    assert codes(taken) == ["work.order.number_taken"]
    with as_owner():
        assert Order.objects.filter(number="1-9/12").count() == 2


@pytest.mark.parametrize(
    ("from_day", "because", "told"),
    [
        (date(2026, 10, 4), "Kļūda.", ["work.order.ends_outside"]),
        (date(2026, 10, 31), "Kļūda.", ["work.order.ends_outside"]),
        (date(2026, 10, 15), "  ", ["work.order.says_nothing"]),
    ],
)
def test_it_ends_on_one_of_its_days_with_a_reason(
    home: Stage, order_id: UUID, from_day: date, because: str, told: list[str]
) -> None:
    with pytest.raises(Refused) as refusal:
        ended(order_id, home.head, from_day, because)

    assert codes(refusal) == told


def test_it_is_ended_once_and_noted_in_the_audit(home: Stage, order_id: UUID) -> None:
    ended(order_id, home.head, date(2026, 10, 15))
    with pytest.raises(Refused) as again:
        ended(order_id, home.head, date(2026, 10, 20))

    assert codes(again) == ["work.order.ended_already"]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM foundation_auditline WHERE action = 'work.order_end'")
        assert cursor.fetchone() == (1,)


def test_only_the_head_of_the_institution_ends_it(home: Stage, order_id: UUID) -> None:
    with pytest.raises(Refused) as refusal:
        ended(order_id, home.anna, date(2026, 10, 15))
    with pytest.raises(Order.DoesNotExist):
        ended(order_id, home.foreign_head, date(2026, 10, 15))

    assert codes(refusal) == ["work.order.not_yours"]


def test_nothing_but_its_end_can_be_written(home: Stage, order_id: UUID) -> None:
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("UPDATE work_order SET until = until + 100")


def test_one_order_holds_no_more_days_than_the_rulebook_says(home: Stage) -> None:
    year = {"allows": "remote", "signed_on": FIRST, "since": FIRST}

    with pytest.raises(Refused) as refused:
        orders.sign(number="1-9/13", last=date(2027, 10, 6), **year, **by(home.head, days=4))  # type: ignore[arg-type]
    assert codes(refused) == ["work.order.too_long"]

    orders.sign(number="1-9/13", last=date(2027, 10, 5), **year, **by(home.head, days=4))  # type: ignore[arg-type]


@pytest.mark.parametrize(("days", "told"), [(7, []), (20, [20])])
def test_who_approves_reads_that_an_order_was_noted_long_after_its_signing(
    home: Stage, days: int, told: list[int]
) -> None:
    plan_id = approved(home)
    orders.sign(
        allows="remote", number="1-9/12", signed_on=FIRST, since=FIRST, last=LAST, **by(home.head, days=days)
    )
    sheet_id = the_sheet(remote(home, plan_id, date(2026, 10, 8), "10")).id

    (session,) = one_sheet(viewer=home.head, sheet_id=sheet_id, today=LAST).sessions

    assert [one.days for one in session.late_orders] == told
