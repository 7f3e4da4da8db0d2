"""A plan is evaluated by its author, closed by the head, and asked about afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.visibility import Reach, Viewer, job_viewer, raise_wall
from pumpurs.programme.learners.models import Enrollment
from pumpurs.programme.outcomes.actions import asking, evaluating
from pumpurs.programme.outcomes.models import Evaluation, FollowUp, MeasureVerdict, Opinion, RiskOutcome
from pumpurs.programme.outcomes.rules import Verdict, Written, risk_outcome
from pumpurs.programme.plans.actions import change
from pumpurs.programme.plans.models import Plan
from pumpurs.rulebook import evaluation
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import make_guardian
from tests.programme.plans.stage import NOW, RISKS, Stage, approved, at_place, by, codes, now_of, stage

pytestmark = pytest.mark.django_db
FACTORS = sorted(RISKS)


@pytest.fixture
def at() -> Stage:
    return stage()


def near_the_end(plan_id: UUID) -> int:
    """So many days after the stage's day the evaluation opens."""
    plan = now_of(plan_id)
    opens = plan.until - timedelta(evaluation.terms_on(plan.until).opens_days_before_end)
    return (opens - NOW.date()).days + 1


def measures_of(plan_id: UUID) -> list[UUID]:
    with as_owner():
        return list(Plan.objects.get(pk=plan_id).measures.values_list("id", flat=True))


def whole(plan_id: UUID, **more: Any) -> Written:
    """Everything said: one risk removed, one unchanged, the measure useful."""
    said = Written(
        risks={FACTORS[0]: 0, FACTORS[1]: 2},
        verdicts={one: Verdict("useful") for one in measures_of(plan_id)},
        recommendation="continue", outcome="promoted", comment="Jānis nāk uz skolu.",
    )  # fmt: skip
    return replace(said, **more)


def written(
    at: Stage, plan_id: UUID, said: Written, *, revision: int = 0, viewer: Viewer | None = None
) -> int:
    days = near_the_end(plan_id)
    return evaluating.write(
        plan_id=plan_id, written=said, revision=revision, **by(viewer or at.anna, days=days)
    )


def submitted(at: Stage, plan_id: UUID, *, days: int | None = None, viewer: Viewer | None = None) -> None:
    given = by(viewer or at.anna, days=near_the_end(plan_id) if days is None else days)
    evaluating.submit(plan_id=plan_id, **given)


def evaluated(at: Stage) -> UUID:
    plan_id = approved(at)
    written(at, plan_id, whole(plan_id))
    submitted(at, plan_id)
    return plan_id


def state_of(plan_id: UUID) -> str:
    return now_of(plan_id).state


@pytest.mark.parametrize(
    ("before", "after", "said"), [(2, 0, "removed"), (2, 1, "reduced"), (2, 2, "unchanged"), (1, 3, "grew")]
)
def test_what_became_of_a_risk(before: int, after: int, said: str) -> None:
    assert risk_outcome(before, after) == said


def test_the_author_evaluates_and_the_head_closes(at: Stage) -> None:
    plan_id = evaluated(at)
    assert state_of(plan_id) == "evaluated"

    evaluating.close(plan_id=plan_id, **by(at.head, days=near_the_end(plan_id) + 1))

    assert state_of(plan_id) == "closed"
    with as_owner():
        row = Evaluation.objects.get(plan_id=plan_id)
        risks = dict(RiskOutcome.objects.values_list("factor", "outcome"))
        dues = dict(FollowUp.objects.values_list("days", "due_on"))
    assert risks == {FACTORS[0]: "removed", FACTORS[1]: "unchanged"}
    assert row.closed_by_id == at.head.account_id
    (figures,) = row.figures["measures"].values()
    assert (figures["minutes_planned"], figures["minutes_given"], figures["paid_eur"]) == (600, 0, "0.00")
    until = now_of(plan_id).until
    assert dues == {days: until + timedelta(days) for days in (30, 60, 90, 180)}


