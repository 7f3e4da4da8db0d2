"""Writing a plan section by section: two authors at once lose nothing, and every refusal says why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.actions import draft, write
from pumpurs.programme.plans.actions.write import Judged
from pumpurs.programme.plans.models import Measure, Plan, RiskJudgement
from pumpurs.programme.plans.rules import MeasureDraft
from pumpurs.rulebook import preparation
from pumpurs.values.periods import Span
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import (
    AUTUMN,
    TODAY,
    Stage,
    at_place,
    by,
    codes,
    consultation,
    meals,
    now_of,
    span,
    stage,
    started,
    submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


@pytest.fixture
def plan_id(home: Stage) -> UUID:
    return started(home)


def goal(plan_id: UUID, viewer: Viewer, text: str, revision: int) -> int:
    return write.write_goal(plan_id=plan_id, text=text, revision=revision, **by(viewer))


def talks(plan_id: UUID, viewer: Viewer, revision: int = 0, **more: Any) -> int:
    given: dict[str, Any] = {"consulted": ["family"], "note": "", "preparation_hours": Decimal("4")} | more
    return write.write_consulted(plan_id=plan_id, revision=revision, **given, **by(viewer))


def judge(plan_id: UUID, viewer: Viewer, *judged: Judged) -> dict[str, int]:
    return write.judge_risks(plan_id=plan_id, judged=judged, **by(viewer))


def put(
    plan_id: UUID, viewer: Viewer, what: MeasureDraft, *, which: UUID | None = None, revision: int = 0
) -> UUID:
    return write.put_measure(plan_id=plan_id, measure_id=which, draft=what, revision=revision, **by(viewer))


def stored_risk(plan_id: UUID, factor: str) -> tuple[int, str, int]:
    with as_owner():
        row = RiskJudgement.objects.get(plan_id=plan_id, factor=factor)
    return row.level, row.reason, row.revision


# --- goal and talks


def test_a_goal_is_kept_without_blanks_around_it_and_counts_its_saves(home: Stage, plan_id: UUID) -> None:
    assert goal(plan_id, home.anna, "  Pabeigt klasi. ", 0) == 1
    assert goal(plan_id, home.anna, "Pabeigt 9. klasi.", 1) == 2

    assert now_of(plan_id).learner_goal == "Pabeigt 9. klasi."


def test_two_authors_of_a_goal_the_second_is_refused_with_the_firsts_text(home: Stage, plan_id: UUID) -> None:
    goal(plan_id, home.anna, "Annas teksts.", 0)

    with pytest.raises(Refused) as refusal:
        goal(plan_id, home.ieva, "Ievas teksts.", 0)

    (reason,) = refusal.value.reasons
    assert (reason.code, reason.place) == ("plan.write.changed_meanwhile", "goal")
    assert (reason.values["theirs"], reason.values["revision"]) == ("Annas teksts.", 1)
    assert now_of(plan_id).learner_goal == "Annas teksts."
    assert goal(plan_id, home.ieva, "Annas teksts. Ievas teksts.", reason.values["revision"]) == 2


def test_the_same_goal_sent_twice_is_saved_once_and_is_no_clash(home: Stage, plan_id: UUID) -> None:
    goal(plan_id, home.anna, "Kopīgs.", 0)

    assert goal(plan_id, home.ieva, "Kopīgs.", 0) == 1
    with as_owner():
        assert AuditLine.objects.filter(action="plan.write").count() == 1


def test_talks_and_goal_do_not_clash_with_each_other(home: Stage, plan_id: UUID) -> None:
    goal(plan_id, home.anna, "Mērķis.", 0)

    assert talks(plan_id, home.ieva) == 1


def test_two_authors_of_the_talks_the_second_is_refused(home: Stage, plan_id: UUID) -> None:
    talks(plan_id, home.anna, note="Mamma nāks piektdien.")

    with pytest.raises(Refused) as refusal:
        talks(plan_id, home.ieva, note="Tētis zvanīja.")

    assert at_place(refusal) == {"consulted": "plan.write.changed_meanwhile"}
    assert refusal.value.reasons[0].values["theirs"] == "Mamma nāks piektdien."
    assert now_of(plan_id).consulted_note == "Mamma nāks piektdien."


def test_hours_for_preparing_change_the_sum_and_end_at_the_most(home: Stage, plan_id: UUID) -> None:
    most = preparation.most_hours_on(TODAY)

    talks(plan_id, home.anna, preparation_hours=most)
    assert now_of(plan_id).planned_eur == Decimal("72.00")
    with pytest.raises(Refused) as refusal:
        talks(plan_id, home.anna, 1, preparation_hours=most + Decimal("0.1"))

    assert codes(refusal) == ["plan.preparation.over_most"]
    assert now_of(plan_id).preparation_hours == most


# --- risks


def test_risks_are_saved_line_by_line_with_their_revisions(home: Stage, plan_id: UUID) -> None:
    first = judge(
        plan_id, home.anna, Judged("paid_work", 1, " Strādā naktīs. ", 0), Judged("offences", 0, "", 0)
    )
    second = judge(
        plan_id, home.anna, Judged("paid_work", 2, "Strādā naktīs.", 1), Judged("offences", 0, "", 1)
    )

    assert first == {"paid_work": 1, "offences": 1}
    assert second == {"paid_work": 2}
    assert stored_risk(plan_id, "paid_work") == (2, "Strādā naktīs.", 2)


def test_a_clash_on_one_risk_refuses_the_whole_save_and_keeps_the_firsts_text(
    home: Stage, plan_id: UUID
) -> None:
    judge(plan_id, home.anna, Judged("paid_work", 1, "Annas.", 0), Judged("offences", 1, "Annas.", 0))
    judge(plan_id, home.anna, Judged("paid_work", 3, "Annas otrais.", 1))

    with pytest.raises(Refused) as refusal:
        judge(
            plan_id, home.ieva,
            Judged("paid_work", 2, "Ievas.", 1), Judged("offences", 2, "Ievas.", 1), Judged("addiction", 1, "x", 0),
        )  # fmt: skip

    (reason,) = refusal.value.reasons
    assert (reason.code, reason.place) == ("plan.write.changed_meanwhile", "risk:paid_work")
    assert dict(reason.values) == {
        "risk": "paid_work", "theirs": "Annas otrais.", "their_level": 3, "revision": 2,
    }  # fmt: skip
    assert stored_risk(plan_id, "paid_work") == (3, "Annas otrais.", 2)
    assert stored_risk(plan_id, "offences") == (1, "Annas.", 1)


def test_clashes_on_several_risks_are_told_all_at_once(home: Stage, plan_id: UUID) -> None:
    judge(plan_id, home.anna, Judged("paid_work", 1, "Annas.", 0), Judged("offences", 1, "Annas.", 0))

    with pytest.raises(Refused) as refusal:
        judge(plan_id, home.ieva, Judged("paid_work", 2, "Ievas.", 0), Judged("offences", 2, "Ievas.", 0))

    assert set(at_place(refusal)) == {"risk:paid_work", "risk:offences"}


def test_two_authors_judge_different_risks_without_a_clash(home: Stage, plan_id: UUID) -> None:
    judge(plan_id, home.anna, Judged("paid_work", 1, "Annas.", 0))
    judge(plan_id, home.ieva, Judged("offences", 1, "Ievas.", 0))

    assert stored_risk(plan_id, "paid_work")[1] == "Annas."
    assert stored_risk(plan_id, "offences")[1] == "Ievas."


def test_a_line_that_its_sender_did_not_touch_neither_clashes_nor_overwrites(
    home: Stage, plan_id: UUID
) -> None:
    judge(plan_id, home.anna, Judged("paid_work", 1, "Sākums.", 0), Judged("offences", 0, "", 0))
    judge(plan_id, home.ieva, Judged("paid_work", 3, "Ievas jaunais.", 1))

    saved = judge(
        plan_id, home.anna,
        Judged("paid_work", 1, "Sākums.", 1, untouched=True), Judged("offences", 1, "Annas.", 1),
    )  # fmt: skip

    assert saved == {"offences": 2}
    assert stored_risk(plan_id, "paid_work") == (3, "Ievas jaunais.", 2)


def test_a_risk_that_the_rulebook_does_not_know_is_refused(home: Stage, plan_id: UUID) -> None:
    with pytest.raises(Refused) as refusal:
        judge(plan_id, home.anna, Judged("paid_work", 1, "Strādā.", 0), Judged("astrology", 1, "Vērsis.", 0))

    assert codes(refusal) == ["plan.write.unknown_risk"]
    with as_owner():
        assert not RiskJudgement.objects.exists()


# --- support


def test_support_adds_up_in_the_plans_sum(home: Stage, plan_id: UUID) -> None:
    hours = put(plan_id, home.anna, consultation())
    put(plan_id, home.anna, meals("20.00"))

    assert now_of(plan_id).planned_eur == Decimal("72.00") + Decimal("120.00") + Decimal("80.00")
    put(plan_id, home.anna, consultation(hours_planned=Decimal("5")), which=hours, revision=1)
    assert now_of(plan_id).planned_eur == Decimal("72.00") + Decimal("60.00") + Decimal("80.00")
    write.drop_measure(plan_id=plan_id, measure_id=hours, revision=2, **by(home.anna))
    assert now_of(plan_id).planned_eur == Decimal("72.00") + Decimal("80.00")


def test_a_consultation_keeps_no_amount_and_a_compensation_no_hours(home: Stage, plan_id: UUID) -> None:
    put(plan_id, home.anna, consultation(amount_eur=Decimal("999")))
    put(plan_id, home.anna, meals("20.00", hours_planned=Decimal("99")))

    with as_owner():
        kept = list(
            Measure.objects.order_by("position").values_list(
                "hours_planned", "amount_eur", "provider_profession"
            )
        )
    assert kept == [(Decimal("10.0"), None, "teacher"), (None, Decimal("20.00"), "")]


BAD = {
    "plan.measure.unknown_kind": consultation(kind="horse_riding"),
    "plan.measure.vocational_only": meals("40.00", kind="learning_aids"),
    "plan.measure.outside_plan": consultation(span=Span(date(2026, 8, 31), date(2026, 9, 10))),
    "plan.measure.no_hours": consultation(hours_planned=None),
    "plan.measure.no_amount": meals("0"),
    "plan.measure.answers_no_risk": consultation(risks=()),
    "plan.measure.over_cap": meals("70.01"),
}


@pytest.mark.parametrize("code", BAD)
def test_support_is_refused_and_nothing_is_kept(home: Stage, plan_id: UUID, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        put(plan_id, home.anna, BAD[code])

    assert codes(refusal) == [code]
    with as_owner():
        assert not Measure.objects.exists()
    assert now_of(plan_id).planned_eur == Decimal("72.00")


def test_support_up_to_the_cap_fits(home: Stage, plan_id: UUID) -> None:
    put(plan_id, home.anna, meals("70.00"))

    assert now_of(plan_id).planned_eur == Decimal("72.00") + 4 * Decimal("70.00")


def test_learning_aids_are_open_to_a_vocational_learner(home: Stage) -> None:
    plan_id = draft.start(learner_id=home.liga.id, semester=AUTUMN, **by(home.teacher_of_liga))

    put(plan_id, home.teacher_of_liga, meals("400.00", kind="learning_aids"))

    assert now_of(plan_id).planned_eur == Decimal("72.00") + Decimal("400.00")


def test_two_authors_of_one_support_the_second_is_refused_with_the_firsts_text(
    home: Stage, plan_id: UUID
) -> None:
    which = put(plan_id, home.anna, consultation())
    put(plan_id, home.anna, consultation(expected_result="Annas."), which=which, revision=1)

    with pytest.raises(Refused) as refusal:
        put(plan_id, home.ieva, consultation(expected_result="Ievas."), which=which, revision=1)

    (reason,) = refusal.value.reasons
    assert (reason.code, reason.values) == (
        "plan.write.changed_meanwhile",
        {"theirs": "Annas.", "revision": 2},
    )
    with as_owner():
        assert Measure.objects.get().expected_result == "Annas."


def test_support_of_another_plan_is_not_changed_through_this_one(home: Stage, plan_id: UUID) -> None:
    other = draft.start(learner_id=home.liga.id, semester=AUTUMN, **by(home.teacher_of_liga))
    which = put(other, home.teacher_of_liga, consultation())

    with pytest.raises(Measure.DoesNotExist):
        put(plan_id, home.anna, consultation(), which=which, revision=1)
    with pytest.raises(Measure.DoesNotExist):
        write.drop_measure(plan_id=plan_id, measure_id=which, revision=1, **by(home.anna))


# --- who may write, and when


def every_verb(plan_id: UUID, viewer: Viewer) -> list[Any]:
    return [
        lambda: goal(plan_id, viewer, "Svešs.", 0),
        lambda: talks(plan_id, viewer),
        lambda: judge(plan_id, viewer, Judged("paid_work", 1, "x", 0)),
        lambda: put(plan_id, viewer, consultation()),
        lambda: write.drop_measure(plan_id=plan_id, measure_id=plan_id, revision=1, **by(viewer)),
        lambda: write.settle_comment(plan_id=plan_id, comment_id=plan_id, answer="", **by(viewer)),
    ]


@pytest.mark.parametrize("name", ["head", "school_coordinator", "coordinator", "expert", "manager"])
def test_only_an_author_writes(home: Stage, plan_id: UUID, name: str) -> None:
    for verb in every_verb(plan_id, getattr(home, name)):
        with pytest.raises(Refused) as refusal:
            verb()
        assert codes(refusal) == ["plan.write.not_yours"]


@pytest.mark.parametrize("name", ["stranger", "foreign_head", "foreign_coordinator", "head_of_liga"])
def test_another_institution_finds_no_such_plan(home: Stage, plan_id: UUID, name: str) -> None:
    for verb in every_verb(plan_id, getattr(home, name)):
        with pytest.raises(Plan.DoesNotExist):
            verb()


def test_a_submitted_plan_is_not_written(home: Stage) -> None:
    plan_id = submitted(home)

    for verb in every_verb(plan_id, home.anna):
        with pytest.raises(Refused) as refusal:
            verb()
        assert codes(refusal) == ["plan.write.wrong_state"]


def test_support_that_somebody_changed_meanwhile_is_not_taken_out(home: Stage, plan_id: UUID) -> None:
    which = put(plan_id, home.anna, consultation())
    put(plan_id, home.ieva, consultation(hours_planned=Decimal("5")), which=which, revision=1)

    with pytest.raises(Refused) as refusal:
        write.drop_measure(plan_id=plan_id, measure_id=which, revision=1, **by(home.anna))

    assert codes(refusal) == ["plan.measure.changed_meanwhile"]
    with as_owner():
        assert Measure.objects.filter(pk=which).exists()
    write.drop_measure(plan_id=plan_id, measure_id=which, revision=2, **by(home.anna))


def test_whoever_writes_is_remembered_as_a_writer_once(home: Stage, plan_id: UUID) -> None:
    goal(plan_id, home.ieva, "Ievas.", 0)
    goal(plan_id, home.ieva, "Ievas otrais.", 1)
    with pytest.raises(Refused):
        goal(plan_id, home.head, "Vadītāja.", 2)

    assert now_of(plan_id).writers == [home.anna.account_id, home.ieva.account_id]


def test_a_measure_may_lie_on_the_first_and_the_last_day_of_the_plan(home: Stage, plan_id: UUID) -> None:
    whole = span()

    put(plan_id, home.anna, consultation(span=Span.through(whole.first, whole.first)))
    put(plan_id, home.anna, consultation(span=Span.through(whole.last, whole.last)))

    with as_owner():
        assert Measure.objects.count() == 2
