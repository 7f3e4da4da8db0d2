"""Versions: history and comparison, what is printed, what the family reads."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from pumpurs.foundation.visibility import Reach, Viewer
from pumpurs.programme.consents.models import Consent
from pumpurs.programme.plans.actions import change, decide, write
from pumpurs.programme.plans.actions.write import Judged
from pumpurs.programme.plans.models import Plan, PlanVersion
from pumpurs.programme.plans.queries.versions import Frozen, approved_for_family, approved_version, history
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.plans.stage import (
    RISKS,
    TODAY,
    Stage,
    approve_by_all,
    approved,
    by,
    now_of,
    stage,
    submitted,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def compared(home: Stage, name: str, plan_id: UUID, **asked: Any) -> tuple[int, int, list[str]]:
    viewer = by(getattr(home, name))["viewer"]
    found = history(viewer=viewer, plan_id=plan_id, today=TODAY, **asked)
    return found.older, found.newer, [found_change.line for found_change in found.changes]


def printed(home: Stage, name: str, plan_id: UUID) -> Frozen:
    return approved_version(viewer=by(getattr(home, name))["viewer"], plan_id=plan_id, today=TODAY)


def three_versions(home: Stage) -> UUID:
    """Version 1 approved; 2 with another goal sent back; 3 with another text on health submitted."""
    plan_id = approved(home)
    change.revise(plan_id=plan_id, **by(home.anna, days=5))
    write.write_goal(plan_id=plan_id, text="Jauns mērķis.", revision=1, **by(home.anna))
    decide.submit(plan_id=plan_id, **by(home.anna, days=6))
    decide.send_back(plan_id=plan_id, note="Skaidrāk.", **by(home.head, days=7))
    judged = [Judged("special_needs", 2, "Atzinums saņemts.", 1)]
    write.judge_risks(plan_id=plan_id, judged=judged, **by(home.anna))
    decide.submit(plan_id=plan_id, **by(home.anna, days=8))
    return plan_id


def test_the_last_two_are_compared_unless_others_are_asked_for(home: Stage) -> None:
    plan_id = three_versions(home)

    assert compared(home, "anna", plan_id) == (2, 3, ["risk:special_needs"])
    assert compared(home, "anna", plan_id, older=1) == (1, 3, ["goal", "risk:special_needs"])
    assert compared(home, "anna", plan_id, older=1, newer=2) == (1, 2, ["goal"])
    assert compared(home, "anna", plan_id, older=77, newer=99) == (2, 3, ["risk:special_needs"])


def test_a_change_in_a_hidden_text_is_not_told_to_who_may_not_read_it(home: Stage) -> None:
    plan_id = three_versions(home)

    assert compared(home, "coordinator", plan_id) == (2, 3, [])
    assert compared(home, "coordinator", plan_id, older=1) == (1, 3, ["goal"])
    assert compared(home, "manager", plan_id, older=1) == (1, 3, [])


def test_before_the_first_submission_there_is_nothing_to_compare(home: Stage) -> None:
    assert compared(home, "anna", written(home)) == (0, 0, [])


def test_what_is_printed_is_the_version_approved_last_not_what_is_written_now(home: Stage) -> None:
    plan_id = three_versions(home)

    frozen = printed(home, "head", plan_id)
    assert (frozen.number, frozen.goal != "Jauns mērķis.") == (1, True)
    assert [line.role for line in frozen.decisions] == ["head", "municipal_coordinator", "national_expert"]
    approve_by_all(home, plan_id, days=9)

    assert (printed(home, "head", plan_id).number, printed(home, "head", plan_id).goal) == (
        3,
        "Jauns mērķis.",
    )


def test_without_an_approval_there_is_no_paper(home: Stage) -> None:
    plan_id = submitted(home)

    with pytest.raises(PlanVersion.DoesNotExist):
        printed(home, "head", plan_id)


@pytest.mark.parametrize("name", ["stranger", "foreign_head", "foreign_coordinator"])
def test_another_institution_neither_compares_nor_prints(home: Stage, name: str) -> None:
    plan_id = approved(home)

    with pytest.raises(Plan.DoesNotExist):
        printed(home, name, plan_id)
    with pytest.raises(Plan.DoesNotExist):
        compared(home, name, plan_id)


def test_the_paper_hides_what_its_reader_may_not_read(home: Stage) -> None:
    plan_id = approved(home)

    def reasons(name: str) -> dict[str, str | None]:
        return {line.factor: line.reason for line in printed(home, name, plan_id).risks if line.level}

    assert reasons("head") == RISKS
    assert [printed(home, name, plan_id).consulted_note for name in ("head", "expert")] == [
        "Mamma strādā maiņās.", None,
    ]  # fmt: skip
    assert reasons("expert") == {**RISKS, "special_needs": None}
    assert reasons("manager") == {}
    kept = printed(home, "manager", plan_id)
    assert (kept.reads_words, kept.goal, kept.consulted) == (False, "", ())
    assert [(line.subject, line.expected_result, line.planned_eur) for line in kept.measures] == [
        ("", "", Decimal("120.00"))
    ]


def test_the_paper_says_since_when_the_consent_has_ended(home: Stage) -> None:
    plan_id = approved(home)
    assert printed(home, "head", plan_id).card.consent_ended_on is None
    with as_owner():
        Consent.objects.update(state="withdrawn", ended_on=TODAY)

    assert printed(home, "head", plan_id).card.consent_ended_on == TODAY
    assert now_of(plan_id).state == "approved"


def mother_of(home: Stage, learner_id: UUID) -> Viewer:
    return replace(
        home.anna, role=Role.GUARDIAN, reach=Reach(learners=frozenset({learner_id})), appointment_id=None
    )


def test_the_family_reads_the_own_childs_approved_plan_without_hidden_texts(home: Stage) -> None:
    approved(home)
    mother = by(mother_of(home, home.janis.id))["viewer"]

    frozen = approved_for_family(viewer=mother, learner_id=home.janis.id, today=TODAY)

    assert frozen is not None
    assert {line.factor: line.reason for line in frozen.risks if line.level} == {
        **RISKS,
        "special_needs": None,
    }


def test_the_family_of_another_child_reads_nothing_and_before_the_approval_there_is_nothing(
    home: Stage,
) -> None:
    submitted(home)
    mother = by(mother_of(home, home.janis.id))["viewer"]
    assert approved_for_family(viewer=mother, learner_id=home.janis.id, today=TODAY) is None

    other = by(mother_of(home, home.liga.id))["viewer"]

    assert approved_for_family(viewer=other, learner_id=home.janis.id, today=TODAY) is None
