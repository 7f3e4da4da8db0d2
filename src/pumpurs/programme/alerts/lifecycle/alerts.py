"""The life of an alert (brīdinājums) as a table. Source: programme description."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import STAYS, Step, Target, life
from pumpurs.programme.alerts.permissions.alerts import (
    head_of_this_learners_school,
    plan_author_of_this_learner,
    the_nightly_job,
    works_with_this_learner,
)
from pumpurs.programme.alerts.preconditions.alerts import (
    people_said_it,
    says_what_was_done,
    says_why_it_is_wrong,
    says_why_set_aside,
    the_law_does_not_wait,
    the_rules_found_it,
    until_a_day_not_far_off,
)


class AlertState(StrEnum):
    """Where an alert is on its way."""

    QUEUED = "queued"  # rindā: šonedēļ jaunu jau pietiek
    ANSWERED = "answered"  # klusē: uz risku jau atbild plāns
    NEW = "new"  # neviens vēl nav apskatījis
    LOOKED_AT = "looked_at"  # apskatīts
    ACTED = "acted"  # rīkojies: saruna vai plāns
    SET_ASIDE = "set_aside"  # atlikts līdz dienai
    CLOSED = "closed"  # noslēgts


A = AlertState
OPEN = frozenset({A.NEW, A.LOOKED_AT})
STILL_OPEN = {A.NEW: A.LOOKED_AT}  # the duty is not silenced by a disagreement
QUIET = frozenset({A.ACTED, A.SET_ASIDE, A.ANSWERED})
DISAGREED: Target = {
    state: frozenset({A.SET_ASIDE, STILL_OPEN.get(state, state)}) for state in (*OPEN, A.ACTED)
}

ALERT_LIFE = life(
    "alert",
    first=A.NEW,
    steps=[
        Step("look", frozenset({A.NEW}), A.LOOKED_AT, works_with_this_learner),
        Step("talk", OPEN | {A.SET_ASIDE, A.ACTED}, A.ACTED, works_with_this_learner, (says_what_was_done,)),
        Step("plan", OPEN | {A.SET_ASIDE, A.ACTED}, A.ACTED, plan_author_of_this_learner),
        Step("draft", OPEN | {A.SET_ASIDE}, A.LOOKED_AT, plan_author_of_this_learner, (people_said_it,)),
        Step(
            "set_aside",
            OPEN | {A.ACTED},
            A.SET_ASIDE,
            works_with_this_learner,
            (the_law_does_not_wait, says_why_set_aside, until_a_day_not_far_off),
        ),
        Step(
            "disagree",
            OPEN | {A.ACTED},
            DISAGREED,
            works_with_this_learner,
            (the_rules_found_it, says_why_it_is_wrong),
        ),
        Step("take_back", frozenset({A.SET_ASIDE}), A.LOOKED_AT, works_with_this_learner),
        Step("report", frozenset(A) - {A.CLOSED}, A.ACTED, head_of_this_learners_school),
        Step("clear", frozenset(A) - {A.CLOSED}, A.ACTED, head_of_this_learners_school),
        Step("release", frozenset({A.QUEUED}), A.NEW, the_nightly_job),
        Step("bring_back", frozenset({A.SET_ASIDE}), A.NEW, the_nightly_job),
        Step("raise_again", QUIET, A.QUEUED, the_nightly_job),
        Step("escalate", OPEN, STAYS, the_nightly_job),
        Step("close", frozenset(A) - {A.CLOSED}, A.CLOSED, the_nightly_job),
    ],
)