def test_what_is_missing_is_told_at_its_place(at: Stage) -> None:
    plan_id = approved(at)
    (measure,) = measures_of(plan_id)
    half = Written(risks={FACTORS[0]: 1}, verdicts={measure: Verdict("not_used")})
    written(at, plan_id, half)

    with pytest.raises(Refused) as refusal:
        submitted(at, plan_id)

    assert at_place(refusal) == {
        f"risk:{FACTORS[1]}": "outcome.submit.risk",
        f"measure:{measure}": "outcome.submit.why_not_used",
        "recommendation": "outcome.submit.recommendation",
        "outcome": "outcome.submit.outcome",
        "comment": "outcome.submit.comment",
    }
    assert state_of(plan_id) == "approved"


def test_codes_that_nobody_knows_and_a_reason_without_need_are_refused(at: Stage) -> None:
    plan_id = approved(at)
    (measure,) = measures_of(plan_id)
    wrong = whole(
        plan_id,
        risks={FACTORS[0]: 99_999, FACTORS[1]: 1},
        recommendation="maybe",
        outcome="gone",
        verdicts={measure: Verdict("useful", "no_provider")},
    )

    with pytest.raises(Refused) as refusal:
        written(at, plan_id, wrong)

    assert at_place(refusal) == {
        f"risk:{FACTORS[0]}": "outcome.write.unknown",
        "recommendation": "outcome.write.unknown",
        "outcome": "outcome.write.unknown",
        f"measure:{measure}": "outcome.write.reason_without_need",
    }


def test_two_authors_do_not_write_over_each_other(at: Stage) -> None:
    plan_id = approved(at)
    assert written(at, plan_id, whole(plan_id)) == 1
    with pytest.raises(Refused) as refusal:
        written(at, plan_id, whole(plan_id, comment="Cits."))
    assert codes(refusal) == ["outcome.write.changed_meanwhile"]
    assert written(at, plan_id, whole(plan_id, comment="Cits."), revision=1) == 2


def test_lines_that_the_plan_does_not_hold_are_left_out(at: Stage) -> None:
    plan_id = approved(at)
    said = whole(plan_id)
    stranger = uuid4()
    more = replace(
        said, risks={**said.risks, "bullying": 3}, verdicts={**said.verdicts, stranger: Verdict("useful")}
    )
    written(at, plan_id, more)

    with as_owner():
        assert set(RiskOutcome.objects.values_list("factor", flat=True)) == set(FACTORS)
        assert not MeasureVerdict.objects.filter(measure_id=stranger).exists()


def test_not_long_before_the_end_but_at_once_where_the_plan_rests(at: Stage) -> None:
    plan_id = approved(at)
    written(at, plan_id, whole(plan_id))
    with pytest.raises(Refused) as early:
        submitted(at, plan_id, days=10)
    assert codes(early) == ["plan.evaluate.too_early"]

    change.suspend(plan_id=plan_id, reason_code="long_absence", note="Slims.", **by(at.anna, days=10))
    submitted(at, plan_id, days=11)
    assert state_of(plan_id) == "evaluated"

    evaluating.send_back(plan_id=plan_id, note="Par maz.", **by(at.head, days=12))
    assert state_of(plan_id) == "suspended"


def test_the_head_returns_it_with_words_and_who_wrote_it_does_not_close_it(at: Stage) -> None:
    plan_id = evaluated(at)
    days = near_the_end(plan_id) + 1
    with pytest.raises(Refused) as silent:
        evaluating.send_back(plan_id=plan_id, note=" ", **by(at.head, days=days))
    assert codes(silent) == ["plan.send_back.says_nothing"]
    with as_owner():
        Plan.objects.filter(pk=plan_id).update(writers=[at.head.account_id])
    with pytest.raises(Refused) as own:
        evaluating.close(plan_id=plan_id, **by(at.head, days=days))
    assert codes(own) == ["plan.close.wrote_it_herself"]

    evaluating.send_back(plan_id=plan_id, note="Papildiniet.", **by(at.head, days=days))
    assert state_of(plan_id) == "approved"
    assert written(at, plan_id, whole(plan_id), revision=1) == 2


def test_a_plan_of_which_nothing_is_written_is_not_closed(at: Stage) -> None:
    plan_id = approved(at)
    with as_owner():
        Plan.objects.filter(pk=plan_id).update(state="evaluated")
    with pytest.raises(Refused) as refusal:
        evaluating.close(plan_id=plan_id, **by(at.head, days=1))
    assert codes(refusal) == ["outcome.close.nothing_written"]


