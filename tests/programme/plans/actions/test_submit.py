"""Submitting: all that is missing at once, each thing alone, and what is frozen."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.partners.models import Participation
from pumpurs.programme.plans.actions import decide, write
from pumpurs.programme.plans.actions.write import Judged
from pumpurs.programme.plans.models import Decision, Measure, Plan, PlanVersion
from pumpurs.rulebook import risks
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import (
    AUTUMN,
    NOW,
    TODAY,
    Stage,
    at_place,
    by,
    codes,
    now_of,
    stage,
    started,
    submitted,
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


def test_an_empty_plan_is_refused_with_all_that_is_missing_each_with_its_place(home: Stage) -> None:
    plan_id = started(home)
    with as_owner():
        Consent.objects.all().delete()
        Application.objects.all().delete()
        Participation.objects.all().delete()
        Plan.objects.update(grade=13, preparation_hours=Decimal("6.1"))

    with pytest.raises(Refused) as refusal:
        submit(home, plan_id)

    single = {reason.code for reason in refusal.value.reasons} - {"plan.submit.risks_not_judged"}
    assert single == {
        "plan.submit.no_consent", "plan.submit.no_application", "plan.submit.not_in_target_group",
        "plan.submit.institution_not_joined", "plan.submit.no_goal", "plan.submit.family_not_consulted",
        "plan.submit.no_measure", "plan.preparation.over_most",
    }  # fmt: skip
    unjudged = {reason.place for reason in refusal.value.reasons if reason.code.endswith("risks_not_judged")}
    assert unjudged == {f"risks-{factor.group}" for factor in risks.factors_on(TODAY)}
    assert all(reason.place for reason in refusal.value.reasons)
    assert state_of(plan_id) == "draft"


def spoil_risks(plan_id: UUID, home: Stage, level: int, reason: str) -> None:
    judged = [Judged("unexcused_absence", level, reason, 1), Judged("special_needs", 0, "", 1)]
    write.judge_risks(plan_id=plan_id, judged=judged, **by(home.anna))


def no_consent(plan_id: UUID, home: Stage) -> None:
    Consent.objects.update(state="withdrawn")


def other_semester(plan_id: UUID, home: Stage) -> None:
    Application.objects.filter(semester=str(AUTUMN)).update(semester="2027/1")


def too_young(plan_id: UUID, home: Stage) -> None:
    Plan.objects.update(grade=0)


def joins_later(plan_id: UUID, home: Stage) -> None:
    Participation.objects.update(since=Plan.objects.get(pk=plan_id).since + timedelta(days=1))


def left_before(plan_id: UUID, home: Stage) -> None:
    Participation.objects.update(until=Plan.objects.get(pk=plan_id).since)


def no_goal(plan_id: UUID, home: Stage) -> None:
    Plan.objects.update(learner_goal=" ")


def only_teachers(plan_id: UUID, home: Stage) -> None:
    Plan.objects.update(consulted=["class_teacher"])


def no_result(plan_id: UUID, home: Stage) -> None:
    Measure.objects.update(expected_result=" ")


def answers_nothing_there(plan_id: UUID, home: Stage) -> None:
    Measure.objects.update(risks=["paid_work"])


def over_the_cap(plan_id: UUID, home: Stage) -> None:
    Measure.objects.update(kind="meals", hours_planned=None, amount_eur=Decimal("70.01"))


SPOILT = {
    no_consent: "plan.submit.no_consent",
    other_semester: "plan.submit.no_application",
    too_young: "plan.submit.not_in_target_group",
    joins_later: "plan.submit.institution_not_joined",
    left_before: "plan.submit.institution_not_joined",
    no_goal: "plan.submit.no_goal",
    only_teachers: "plan.submit.family_not_consulted",
    no_result: "plan.measure.no_expected_result",
    answers_nothing_there: "plan.measure.answers_absent_risk",
    over_the_cap: "plan.measure.over_cap",
}


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_each_thing_that_is_missing_stops_the_submission_alone(home: Stage, spoil: Any) -> None:
    plan_id = written(home)
    with as_owner():
        spoil(plan_id, home)

    with pytest.raises(Refused) as refusal:
        submit(home, plan_id)

    assert codes(refusal) == [SPOILT[spoil]]
    with as_owner():
        assert not PlanVersion.objects.exists()
        assert not Decision.objects.exists()


def test_a_risk_without_a_reason_and_a_plan_without_a_risk_are_refused(home: Stage) -> None:
    plan_id = written(home)

    spoil_risks(plan_id, home, 3, "")
    with pytest.raises(Refused) as refusal:
        submit(home, plan_id)
    assert at_place(refusal) == {"risk:unexcused_absence": "plan.submit.risk_not_justified"}

    judged = [Judged("unexcused_absence", 0, "", 2)]
    write.judge_risks(plan_id=plan_id, judged=judged, **by(home.anna))
    with pytest.raises(Refused) as refusal:
        submit(home, plan_id)
    assert "plan.submit.no_risk" in codes(refusal)


def test_an_adult_learner_speaks_instead_of_the_family(home: Stage) -> None:
    plan_id = written(home)
    with as_owner():
        Plan.objects.update(consulted=["adult_learner"])

    submit(home, plan_id)

    assert state_of(plan_id) == "at_head"


def test_a_submission_freezes_the_plan_and_names_consent_and_application(home: Stage) -> None:
    plan_id = submitted(home)

    plan = now_of(plan_id)
    with as_owner():
        version = PlanVersion.objects.get()
        assert plan.consent_id == Consent.objects.get(learner=home.janis).id
        assert plan.application_id == Application.objects.get(learner=home.janis, semester=str(AUTUMN)).id
        (decision,) = Decision.objects.all()
    assert (version.number, version.approved_at, version.content["goal"]) == (1, None, plan.learner_goal)
    assert len(version.content["measures"]) == 1
    assert (plan.submitted_at, plan.waiting_since, plan.is_clean) == (NOW, NOW, False)
    assert (decision.step, decision.from_state, decision.to_state, decision.role, decision.at) == (
        "submit", "draft", "at_head", "plan_author", NOW,
    )  # fmt: skip
