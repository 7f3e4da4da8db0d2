"""The page of one plan: what each role reads, the chain, the log of the look, the number of queries."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from pumpurs.foundation.models import AuditLine
from pumpurs.programme.plans.actions import change, decide
from pumpurs.programme.plans.models import Measure, Plan
from pumpurs.programme.plans.queries.one import PlanPage, one_plan
from pumpurs.rulebook import risks
from tests.database import as_owner
from tests.programme.plans.stage import (
    RISKS,
    TODAY,
    Stage,
    approved,
    by,
    stage,
    started,
    submitted,
    written,
)

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
HEALTH, GENERAL = "special_needs", "unexcused_absence"


@pytest.fixture
def home() -> Stage:
    return stage()


def seen(home: Stage, name: str, plan_id: Any) -> PlanPage:
    viewer = by(getattr(home, name))["viewer"]
    return one_plan(viewer=viewer, plan_id=plan_id, today=TODAY)


def risk(plan: PlanPage, factor: str) -> Any:
    return next((line for line in plan.risks if line.factor == factor), None)


@pytest.mark.parametrize("name", ["anna", "ieva", "head"])
def test_author_and_head_read_every_text(home: Stage, name: str) -> None:
    plan = seen(home, name, written(home))

    assert {line.factor: line.reason for line in plan.risks if line.level} == RISKS
    assert plan.consulted_note == "Mamma strādā maiņās."


@pytest.mark.parametrize("name", ["school_coordinator", "coordinator", "expert"])
def test_other_approvers_see_that_a_health_risk_is_there_but_not_its_text(home: Stage, name: str) -> None:
    plan = seen(home, name, written(home))

    assert (risk(plan, HEALTH).level, risk(plan, HEALTH).reason) == (2, None)
    assert risk(plan, GENERAL).reason == RISKS[GENERAL]
    assert plan.consulted_note is None


def test_the_programme_manager_sees_the_support_and_its_cost_and_no_word_on_the_learner(home: Stage) -> None:
    plan_id = submitted(home)
    for line in ("goal", "consulted", f"risk:{GENERAL}", measure_line_of()):
        decide.comment(plan_id=plan_id, line=line, text="Kāpēc?", **by(home.head))
    decide.send_back(plan_id=plan_id, note="Īsāk.", **by(home.head))
    plan = seen(home, "manager", plan_id)

    assert (plan.reads_words, plan.risks, plan.comments) == (False, (), ())
    assert (plan.goal, plan.consulted, plan.consulted_note) == ("", (), None)
    (support,) = plan.measures
    assert (support.risks, support.subject, support.expected_result) == ((), "", "")
    assert (support.hours_planned, support.planned_eur) == (Decimal("10"), Decimal("120.00"))
    assert [step.note for step in plan.decisions] == ["", None]


def measure_line_of() -> str:
    with as_owner():
        return f"measure:{Measure.objects.get().id}"


@pytest.mark.parametrize(("name", "reads"), [("anna", True), ("head", True), ("coordinator", False)])
def test_why_a_plan_rests_is_read_by_author_and_head_only(home: Stage, name: str, reads: bool) -> None:
    plan_id = submitted(home)
    change.suspend(plan_id=plan_id, reason_code="long_absence", note="Guļ slimnīcā.", **by(home.head, days=1))

    last = seen(home, name, plan_id).decisions[-1]

    assert (last.reason_code, last.note) == ("long_absence", "Guļ slimnīcā." if reads else None)


def test_why_a_plan_came_back_is_read_by_every_approver(home: Stage) -> None:
    plan_id = submitted(home)
    decide.send_back(plan_id=plan_id, note="Īsāk.", **by(home.head))

    for name in ("anna", "coordinator", "expert"):
        assert seen(home, name, plan_id).decisions[-1].note == "Īsāk."


def test_a_comment_on_a_hidden_line_is_read_by_those_who_read_the_line_and_by_its_writer(home: Stage) -> None:
    plan_id = submitted(home)
    for line in (f"risk:{HEALTH}", f"risk:{GENERAL}", "consulted", "goal"):
        decide.comment(plan_id=plan_id, line=line, text=f"Par {line}", **by(home.head))
    decide.approve(plan_id=plan_id, **by(home.head))
    decide.comment(plan_id=plan_id, line=f"risk:{HEALTH}", text="Vai ir atzinums?", **by(home.coordinator))

    assert len(seen(home, "anna", plan_id).comments) == 5
    mine = [(comment.line, comment.text) for comment in seen(home, "coordinator", plan_id).comments]
    assert sorted(mine) == [
        ("goal", "Par goal"), (f"risk:{HEALTH}", "Vai ir atzinums?"), (f"risk:{GENERAL}", f"Par risk:{GENERAL}"),
    ]  # fmt: skip
    assert {comment.line for comment in seen(home, "expert", plan_id).comments} == {"goal", f"risk:{GENERAL}"}


@pytest.mark.parametrize("name", ["stranger", "foreign_head", "foreign_coordinator", "teacher_of_liga"])
def test_out_of_reach_there_is_no_such_plan(home: Stage, name: str) -> None:
    plan_id = written(home)

    with pytest.raises(Plan.DoesNotExist):
        seen(home, name, plan_id)


def test_the_look_is_logged_with_learner_role_and_purpose(home: Stage) -> None:
    plan_id = written(home)

    seen(home, "head", plan_id)

    with as_owner():
        line = AuditLine.objects.get(outcome="shown")
    assert (line.action, line.learners, line.role, line.purpose) == (
        "plan.one", [home.janis.id], "head", "approval",
    )  # fmt: skip


def chain(plan: PlanPage) -> list[tuple[str, str, str]]:
    return [(link.role, link.standing, link.by) for link in plan.chain]


def test_the_chain_shows_who_approved_and_where_it_waits(home: Stage) -> None:
    plan_id = submitted(home)
    decide.approve(plan_id=plan_id, **by(home.head, days=1))

    assert chain(seen(home, "anna", plan_id)) == [
        ("head", "done", "Pēteris Kļava"), ("municipal_coordinator", "now", ""), ("national_expert", "later", ""),
    ]  # fmt: skip


def test_a_revised_plan_has_its_whole_chain_before_it_again(home: Stage) -> None:
    plan_id = approved(home)
    assert [link[1] for link in chain(seen(home, "anna", plan_id))] == ["done"] * 3
    change.revise(plan_id=plan_id, **by(home.anna, days=5))
    assert [link[1] for link in chain(seen(home, "anna", plan_id))] == ["later"] * 3

    decide.submit(plan_id=plan_id, **by(home.anna, days=6))

    assert [link[1] for link in chain(seen(home, "anna", plan_id))] == ["now", "later", "later"]


def test_every_risk_of_the_catalogue_is_listed_judged_or_not(home: Stage) -> None:
    plan = seen(home, "anna", started(home))

    assert [line.factor for line in plan.risks] == [factor.key for factor in risks.factors_on(TODAY)]
    assert {line.level for line in plan.risks} == {None}


def test_a_plan_costs_five_queries_however_full_it_is(
    home: Stage, django_assert_num_queries: Queries
) -> None:
    plan_id = submitted(home)
    with as_owner():
        row = Measure.objects.get()
        for position in range(2, 9):
            row.pk, row.position = None, position
            row.id = uuid4()
            row.save(force_insert=True)
    for line in ("goal", "consulted", f"risk:{GENERAL}"):
        decide.comment(plan_id=plan_id, line=line, text="Kāpēc?", **by(home.head))
    viewer = by(home.head)["viewer"]

    with django_assert_num_queries(
        5
    ):  # plan with its comments, risks, measures, decisions; and the line in the trail
        one_plan(viewer=viewer, plan_id=plan_id, today=TODAY)
