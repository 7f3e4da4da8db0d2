"""What must be true before an evaluation is written, handed in or answered; each returns None or reasons."""

from __future__ import annotations

from datetime import date

from pumpurs.programme.outcomes.models import Evaluation, FollowUp
from pumpurs.programme.plans.models import Plan
from pumpurs.rulebook.vocabulary import enrolment_answers, helped_answers, next_answers
from pumpurs.values.reasons import Reason

CARRIED_OUT = ("approved", "suspended")
ASKED_ABOUT = (
    *CARRIED_OUT,
    "under_revision",
    "evaluated",
    "closed",
)  # there was support to have an opinion of
LONGEST_WORDS = 500
WHO = ("learner", "family")


def carried_out(plan: Plan) -> Reason | None:
    """Support was approved and the plan is not evaluated yet."""
    open_yet = plan.state in CARRIED_OUT
    return None if open_yet else Reason("outcome.write.wrong_state", {"state": plan.state})


def nobody_saved_meanwhile(there: Evaluation | None, revision: int) -> Reason | None:
    """Two authors do not write over each other."""
    same = (there.revision if there else 0) == revision
    return None if same else Reason("outcome.write.changed_meanwhile")


def something_is_written(there: Evaluation | None) -> Reason | None:
    """A plan that was evaluated elsewhere, before it came here, is returned to its author first."""
    return None if there else Reason("outcome.close.nothing_written", place="note")


def an_opinion(
    plan: Plan, who: str, helped: str, next_step: str, words: str, day: date
) -> tuple[Reason, ...]:
    """Two answers that the rulebook knows, of the learner or of the family, about support that was given."""
    found = []
    if plan.state not in ASKED_ABOUT:
        found.append(Reason("outcome.opinion.nothing_given"))
    if who not in WHO:
        found.append(Reason("outcome.opinion.who", place="who"))
    if helped not in {term.key for term in helped_answers.on(day)}:
        found.append(Reason("outcome.opinion.helped", place="helped"))
    if next_step not in {term.key for term in next_answers.on(day)}:
        found.append(Reason("outcome.opinion.next_step", place="next_step"))
    if len(words) > LONGEST_WORDS:
        found.append(Reason("outcome.opinion.too_long", {"most": LONGEST_WORDS}, "words"))
    return tuple(found)


def it_is_due(follow_up: FollowUp, found: str, day: date) -> tuple[Reason, ...]:
    """An answer that the rulebook knows, on the day it is asked for or later."""
    if found not in {term.key for term in enrolment_answers.on(day)}:
        return (Reason("outcome.follow_up.unknown", place="found"),)
    early = day < follow_up.due_on
    return (Reason("outcome.follow_up.too_early", {"due": follow_up.due_on}),) if early else ()
