"""The approval chain: submit, approve, send back, refuse, comment; four eyes; clean plans at once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from pumpurs.foundation.models import AuditLine
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Participation
from pumpurs.programme.plans.actions import change, decide, draft, write
from pumpurs.programme.plans.actions.write import Judged
from pumpurs.programme.plans.models import Decision, LineComment, Measure, Plan, PlanVersion
from pumpurs.rulebook import refusal_reasons, risks
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.plans.stage import (
    AUTUMN,
    NOW,
    SPRING_BEFORE,
    TODAY,
    Stage,
    approve_by_all,
    approved,
    at_place,
    by,
    codes,
    consultation,
    fill,
    now_of,
    second_hat,
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


# --- submit


def test_an_empty_plan_is_refused_with_all_that_is_missing_each_with_its_place(home: Stage) -> None:
    plan_id = started(home)
    with as_owner():
        Consent.objects.all().delete()
        Application.objects.all().delete()
        Participation.objects.all().delete()
        Plan.objects.update(grade=13, preparation_hours=Decimal("6.1"))

    with pytest.raises(Refused) as refusal:
        submit(home, plan_id)

    single = {reason.code for reason in refusal.value.reasons} - {"plan.submit.risk_not_judged"}
    assert single == {
        "plan.submit.no_consent", "plan.submit.no_application", "plan.submit.not_in_target_group",
        "plan.submit.institution_not_joined", "plan.submit.no_goal", "plan.submit.family_not_consulted",
        "plan.submit.no_measure", "plan.preparation.over_most",
    }  # fmt: skip
    unjudged = {reason.place for reason in refusal.value.reasons if reason.code.endswith("risk_not_judged")}
    assert unjudged == {f"risk:{factor.key}" for factor in risks.factors_on(TODAY)}
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


# --- the chain


def test_a_municipal_plan_goes_head_coordinator_expert(home: Stage) -> None:
    plan_id = submitted(home)

    seen = []
    for viewer in (home.head, home.coordinator, home.expert):
        decide.approve(plan_id=plan_id, **by(viewer))
        seen.append(state_of(plan_id))

    assert seen == ["at_municipality", "at_agency", "approved"]


def test_a_plan_of_a_state_vocational_school_goes_head_expert(home: Stage) -> None:
    plan_id = draft.start(learner_id=home.liga.id, semester=AUTUMN, **by(home.teacher_of_liga))
    fill(plan_id, home.teacher_of_liga)
    decide.submit(plan_id=plan_id, **by(home.teacher_of_liga))

    decide.approve(plan_id=plan_id, **by(home.head_of_liga))
    assert state_of(plan_id) == "at_agency"
    decide.approve(plan_id=plan_id, **by(home.expert))

    assert state_of(plan_id) == "approved"


def test_no_level_is_jumped_and_none_decides_twice(home: Stage) -> None:
    plan_id = submitted(home)

    for viewer in (home.expert, home.coordinator, home.anna, home.school_coordinator):
        with pytest.raises(Refused) as refusal:
            decide.approve(plan_id=plan_id, **by(viewer))
        assert codes(refusal) == ["plan.approve.not_yours"]
    decide.approve(plan_id=plan_id, **by(home.head))
    with pytest.raises(Refused) as refusal:
        decide.approve(plan_id=plan_id, **by(home.head))

    assert codes(refusal) == ["plan.approve.not_yours"]
    assert state_of(plan_id) == "at_municipality"


@pytest.mark.parametrize("name", ["stranger", "foreign_head", "foreign_coordinator", "head_of_liga"])
def test_another_institution_decides_nothing(home: Stage, name: str) -> None:
    plan_id, viewer = submitted(home), getattr(home, name)

    for verb, more in (
        (decide.approve, {}),
        (decide.send_back, {"note": "x"}),
        (decide.refuse, {"reason_code": "no_real_threat", "note": ""}),
        (decide.comment, {"line": "goal", "text": "x"}),
        (decide.take_back, {}),
        (decide.submit, {}),
    ):
        with pytest.raises(Plan.DoesNotExist):
            verb(plan_id=plan_id, **more, **by(viewer))
    with pytest.raises(Plan.DoesNotExist):
        decide.approve_many(plan_ids=[plan_id], **by(viewer))


def test_consent_withdrawn_on_the_way_stops_the_approval(home: Stage) -> None:
    plan_id = submitted(home)
    with as_owner():
        Consent.objects.update(state="withdrawn")

    with pytest.raises(Refused) as refusal:
        decide.approve(plan_id=plan_id, **by(home.head))

    assert codes(refusal) == ["plan.submit.no_consent"]


def test_waiting_begins_anew_at_each_level_and_ends_with_the_last(home: Stage) -> None:
    plan_id = submitted(home)

    decide.approve(plan_id=plan_id, **by(home.head, days=2))
    assert now_of(plan_id).waiting_since == NOW + timedelta(days=2)
    decide.approve(plan_id=plan_id, **by(home.coordinator, days=3))
    decide.approve(plan_id=plan_id, **by(home.expert, days=4))

    plan = now_of(plan_id)
    assert (plan.waiting_since, plan.approved_at) == (None, NOW + timedelta(days=4))
    with as_owner():
        assert PlanVersion.objects.get().approved_at == NOW + timedelta(days=4)


# --- four eyes


def test_an_author_who_is_also_the_head_does_not_approve_her_own_plan(home: Stage) -> None:
    plan_id = submitted(home)
    head_too = second_hat(home, home.anna, Role.HEAD, home.school)

    for verb, more, code in (
        (decide.approve, {}, "plan.approve.wrote_it_herself"),
        (decide.refuse, {"reason_code": "other", "note": "x"}, "plan.refuse.wrote_it_herself"),
    ):
        with pytest.raises(Refused) as refusal:
            verb(plan_id=plan_id, **more, **by(head_too))
        assert codes(refusal) == [code]
    assert state_of(plan_id) == "at_head"


def test_nor_does_a_colleague_who_submitted_it_or_wrote_a_part_of_it(home: Stage) -> None:
    plan_id = written(home)
    write.write_goal(plan_id=plan_id, text="Ievas vārdi.", revision=1, **by(home.ieva))
    submit(home, plan_id)

    with pytest.raises(Refused) as refusal:
        decide.approve(plan_id=plan_id, **by(second_hat(home, home.ieva, Role.HEAD, home.school)))
    assert codes(refusal) == ["plan.approve.wrote_it_herself"]


def test_who_submitted_another_authors_plan_does_not_approve_it(home: Stage) -> None:
    plan_id = written(home)
    decide.submit(plan_id=plan_id, **by(home.ieva))

    with pytest.raises(Refused) as refusal:
        decide.approve(plan_id=plan_id, **by(second_hat(home, home.ieva, Role.HEAD, home.school)))
    assert codes(refusal) == ["plan.approve.wrote_it_herself"]


def test_one_person_in_two_roles_approves_a_version_at_one_level_only(home: Stage) -> None:
    plan_id = submitted(home)
    both = second_hat(home, home.head, Role.MUNICIPAL_COORDINATOR, home.school.partner)
    decide.approve(plan_id=plan_id, **by(home.head))

    with pytest.raises(Refused) as refusal:
        decide.approve(plan_id=plan_id, **by(both))

    assert codes(refusal) == ["plan.approve.decided_this_version_before"]
    decide.approve(plan_id=plan_id, **by(home.coordinator))


def test_the_head_approves_again_what_came_back_from_a_higher_level(home: Stage) -> None:
    plan_id = submitted(home)
    decide.approve(plan_id=plan_id, **by(home.head, days=1))
    decide.send_back(plan_id=plan_id, note="Par daudz stundu.", **by(home.coordinator, days=2))
    submit(home, plan_id, days=3)

    decide.approve(plan_id=plan_id, **by(home.head, days=4))

    assert state_of(plan_id) == "at_municipality"


# --- comments and sending back


def test_sending_back_needs_words(home: Stage) -> None:
    plan_id = submitted(home)

    with pytest.raises(Refused) as refusal:
        decide.send_back(plan_id=plan_id, note="  ", **by(home.head))
    assert codes(refusal) == ["plan.send_back.says_nothing"]
    decide.comment(plan_id=plan_id, line="goal", text="Vai tie ir viņa vārdi?", **by(home.head))
    decide.send_back(plan_id=plan_id, note="", **by(home.head))

    assert (state_of(plan_id), now_of(plan_id).waiting_since) == ("draft", None)


def test_comments_settle_when_the_plan_is_submitted_again(home: Stage) -> None:
    plan_id = submitted(home)
    decide.comment(plan_id=plan_id, line="goal", text="Vai tie ir viņa vārdi?", **by(home.head))
    decide.send_back(plan_id=plan_id, note="", **by(home.head))
    with as_owner():
        assert LineComment.objects.get().settled_at is None

    submit(home, plan_id, days=2)

    with as_owner():
        assert LineComment.objects.get().settled_at == NOW + timedelta(days=2)
    assert now_of(plan_id).version == 2


@pytest.mark.parametrize("name", ["anna", "coordinator", "expert", "school_coordinator"])
def test_only_the_level_it_waits_for_comments(home: Stage, name: str) -> None:
    plan_id = submitted(home)

    with pytest.raises(Refused) as refusal:
        decide.comment(plan_id=plan_id, line="goal", text="Hm.", **by(getattr(home, name)))

    assert codes(refusal) == ["plan.comment.not_yours"]


def test_a_comment_needs_words_and_a_line_of_this_plan(home: Stage) -> None:
    plan_id = submitted(home)
    with as_owner():
        measure = Measure.objects.get()

    for line in ("goal", "consulted", "risk:paid_work", f"measure:{measure.id}"):
        decide.comment(plan_id=plan_id, line=line, text="Kāpēc?", **by(home.head))
        with pytest.raises(Refused) as refusal:
            decide.comment(plan_id=plan_id, line=line, text=" ", **by(home.head))
        assert at_place(refusal) == {line: "plan.comment.empty"}
    for line in ("", "nowhere", "risk:astrology", f"measure:{uuid4()}", "x" * 500):
        with pytest.raises(Refused) as refusal:
            decide.comment(plan_id=plan_id, line=line, text="Kāpēc?", **by(home.head))
        assert codes(refusal) == ["plan.comment.no_such_line"]

    with as_owner():
        assert LineComment.objects.count() == 4


def test_the_author_takes_back_only_while_the_head_has_not_read(home: Stage) -> None:
    plan_id = submitted(home)
    decide.take_back(plan_id=plan_id, **by(home.anna))
    assert state_of(plan_id) == "draft"
    submit(home, plan_id)
    decide.approve(plan_id=plan_id, **by(home.head))

    with pytest.raises(Refused) as refusal:
        decide.take_back(plan_id=plan_id, **by(home.anna))

    assert codes(refusal) == ["plan.take_back.wrong_state"]


# --- refusing


def test_a_plan_is_refused_with_a_reason_of_the_rulebook_only(home: Stage) -> None:
    plan_id = submitted(home)

    for wrong in ("", "bad_weather"):
        with pytest.raises(Refused) as refusal:
            decide.refuse(plan_id=plan_id, reason_code=wrong, note="Nē.", **by(home.head))
        assert codes(refusal) == ["plan.refuse.no_reason"]
    decide.refuse(plan_id=plan_id, reason_code="no_real_threat", note="", **by(home.head))

    assert state_of(plan_id) == "inactive"
    with as_owner():
        assert Decision.objects.get(step="refuse").reason_code == "no_real_threat"


@pytest.mark.parametrize("code", [term.key for term in refusal_reasons.reasons_on(TODAY)])
def test_every_reason_of_the_rulebook_can_be_given(home: Stage, code: str) -> None:
    plan_id = submitted(home)

    decide.refuse(plan_id=plan_id, reason_code=code, note="Paskaidrots.", **by(home.head))

    assert state_of(plan_id) == "inactive"


def test_what_was_approved_once_is_sent_back_and_not_refused(home: Stage) -> None:
    plan_id = approved(home)
    change.revise(plan_id=plan_id, **by(home.anna, days=5))
    submit(home, plan_id, days=5)

    with pytest.raises(Refused) as refusal:
        decide.refuse(plan_id=plan_id, reason_code="other", note="x", **by(home.head))
    assert codes(refusal) == ["plan.refuse.approved_before"]
    decide.send_back(plan_id=plan_id, note="Īsāk.", **by(home.head))

    assert state_of(plan_id) == "under_revision"


# --- clean plans, many at once


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


def two_waiting(home: Stage, *, clean: bool = True) -> list[UUID]:
    """A plan of Jānis for spring and one for autumn, both at the head."""
    first, second = written(home, semester=SPRING_BEFORE), written(home)
    for plan_id in (first, second):
        submit(home, plan_id)
    with as_owner():
        Plan.objects.filter(pk=first).update(is_clean=True)
        Plan.objects.filter(pk=second).update(is_clean=clean)
    return [first, second]


def test_several_clean_plans_are_approved_at_once(home: Stage) -> None:
    both = two_waiting(home)

    assert decide.approve_many(plan_ids=[*both, both[0]], **by(home.head)) == 2

    assert [state_of(plan_id) for plan_id in both] == ["at_municipality"] * 2
    with as_owner():
        assert AuditLine.objects.filter(action="plan.approve").count() == 2


def test_one_plan_that_is_not_clean_stops_them_all(home: Stage) -> None:
    both = two_waiting(home, clean=False)

    with pytest.raises(Refused) as refusal:
        decide.approve_many(plan_ids=both, **by(home.head))

    (reason,) = refusal.value.reasons
    assert (reason.code, reason.values) == ("plan.approve.not_clean", {"number": now_of(both[1]).number})
    assert [state_of(plan_id) for plan_id in both] == ["at_head"] * 2


def test_one_plan_whose_step_is_shut_stops_them_all(home: Stage) -> None:
    both = two_waiting(home)
    with as_owner():
        Application.objects.filter(semester=str(AUTUMN)).update(state="withdrawn")

    with pytest.raises(Refused) as refusal:
        decide.approve_many(plan_ids=both, **by(home.head))

    assert codes(refusal) == ["plan.submit.no_application"]
    assert [state_of(plan_id) for plan_id in both] == ["at_head"] * 2


def test_one_plan_out_of_reach_stops_them_all(home: Stage) -> None:
    both = two_waiting(home)

    with pytest.raises(Plan.DoesNotExist):
        decide.approve_many(plan_ids=[*both, uuid4()], **by(home.head))

    assert [state_of(plan_id) for plan_id in both] == ["at_head"] * 2


# --- what the database itself refuses


def test_the_heads_first_approval_is_written_once_through_all_revisions(home: Stage) -> None:
    plan_id = approved(home)
    first = now_of(plan_id).first_head_approved_at
    change.revise(plan_id=plan_id, **by(home.anna, days=5))
    submit(home, plan_id, days=6)
    approve_by_all(home, plan_id, days=7)

    assert first == NOW + timedelta(days=1)
    assert now_of(plan_id).first_head_approved_at == first


@pytest.mark.parametrize("value", [None, NOW])
def test_the_database_refuses_to_write_the_heads_first_approval_again(home: Stage, value: Any) -> None:
    plan_id = approved(home)

    with as_owner(), pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Plan.objects.filter(pk=plan_id).update(first_head_approved_at=value)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE plans_decision SET note = 'x'",
        "DELETE FROM plans_decision",
        "UPDATE plans_planversion SET content = '{}'",
        "UPDATE plans_planversion SET number = 9",
        "DELETE FROM plans_planversion",
        "TRUNCATE plans_decision",
    ],
)
def test_the_web_role_changes_neither_decisions_nor_frozen_versions(home: Stage, sql: str) -> None:
    approved(home)
    by(home.expert)

    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_the_learners_record_knows_nothing_of_it(home: Stage) -> None:
    """A room tells a lower room nothing: the learner's row is the same before and after."""
    with as_owner():
        before = Learner.objects.values().get(pk=home.janis.pk)

    approved(home)

    with as_owner():
        assert Learner.objects.values().get(pk=home.janis.pk) == before
