"""Starting plans: empty, copied from an earlier semester, many at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pumpurs.foundation.models import AuditLine
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.plans.actions import change, draft
from pumpurs.programme.plans.models import Measure, RiskJudgement
from pumpurs.rulebook import calendar, preparation
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.people_and_places import care_for, viewer_for
from tests.programme.plans.stage import (
    AUTUMN,
    GOAL,
    SPRING_BEFORE,
    TODAY,
    Stage,
    approved,
    by,
    codes,
    now_of,
    stage,
    started,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def test_an_empty_plan_has_the_days_of_its_semester_and_the_place_of_its_learner(home: Stage) -> None:
    plan = now_of(started(home))

    days = calendar.dates(AUTUMN)
    assert (plan.state, plan.version, plan.since, plan.until) == ("draft", 1, days.first, days.end)
    assert (plan.institution_id, plan.partner_id) == (home.school.id, home.school.partner_id)
    assert (plan.grade, plan.vocational, plan.author_id) == (7, False, home.anna.account_id)
    assert plan.preparation_hours == preparation.most_hours_on(TODAY)
    assert plan.planned_eur == Decimal("72.00")


def test_the_start_leaves_one_line_in_the_audit_trail(home: Stage) -> None:
    plan_id = started(home)

    with as_owner():
        line = AuditLine.objects.get(action="plan.start")
    assert (line.object_id, line.learners, line.role) == (str(plan_id), [home.janis.id], "plan_author")


def test_a_second_plan_for_the_semester_is_refused_whoever_starts_it(home: Stage) -> None:
    started(home)

    with pytest.raises(Refused) as refusal:
        draft.start(learner_id=home.janis.id, semester=AUTUMN, **by(home.ieva))

    assert codes(refusal) == ["plan.start.there_is_one"]


def test_who_moves_in_mid_semester_gets_a_plan_of_the_new_school_beside_that_of_the_old(home: Stage) -> None:
    left_behind = started(home)
    with as_owner():
        at_new_school = Appointment.objects.get(pk=home.stranger.appointment_id)
        Learner.objects.filter(pk=home.janis.pk).update(institution=at_new_school.institution)
        care_for(at_new_school, Learner.objects.get(pk=home.janis.pk))
        newcomer = viewer_for(at_new_school)

    plan = draft.start(learner_id=home.janis.id, semester=AUTUMN, **by(newcomer))
    with pytest.raises(Refused) as refusal:
        draft.start(learner_id=home.janis.id, semester=AUTUMN, **by(newcomer))

    assert now_of(plan).institution_id == at_new_school.institution_id
    assert now_of(left_behind).institution_id == home.school.id
    assert codes(refusal) == ["plan.start.there_is_one"]


def test_after_a_removal_a_new_plan_can_be_started(home: Stage) -> None:
    first = started(home)
    change.remove(plan_id=first, note="", **by(home.anna))

    assert started(home) != first


@pytest.mark.parametrize("name", ["head", "school_coordinator", "coordinator", "expert", "manager"])
def test_only_a_plan_author_starts_a_plan(home: Stage, name: str) -> None:
    with pytest.raises(Refused) as refusal:
        draft.start(learner_id=home.janis.id, semester=AUTUMN, **by(getattr(home, name)))

    assert codes(refusal) == ["plan.start.not_yours"]


def test_another_schools_author_finds_no_such_learner(home: Stage) -> None:
    with pytest.raises(Learner.DoesNotExist):
        draft.start(learner_id=home.janis.id, semester=AUTUMN, **by(home.stranger))


def test_a_learner_who_left_school_gets_no_plan(home: Stage) -> None:
    with as_owner():
        Learner.objects.filter(pk=home.janis.pk).update(grade=None)

    with pytest.raises(Refused) as refusal:
        started(home)

    assert codes(refusal) == ["plan.start.not_enrolled"]


def test_a_copy_brings_goal_risks_and_support_dated_anew_but_not_the_talks(home: Stage) -> None:
    before = written(home, semester=SPRING_BEFORE)

    plan_id = draft.copy_last(learner_id=home.janis.id, semester=AUTUMN, **by(home.ieva))

    plan, days = now_of(plan_id), calendar.dates(AUTUMN)
    assert (plan.copied_from_id, plan.learner_goal) == (before, GOAL)
    assert (plan.consulted, plan.consulted_note) == ([], "")
    with as_owner():
        old_risks, new_risks = (
            set(RiskJudgement.objects.filter(plan_id=each).values_list("factor", "level", "reason"))
            for each in (before, plan_id)
        )
        old, new = Measure.objects.get(plan_id=before), Measure.objects.get(plan_id=plan_id)
    assert new_risks == old_risks
    assert len(new_risks) > 1
    assert (new.since, new.until, new.id == old.id) == (days.first, days.end, False)
    assert (new.kind, new.hours_planned, new.expected_result) == (
        old.kind, old.hours_planned, old.expected_result
    )  # fmt: skip
    assert plan.planned_eur == new.planned_eur + Decimal("72.00")


def test_the_copied_plan_stays_as_it_was(home: Stage) -> None:
    before = approved(home, semester=SPRING_BEFORE)
    frozen = now_of(before).__dict__ | {"_state": None}

    draft.copy_last(learner_id=home.janis.id, semester=AUTUMN, **by(home.anna))

    assert now_of(before).__dict__ | {"_state": None} == frozen


def test_without_an_earlier_plan_there_is_nothing_to_copy(home: Stage) -> None:
    with pytest.raises(Refused) as refusal:
        draft.copy_last(learner_id=home.janis.id, semester=AUTUMN, **by(home.anna))

    assert codes(refusal) == ["plan.copy.nothing_to_copy"]


def test_neither_a_removed_nor_a_later_plan_is_copied(home: Stage) -> None:
    removed = started(home, semester=SPRING_BEFORE)
    change.remove(plan_id=removed, note="", **by(home.anna))
    started(home, semester=AUTUMN)

    with pytest.raises(Refused) as refusal:
        draft.copy_last(learner_id=home.janis.id, semester=SPRING_BEFORE, **by(home.anna))

    assert codes(refusal) == ["plan.copy.nothing_to_copy"]


def test_numbers_of_plans_are_given_once(home: Stage) -> None:
    first, second = started(home, semester=SPRING_BEFORE), started(home)

    assert now_of(second).number > now_of(first).number
