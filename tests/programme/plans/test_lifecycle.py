"""The life of a plan: every step, from every state, for every role."""

from __future__ import annotations

import pytest

from pumpurs.foundation.lifecycle import UNBORN
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.lifecycle import PLAN_LIFE, PlanState, after
from pumpurs.rulebook import approval_chains
from pumpurs.values.roles import Role
from tests.programme.plans.stage import TODAY, Stage, by, now_of, stage, started

pytestmark = pytest.mark.django_db

# step        | from                                                          | who
LIFE = """
start         | unborn                                                        | anna ieva teacher_of_liga stranger
write         | draft under_revision                                          | anna ieva
comment       | at_head                                                       | head
comment       | at_municipality                                               | coordinator
comment       | at_agency                                                     | expert
submit        | draft under_revision                                          | anna ieva
approve       | at_head                                                       | head
approve       | at_municipality                                               | coordinator
approve       | at_agency                                                     | expert
send_back     | at_head                                                       | head
send_back     | at_municipality                                               | coordinator
send_back     | at_agency                                                     | expert
refuse        | at_head                                                       | head
refuse        | at_municipality                                               | coordinator
refuse        | at_agency                                                     | expert
take_back     | at_head                                                       | anna ieva
revise        | approved                                                      | anna ieva head
discard       | under_revision                                                | anna ieva head
suspend       | at_head at_municipality at_agency approved under_revision     | anna ieva head
resume        | suspended                                                     | anna ieva head
remove        | draft at_head at_municipality at_agency approved              | anna ieva head
evaluate      | approved suspended                                            | anna ieva
reopen        | evaluated                                                     | head
close         | evaluated                                                     | head
"""
NAMES = (
    "anna", "ieva", "head", "school_coordinator", "coordinator", "expert", "manager",
    "stranger", "foreign_head", "foreign_coordinator", "teacher_of_liga", "head_of_liga",
)  # fmt: skip


def rows() -> list[tuple[str, set[str], set[str]]]:
    lines = [line.split("|") for line in LIFE.strip().splitlines()]
    return [
        (step.strip(), set(states.replace("unborn", "").split() or {UNBORN}), set(who.split()))
        for step, states, who in lines
    ]


@pytest.mark.parametrize("step", sorted(PLAN_LIFE.steps))
def test_a_step_is_open_exactly_where_the_table_says_and_to_nobody_else(step: str) -> None:
    home = stage()
    plan = now_of(started(home))
    by(home.anna)

    found, expected = set(), set()
    for state in (UNBORN, *PlanState):
        plan.state = state
        for name in NAMES:
            viewer: Viewer = getattr(home, name)
            reasons = PLAN_LIFE.reasons_against(step, plan, viewer)
            shut = any(reason.code.endswith((".wrong_state", ".not_yours")) for reason in reasons)
            if not shut:
                found.add((str(state), name))
            if any(step == row[0] and state in row[1] and name in row[2] for row in rows()):
                expected.add((str(state), name))

    assert found == expected


def test_the_table_above_names_every_step_of_the_life() -> None:
    assert {row[0] for row in rows()} == set(PLAN_LIFE.steps)


def test_buttons_are_the_open_steps() -> None:
    home = stage()
    plan = now_of(started(home))

    plan.state = PlanState.AT_HEAD
    by(home.anna)
    assert PLAN_LIFE.open_steps(plan, home.anna) == ("take_back", "suspend", "remove")
    by(home.head)
    assert PLAN_LIFE.open_steps(plan, home.head) == (
        "approve",
        "comment",
        "send_back",
        "refuse",
        "suspend",
        "remove",
    )


@pytest.mark.parametrize(
    ("kind", "way"),
    [
        ("municipality", ["at_head", "at_municipality", "at_agency", "approved"]),
        ("state_vocational_school", ["at_head", "at_agency", "approved"]),
    ],
)
def test_the_chain_of_the_partners_kind_leads_from_the_head_to_approved(kind: str, way: list[str]) -> None:
    chain = approval_chains.chain(kind, TODAY)

    assert [str(after(PlanState(state), chain)) for state in way[:-1]] == way[1:]


def test_nothing_leads_out_of_inactive() -> None:
    assert not [step.name for step in PLAN_LIFE.steps.values() if PlanState.INACTIVE in step.source]


def test_a_head_of_another_role_does_not_approve_for_the_head() -> None:
    home: Stage = stage()
    plan = now_of(started(home))
    plan.state = PlanState.AT_HEAD

    national_head = Viewer(home.expert.account_id, Role.NATIONAL_EXPERT, home.expert.reach)

    assert not PLAN_LIFE.may("approve", plan, national_head)
