"""Changing an approved plan: revise, suspend, resume, remove."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.plans.actions import change, decide, write
from pumpurs.programme.plans.actions.write import Judged
from pumpurs.programme.plans.models import Decision, Measure, Plan, PlanVersion, Suspension, content_of
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import (
    TODAY,
    Stage,
    approve_by_all,
    approved,
    asked,
    by,
    codes,
    meals,
    now_of,
    stage,
    started,
    submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def suspend(plan_id: UUID, home: Stage, **more: Any) -> None:
    given = {"reason_code": "long_absence", "note": "Sanatorijā līdz novembrim."} | more
    change.suspend(plan_id=plan_id, **given, **by(home.head))


def on(day: date, home: Stage) -> dict[str, Any]:
    raise_wall(home.head)
    return {"viewer": home.head, "now": datetime(day.year, day.month, day.day, 9, tzinfo=UTC)}


def versions(plan_id: UUID) -> list[PlanVersion]:
    with as_owner():
        return list(PlanVersion.objects.filter(plan_id=plan_id).order_by("number"))


def test_a_revision_is_approved_by_all_levels_again_and_the_old_version_stays(home: Stage) -> None:
    plan_id = approved(home)
    (old,) = versions(plan_id)

    change.revise(plan_id=plan_id, **by(home.anna, days=5))
    write.write_goal(plan_id=plan_id, text="Jauns mērķis.", revision=1, **by(home.anna))
    assert (now_of(plan_id).state, now_of(plan_id).version) == ("under_revision", 2)
    decide.submit(plan_id=plan_id, **by(home.anna, days=6))
    for viewer, state in (
        (home.head, "at_municipality"), (home.coordinator, "at_agency"), (home.expert, "approved"),
    ):  # fmt: skip
        decide.approve(plan_id=plan_id, **by(viewer, days=7))
        assert now_of(plan_id).state == state

    kept, new = versions(plan_id)
    assert (kept.content, kept.approved_at) == (old.content, old.approved_at)
    assert (new.number, new.content["goal"]) == (2, "Jauns mērķis.")
    assert new.approved_at
    assert old.approved_at
    assert new.approved_at > old.approved_at


def lines_of(plan_id: UUID) -> tuple[Any, ...]:
    with as_owner():
        plan = Plan.objects.get(pk=plan_id)
        return content_of(plan), plan.state, plan.version, plan.approved_at


def test_a_discarded_revision_leaves_what_was_approved(home: Stage) -> None:
    plan_id = approved(home)
    before = lines_of(plan_id)
    with as_owner():
        which = plan_line(plan_id)
    change.revise(plan_id=plan_id, **by(home.anna, days=5))
    write.write_goal(plan_id=plan_id, text="Jauns mērķis.", revision=1, **by(home.anna))
    judged = [Judged("unexcused_absence", 3, "Kavē vairāk.", 1), Judged("special_needs", 0, "", 1)]
    write.judge_risks(plan_id=plan_id, judged=judged, **by(home.anna))
    write.drop_measure(plan_id=plan_id, measure_id=which, revision=1, **by(home.anna))
    write.put_measure(plan_id=plan_id, measure_id=None, draft=meals("20.00"), revision=0, **by(home.anna))

    change.discard(plan_id=plan_id, **by(home.anna, days=6))

    assert lines_of(plan_id) == before
    assert now_of(plan_id).planned_eur == Decimal(before[0]["planned_eur"])
    change.revise(plan_id=plan_id, **by(home.anna, days=7))
    with pytest.raises(Refused) as refusal:  # a form that was open over the discarded text
        write.write_goal(plan_id=plan_id, text="Jauns mērķis!", revision=2, **by(home.anna))
    assert codes(refusal) == ["plan.write.changed_meanwhile"]


def plan_line(plan_id: UUID) -> UUID:
    return Measure.objects.get(plan_id=plan_id).id


def test_a_revision_that_was_submitted_or_follows_a_suspension_is_not_discarded(home: Stage) -> None:
    plan_id = approved(home)
    change.revise(plan_id=plan_id, **by(home.anna, days=5))
    decide.submit(plan_id=plan_id, **by(home.anna, days=6))
    decide.take_back(plan_id=plan_id, **by(home.anna, days=7))
    with pytest.raises(Refused) as refusal:
        change.discard(plan_id=plan_id, **by(home.anna, days=8))
    assert codes(refusal) == ["plan.discard.submitted"]

    decide.submit(plan_id=plan_id, **by(home.anna, days=9))
    approve_by_all(home, plan_id, days=10)
    change.suspend(plan_id=plan_id, reason_code="other", note="Ceļo.", **by(home.head, days=14))
    change.resume(plan_id=plan_id, **by(home.head, days=15))
    with pytest.raises(Refused) as refusal:
        change.discard(plan_id=plan_id, **by(home.anna, days=16))
    assert codes(refusal) == ["plan.discard.submitted"]


def test_a_plan_that_is_not_approved_is_not_revised(home: Stage) -> None:
    plan_id = submitted(home)

    with pytest.raises(Refused) as refusal:
        change.revise(plan_id=plan_id, **by(home.anna))

    assert codes(refusal) == ["plan.revise.wrong_state"]


def test_a_suspension_needs_a_reason_of_the_rulebook_and_words(home: Stage) -> None:
    plan_id = approved(home)

    with pytest.raises(Refused) as refusal:
        suspend(plan_id, home, reason_code="bored")
    assert codes(refusal) == ["plan.suspend.no_reason"]
    with pytest.raises(Refused) as refusal:
        suspend(plan_id, home, note=" ")
    assert codes(refusal) == ["plan.suspend.no_note"]
    suspend(plan_id, home)

    with as_owner():
        rest = Suspension.objects.get()
        decision = Decision.objects.get(step="suspend")
    assert (rest.reason_code, rest.since, rest.until) == ("long_absence", TODAY, None)
    assert (decision.from_state, decision.to_state) == ("approved", "suspended")
    assert now_of(plan_id).waiting_since is None


def test_within_its_semester_a_plan_resumes_and_is_approved_again(home: Stage) -> None:
    plan_id = approved(home)
    suspend(plan_id, home)

    change.resume(plan_id=plan_id, **on(date(2026, 12, 18), home))

    with as_owner():
        assert Suspension.objects.get().until == date(2026, 12, 18)
    assert (now_of(plan_id).state, now_of(plan_id).version) == ("under_revision", 2)
    decide.submit(plan_id=plan_id, **by(home.anna, days=80))
    approve_by_all(home, plan_id, days=81)
    assert [version.number for version in versions(plan_id)] == [1, 2]


@pytest.mark.parametrize("day", [date(2026, 12, 19), date(2027, 1, 4), date(2026, 8, 1).replace(year=2027)])
def test_after_its_semester_a_plan_stays_suspended(home: Stage, day: date) -> None:
    plan_id = approved(home)
    suspend(plan_id, home)

    with pytest.raises(Refused) as refusal:
        change.resume(plan_id=plan_id, **on(day, home))

    assert codes(refusal) == ["plan.resume.other_semester"]
    assert now_of(plan_id).state == "suspended"


def test_a_plan_suspended_while_it_waited_starts_the_chain_from_the_head(home: Stage) -> None:
    plan_id = submitted(home)
    decide.approve(plan_id=plan_id, **by(home.head))
    suspend(plan_id, home)
    change.resume(plan_id=plan_id, **by(home.head, days=2))

    decide.submit(plan_id=plan_id, **by(home.anna, days=3))

    assert now_of(plan_id).state == "at_head"


@pytest.mark.parametrize("make", [started, submitted, approved])
def test_a_plan_without_money_is_removed_and_stays_in_the_history(home: Stage, make: Any) -> None:
    plan_id = make(home)

    change.remove(plan_id=plan_id, note="Kļūda.", **by(home.anna))

    assert now_of(plan_id).state == "inactive"
    with as_owner():
        assert Decision.objects.filter(plan_id=plan_id, step="remove", note="Kļūda.").count() == 1


def test_a_plan_on_which_money_was_used_is_not_removed(home: Stage) -> None:
    plan_id = approved(home)
    with as_owner():
        Plan.objects.filter(pk=plan_id).update(money_used=True)

    with pytest.raises(Refused) as refusal:
        change.remove(plan_id=plan_id, note="", **by(home.head))

    assert codes(refusal) == ["plan.remove.money_used"]
    assert now_of(plan_id).state == "approved"


@pytest.mark.parametrize("name", ["school_coordinator", "coordinator", "expert", "manager"])
def test_only_author_and_head_change_an_approved_plan(home: Stage, name: str) -> None:
    plan_id, viewer = approved(home), getattr(home, name)

    for verb, more in (
        (change.revise, {}),
        (change.suspend, {"reason_code": "other", "note": "x"}),
        (change.remove, {"note": ""}),
    ):
        with pytest.raises(Refused) as refusal:
            verb(**asked(plan_id, viewer, **more))
        assert codes(refusal)[0].endswith(".not_yours")


@pytest.mark.parametrize("name", ["stranger", "foreign_head", "foreign_coordinator"])
def test_another_institution_changes_nothing(home: Stage, name: str) -> None:
    plan_id, viewer = approved(home), getattr(home, name)

    for verb, more in (
        (change.revise, {}),
        (change.suspend, {"reason_code": "other", "note": "x"}),
        (change.resume, {}),
        (change.remove, {"note": ""}),
    ):
        with pytest.raises(Plan.DoesNotExist):
            verb(**asked(plan_id, viewer, **more))


def test_the_sum_of_a_revised_plan_counts_again(home: Stage) -> None:
    plan_id = approved(home)
    change.revise(plan_id=plan_id, **by(home.anna))

    write.write_consulted(
        plan_id=plan_id, consulted=["family"], note="", preparation_hours=Decimal("1"), revision=1, **by(home.anna)
    )  # fmt: skip

    assert now_of(plan_id).planned_eur == Decimal("132.00")
    (version,) = versions(plan_id)
    assert version.content["planned_eur"] == "192.00"
