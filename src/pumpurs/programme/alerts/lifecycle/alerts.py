"""The life of an alert (brīdinājums) and of a notice to the municipality, as tables. Source: programme description."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import Step, life
from pumpurs.programme.alerts.permissions.alerts import (
    leads_the_school_of_this_notice,
    plan_author_of_this_learner,
    school_or_its_municipality,
    the_nightly_job,
    works_with_this_learner,
)
from pumpurs.programme.alerts.preconditions.alerts import (
    says_what_was_done,
    says_why_it_is_wrong,
    says_why_set_aside,
    tells_how_it_ended,
    tells_what_was_done,
    the_law_does_not_wait,
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
QUIET = frozenset({A.ACTED, A.SET_ASIDE, A.ANSWERED})

ALERT_LIFE = life(
    "alert",
    first=A.NEW,
    steps=[
        Step("look", frozenset({A.NEW}), A.LOOKED_AT, works_with_this_learner),
        Step("talk", OPEN | {A.SET_ASIDE}, A.ACTED, works_with_this_learner, (says_what_was_done,)),
        Step("plan", OPEN | {A.SET_ASIDE, A.ACTED}, A.ACTED, plan_author_of_this_learner),
        Step(
            "set_aside",
            OPEN,
            A.SET_ASIDE,
            works_with_this_learner,
            (the_law_does_not_wait, says_why_set_aside, until_a_day_not_far_off),
        ),
        Step("disagree", OPEN | {A.ACTED}, A.SET_ASIDE, works_with_this_learner, (says_why_it_is_wrong,)),
        Step("release", frozenset({A.QUEUED}), A.NEW, the_nightly_job),
        Step("bring_back", frozenset({A.SET_ASIDE}), A.NEW, the_nightly_job),
        Step("raise_again", QUIET, None, the_nightly_job),
        Step("escalate", OPEN, None, the_nightly_job),
        Step("close", frozenset(A) - {A.CLOSED}, A.CLOSED, the_nightly_job),
    ],
)


class DutyState(StrEnum):
    """Where a notice to the municipality is on its way."""

    PREPARED = "prepared"  # sagatavots
    SENT = "sent"  # nosūtīts pašvaldībai
    ENDED = "ended"  # izskatīts


DUTY_LIFE = life(
    "duty",
    first=DutyState.PREPARED,
    steps=[
        Step(
            "send", frozenset({DutyState.PREPARED}), DutyState.SENT, leads_the_school_of_this_notice,
            (tells_what_was_done,),
        ),
        Step("follow_up", frozenset({DutyState.SENT}), DutyState.SENT, school_or_its_municipality),
        Step(
            "end", frozenset({DutyState.SENT}), DutyState.ENDED, school_or_its_municipality, (tells_how_it_ended,)
        ),
    ],
)  # fmt: skip