def test_only_the_author_of_this_learner_writes_and_nobody_of_another_school_reads(at: Stage) -> None:
    plan_id = evaluated(at)
    with pytest.raises(Refused) as late:
        written(at, plan_id, whole(plan_id), revision=1)
    assert codes(late) == ["outcome.write.wrong_state"]
    with pytest.raises(Refused) as head:
        written(at, plan_id, whole(plan_id), revision=1, viewer=at.head)
    assert codes(head) == ["outcome.write.not_yours", "outcome.write.wrong_state"]
    with pytest.raises(Plan.DoesNotExist):
        written(at, plan_id, whole(plan_id), viewer=at.foreign_head)
    raise_wall(at.foreign_head)
    assert not Evaluation.objects.exists()


def mother(at: Stage) -> Viewer:
    with as_owner():
        found = make_guardian(at.janis)
    reach = Reach(learners=frozenset({at.janis.id}))
    return Viewer(found.id, Role.GUARDIAN, reach, None, "test", "Ilze", "hash")


def said(plan_id: UUID, viewer: Viewer, **more: Any) -> None:
    given = {"who": "family", "helped": "yes", "next_step": "same", "words": "Paldies."}
    asking.say(plan_id=plan_id, **{**given, **more}, **by(viewer, days=30))


def test_learner_and_family_say_in_two_answers_what_they_think(at: Stage) -> None:
    plan_id = approved(at)
    said(plan_id, mother(at))
    said(plan_id, at.anna, who="learner", helped="partly", next_step="other", words="")
    said(plan_id, mother(at), helped="no")

    with as_owner():
        rows = list(Opinion.objects.order_by("who").values_list("who", "helped", "next_step", "way"))
    assert rows == [("family", "no", "same", "page"), ("learner", "partly", "other", "told")]


def test_an_opinion_is_refused_with_every_reason(at: Stage) -> None:
    plan_id = approved(at)
    with pytest.raises(Refused) as wrong:
        said(plan_id, at.anna, who="uncle", helped="!", next_step="?", words="x" * 501)
    assert at_place(wrong) == {
        "who": "outcome.opinion.who", "helped": "outcome.opinion.helped",
        "next_step": "outcome.opinion.next_step", "words": "outcome.opinion.too_long",
    }  # fmt: skip
    with pytest.raises(Refused) as head:
        said(plan_id, at.head)
    assert codes(head) == ["outcome.opinion.not_yours"]


def closed(at: Stage) -> list[FollowUp]:
    plan_id = evaluated(at)
    evaluating.close(plan_id=plan_id, **by(at.head, days=near_the_end(plan_id) + 1))
    with as_owner():
        return list(FollowUp.objects.order_by("days"))


def test_after_the_support_the_roster_tells_or_a_person_asks(at: Stage) -> None:
    first, second, third, _last = closed(at)
    raise_wall(job_viewer("follow_up"))

    def observed(day: Any) -> int:
        return asking.observe_by_roster(today=day, viewer=job_viewer("follow_up"))

    assert observed(first.due_on - timedelta(1)) == 0
    assert observed(first.due_on) == 1
    with as_owner():
        Enrollment.objects.filter(learner=at.janis).update(until=second.due_on)
    assert observed(second.due_on) == 0

    late = (second.due_on - NOW.date()).days
    with pytest.raises(Refused) as early:
        asking.found_out(follow_up_id=third.id, found="working", **by(at.coordinator, days=late))
    with pytest.raises(Refused) as unknown:
        asking.found_out(follow_up_id=second.id, found="moon", **by(at.coordinator, days=late))
    assert codes(early) + codes(unknown) == ["outcome.follow_up.too_early", "outcome.follow_up.unknown"]
    asking.found_out(follow_up_id=second.id, found="working", **by(at.coordinator, days=late))
    with pytest.raises(FollowUp.DoesNotExist):
        asking.found_out(follow_up_id=second.id, found="here", **by(at.foreign_head, days=late))

    with as_owner():
        told = dict(FollowUp.objects.exclude(found="").values_list("days", "found"))
    assert told == {30: "here", 60: "working"}


def test_nothing_of_the_figures_is_lost_to_a_cent(at: Stage) -> None:
    plan_id = evaluated(at)
    with as_owner():
        (one,) = Evaluation.objects.get(plan_id=plan_id).figures["measures"].values()
    assert Decimal(one["planned_eur"]) > 0
