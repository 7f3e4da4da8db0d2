"""The approval chain: approve, send back, refuse, comment; four eyes; what the database itself refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from pumpurs.programme.consents.models import Consent
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.plans.actions import change, decide, draft, write
from pumpurs.programme.plans.models import Decision, LineComment, Measure, Plan, PlanVersion
from pumpurs.rulebook.vocabulary import refusal_reasons
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.plans.stage import (
    AUTUMN,
    NOW,
    TODAY,
    Stage,
    approve_by_all,
    approved,
    asked,
    at_place,
    by,
    codes,
    fill,
    now_of,
    second_hat,
    stage,
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
            verb(**asked(plan_id, viewer, **more))
    with pytest.raises(Plan.DoesNotExist):
        decide.approve_many(read={plan_id: 1}, **by(viewer))


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
            verb(**asked(plan_id, head_too, **more))
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


@pytest.mark.parametrize("code", [term.key for term in refusal_reasons.on(TODAY)])
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
