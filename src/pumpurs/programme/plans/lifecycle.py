"""The life of a plan (IAP) as one table. Source: programme FAQ on approval order and plan actions"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from pumpurs.foundation.lifecycle import STAYS, UNBORN, Step, life
from pumpurs.programme.plans.permissions import (
    STATE_OF_LEVEL,
    approver_of_this_level,
    author_appointed_for_learner,
    author_or_head,
    decided_this_version_before,
    head_of_learners_institution,
    plan_author,
    wrote_it_herself,
)
from pumpurs.programme.plans.preconditions import (
    application_for_this_semester,
    comment_on_a_line,
    consent_in_force,
    every_comment_settled,
    every_risk_judged,
    institution_takes_part,
    learner_and_family_heard,
    learner_enrolled,
    learner_in_target_group,
    learner_still_here,
    measures_stand,
    near_its_end,
    never_approved,
    no_money_used,
    no_other_this_semester,
    nothing_but_opened,
    preparation_within_most,
    reason_to_refuse,
    reason_to_suspend,
    says_what_to_mend,
    suspension_explained,
    version_that_was_read,
    within_its_semester,
)
from pumpurs.rulebook import approval_chains
from pumpurs.values.roles import Role


class PlanState(StrEnum):
    """Where a plan is on its way."""

    DRAFT = "draft"  # projekts
    AT_HEAD = "at_head"  # saskaņošanā pie iestādes vadītāja
    AT_MUNICIPALITY = "at_municipality"  # saskaņošanā pašvaldībā
    AT_AGENCY = "at_agency"  # saskaņošanā dienestā
    APPROVED = "approved"  # apstiprināts
    EVALUATED = "evaluated"  # izvērtēts
    CLOSED = "closed"  # noslēgts
    UNDER_REVISION = "under_revision"  # pārskatīšanā
    SUSPENDED = "suspended"  # apturēts
    INACTIVE = "inactive"  # neaktīvs


S = PlanState
WRITABLE = frozenset({S.DRAFT, S.UNDER_REVISION})
CARRIED_OUT = frozenset({S.APPROVED, S.SUSPENDED})  # support was given, or rests; what is left is to evaluate
WAITING = frozenset({S.AT_HEAD, S.AT_MUNICIPALITY, S.AT_AGENCY})
FAMILY_AGREES = (consent_in_force, application_for_this_semester)  # at every step towards support, not once
READY = (
    *FAMILY_AGREES,
    learner_still_here,
    learner_in_target_group,
    institution_takes_part,
    learner_and_family_heard,
    every_risk_judged,
    measures_stand,
    preparation_within_most,
)


def levels_of(chain: Sequence[Role]) -> list[PlanState]:
    """The states in which a plan waits along a chain, and what it is after the last."""
    return [*(PlanState(STATE_OF_LEVEL[role]) for role in chain), S.APPROVED]


def _ways(chains: Iterable[Sequence[Role]]) -> Mapping[StrEnum, frozenset[StrEnum]]:
    ways: dict[StrEnum, set[StrEnum]] = defaultdict(set)
    for chain in chains:
        for level, following in pairwise(levels_of(chain)):
            ways[level].add(following)
    return {level: frozenset(following) for level, following in ways.items()}


ALONG_THE_CHAIN = _ways(one.roles for chains in approval_chains.table().rules.values() for one in chains)

PLAN_LIFE = life(
    "plan",
    first=S.DRAFT,
    steps=[
        Step("start", frozenset({UNBORN}), S.DRAFT, plan_author, (learner_enrolled, no_other_this_semester)),
        Step("write", WRITABLE, STAYS, author_appointed_for_learner),
        Step("submit", WRITABLE, S.AT_HEAD, author_appointed_for_learner, (*READY, every_comment_settled)),
        Step(
            "approve",
            WAITING,
            ALONG_THE_CHAIN,
            approver_of_this_level,
            (version_that_was_read, *FAMILY_AGREES, learner_still_here),
            bars=(wrote_it_herself, decided_this_version_before),
        ),
        Step("comment", WAITING, STAYS, approver_of_this_level, (comment_on_a_line,)),
        Step("send_back", WAITING, WRITABLE, approver_of_this_level, (says_what_to_mend,)),
        Step(
            "refuse",
            WAITING,
            S.INACTIVE,
            approver_of_this_level,
            (never_approved, reason_to_refuse),
            bars=(wrote_it_herself,),
        ),
        Step("take_back", frozenset({S.AT_HEAD}), WRITABLE, author_appointed_for_learner),
        Step("revise", frozenset({S.APPROVED}), S.UNDER_REVISION, author_or_head),
        Step("discard", frozenset({S.UNDER_REVISION}), S.APPROVED, author_or_head, (nothing_but_opened,)),
        Step(
            "suspend",
            WAITING | {S.APPROVED, S.UNDER_REVISION},
            S.SUSPENDED,
            author_or_head,
            (reason_to_suspend, suspension_explained),
        ),
        Step("resume", frozenset({S.SUSPENDED}), S.UNDER_REVISION, author_or_head, (within_its_semester,)),
        Step("remove", WAITING | {S.DRAFT, S.APPROVED}, S.INACTIVE, author_or_head, (no_money_used,)),
        Step("evaluate", CARRIED_OUT, S.EVALUATED, author_appointed_for_learner, (near_its_end,)),
        Step(
            "reopen",
            frozenset({S.EVALUATED}),
            CARRIED_OUT,
            head_of_learners_institution,
            (says_what_to_mend,),
        ),
        Step(
            "close",
            frozenset({S.EVALUATED}),
            S.CLOSED,
            head_of_learners_institution,
            bars=(wrote_it_herself,),
        ),
    ],
)


def after(state: PlanState, chain: Sequence[Role]) -> PlanState:
    """The state after the approval of `state`'s level, along the chain of the partner's kind."""
    levels = levels_of(chain)
    return levels[levels.index(state) + 1]
