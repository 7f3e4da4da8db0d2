"""The life of a plan (IAP) as one table. Source: programme FAQ on approval order and plan actions"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pumpurs.foundation.lifecycle import Step, life
from pumpurs.programme.plans.permissions import (
    STATE_OF_LEVEL,
    approver_of_this_level,
    author_appointed_for_learner,
    author_or_head,
    decided_this_version_before,
    wrote_it_herself,
)
from pumpurs.programme.plans.preconditions import (
    application_for_this_semester,
    consent_in_force,
    every_comment_settled,
    every_risk_judged,
    institution_takes_part,
    learner_and_family_heard,
    learner_in_target_group,
    learner_still_here,
    measures_stand,
    never_approved,
    no_money_used,
    nothing_but_opened,
    preparation_within_most,
    reason_to_refuse,
    reason_to_suspend,
    says_what_to_mend,
    suspension_explained,
    within_its_semester,
)
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

PLAN_LIFE = life(
    "plan",
    first=S.DRAFT,
    steps=[
        Step("submit", WRITABLE, S.AT_HEAD, author_appointed_for_learner, (*READY, every_comment_settled)),
        Step(
            "approve",
            WAITING,
            None,
            approver_of_this_level,
            (*FAMILY_AGREES, learner_still_here),
            bars=(wrote_it_herself, decided_this_version_before),
        ),
        Step("send_back", WAITING, None, approver_of_this_level, (says_what_to_mend,)),
        Step(
            "refuse",
            WAITING,
            S.INACTIVE,
            approver_of_this_level,
            (never_approved, reason_to_refuse),
            bars=(wrote_it_herself,),
        ),
        Step("take_back", frozenset({S.AT_HEAD}), None, author_appointed_for_learner),
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
    ],
)


def after(state: PlanState, chain: Sequence[Role]) -> PlanState:
    """The state after the approval of `state`'s level, along the chain of the partner's kind."""
    levels = [PlanState(STATE_OF_LEVEL[role]) for role in chain]
    following = levels[levels.index(state) + 1 :]
    return following[0] if following else S.APPROVED
