"""Clean plans: which are, and approving several at once, all or none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.models import AuditLine
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.plans.actions import change, decide, draft, write
from pumpurs.programme.plans.actions.write import Judged
from pumpurs.programme.plans.models import Measure, Plan
from pumpurs.programme.plans.queries.lists import waiting_for
from pumpurs.programme.plans.rules import plan_code
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import (
    AUTUMN,
    SPRING_BEFORE,
    TODAY,
    Stage,
    approved,
    by,
    codes,
    consultation,
    now_of,
    stage,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def submit(home: Stage, plan_id: UUID, *, days: int = 0) -> None:
    decide.submit(plan_id=plan_id, **by(home.anna, days=days))


def state_of(plan_id: UUID) -> str:
    return now_of(plan_id).state


def copied(home: Stage) -> UUID:
    """A plan copied from an approved one, submitted without a change in risks or support."""
    approved(home, semester=SPRING_BEFORE)
    plan_id = draft.copy_last(learner_id=home.janis.id, semester=AUTUMN, **by(home.anna, days=6))
    write.write_consulted(
        plan_id=plan_id, consulted=["family"], note="", preparation_hours=Decimal("6"), revision=0, **by(home.anna)
    )  # fmt: skip
    return plan_id


def test_a_copy_without_a_change_is_clean_and_a_first_plan_is_not(home: Stage) -> None:
    plan_id = copied(home)
    submit(home, plan_id, days=7)

    assert now_of(plan_id).is_clean
    with as_owner():
        assert not Plan.objects.get(semester=str(SPRING_BEFORE)).is_clean


def test_a_copy_with_a_changed_risk_is_to_be_read(home: Stage) -> None:
    plan_id = copied(home)
    judged = [Judged("unexcused_absence", 3, "Kavē vairāk.", 1)]
    write.judge_risks(plan_id=plan_id, judged=judged, **by(home.anna))
    submit(home, plan_id, days=7)

    assert not now_of(plan_id).is_clean


def test_a_copy_of_a_plan_that_was_never_approved_is_to_be_read(home: Stage) -> None:
    written(home, semester=SPRING_BEFORE)
    plan_id = draft.copy_last(learner_id=home.janis.id, semester=AUTUMN, **by(home.anna))
    write.write_consulted(
        plan_id=plan_id, consulted=["family"], note="", preparation_hours=Decimal("6"), revision=0, **by(home.anna)
    )  # fmt: skip
    submit(home, plan_id)

    assert not now_of(plan_id).is_clean


def test_a_revision_that_only_moves_the_days_of_support_is_to_be_read(home: Stage) -> None:
    plan_id = approved(home)
    change.revise(plan_id=plan_id, **by(home.anna, days=5))
    with as_owner():
        row = Measure.objects.get()
    shorter = consultation(span=row_span_without_last_day(row))
    write.put_measure(
        plan_id=plan_id, measure_id=row.id, draft=shorter, revision=row.revision, **by(home.anna)
    )
    submit(home, plan_id, days=6)

    assert not now_of(plan_id).is_clean


def row_span_without_last_day(row: Measure) -> Any:
    return type(consultation().span)(row.since, row.until - timedelta(days=1))


def test_a_revision_without_a_change_is_clean(home: Stage) -> None:
    plan_id = approved(home)
    change.revise(plan_id=plan_id, **by(home.anna, days=5))
    submit(home, plan_id, days=6)

    assert now_of(plan_id).is_clean


@pytest.mark.parametrize("odd", ["handed_by", "expected_name"])
def test_a_plan_whose_applications_signature_asks_for_a_look_is_to_be_read(home: Stage, odd: str) -> None:
    plan_id = copied(home)
    with as_owner():
        Application.objects.update(**{odd: home.anna.account_id if odd == "handed_by" else "Ilze Ozola"})
    submit(home, plan_id, days=7)

    assert not now_of(plan_id).is_clean


def two_waiting(home: Stage, *, clean: bool = True) -> list[UUID]:
    """A plan of Jānis for spring and one for autumn, both at the head."""
    first, second = written(home, semester=SPRING_BEFORE), written(home)
    for plan_id in (first, second):
        submit(home, plan_id)
    with as_owner():
        Plan.objects.filter(pk=first).update(is_clean=True)
        Plan.objects.filter(pk=second).update(is_clean=clean)
    return [first, second]


def code_of(plan_id: UUID) -> str:
    plan = now_of(plan_id)
    return plan_code(plan.semester, plan.number)


def test_several_clean_plans_are_approved_at_once(home: Stage) -> None:
    both = two_waiting(home)

    assert decide.approve_many(read=dict.fromkeys(both, 1), **by(home.head)) == 2

    assert [state_of(plan_id) for plan_id in both] == ["at_municipality"] * 2
    with as_owner():
        assert AuditLine.objects.filter(action="plan.approve").count() == 2


def test_one_plan_that_is_not_clean_stops_them_all(home: Stage) -> None:
    both = two_waiting(home, clean=False)

    with pytest.raises(Refused) as refusal:
        decide.approve_many(read=dict.fromkeys(both, 1), **by(home.head))

    (reason,) = refusal.value.reasons
    assert (reason.code, reason.values) == ("plan.approve.not_clean", {"number": code_of(both[1])})
    assert [state_of(plan_id) for plan_id in both] == ["at_head"] * 2


def test_one_plan_whose_step_is_shut_stops_them_all(home: Stage) -> None:
    both = two_waiting(home)
    with as_owner():
        Application.objects.filter(semester=str(AUTUMN)).update(state="withdrawn")

    with pytest.raises(Refused) as refusal:
        decide.approve_many(read=dict.fromkeys(both, 1), **by(home.head))

    assert codes(refusal) == ["plan.submit.no_application"]
    assert [state_of(plan_id) for plan_id in both] == ["at_head"] * 2


def test_one_plan_out_of_reach_stops_them_all(home: Stage) -> None:
    both = two_waiting(home)

    with pytest.raises(Plan.DoesNotExist):
        decide.approve_many(read=dict.fromkeys([*both, uuid4()], 1), **by(home.head))

    assert [state_of(plan_id) for plan_id in both] == ["at_head"] * 2


def test_a_plan_submitted_anew_since_the_desk_was_opened_stops_them_all(home: Stage) -> None:
    both = two_waiting(home)
    with as_owner():
        Plan.objects.filter(pk=both[1]).update(version=2)

    with pytest.raises(Refused) as refusal:
        decide.approve_many(read=dict.fromkeys(both, 1), **by(home.head))

    (reason,) = refusal.value.reasons
    assert (reason.code, reason.values) == ("plan.approve.changed_since", {"number": code_of(both[1])})
    assert [state_of(plan_id) for plan_id in both] == ["at_head"] * 2


def on_desk(home: Stage) -> list[bool]:
    (waiting,) = waiting_for(viewer=by(home.head)["viewer"])
    return [card.is_clean for card in waiting.page.items]


def test_the_desk_calls_clean_what_is_so_now_and_not_what_once_was(home: Stage) -> None:
    plan_id = copied(home)
    submit(home, plan_id, days=7)
    assert on_desk(home) == [True]

    with as_owner():
        Consent.objects.update(state="withdrawn", ended_on=TODAY)
    assert on_desk(home) == [False]

    with as_owner():
        Consent.objects.update(state="signed", ended_on=None)
        Application.objects.filter(semester=str(AUTUMN)).update(state="withdrawn")
    assert on_desk(home) == [False]

    with as_owner():
        Application.objects.update(state="signed")
        meals = {"kind": "meals", "hours_planned": None, "planned_eur": Decimal("1.00")}
        Measure.objects.filter(plan_id=plan_id).update(amount_eur=Decimal("70.00"), **meals)
    assert on_desk(home) == [True]

    with as_owner():
        Measure.objects.filter(plan_id=plan_id).update(amount_eur=Decimal("70.01"))
    assert on_desk(home) == [False]
    with pytest.raises(Refused) as refusal:
        decide.approve_many(read={plan_id: 1}, **by(home.head))
    assert codes(refusal) == ["plan.approve.not_clean"]


def test_a_desk_of_clean_plans_costs_no_query_more_for_each(
    home: Stage, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    two_waiting(home)
    viewer = by(home.head)["viewer"]

    with django_assert_num_queries(3):  # plans, their measures; and the line in the trail
        waiting_for(viewer=viewer)
