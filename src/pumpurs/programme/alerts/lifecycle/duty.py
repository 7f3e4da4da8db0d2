"""The life of a notice to the municipality (paziņojums par neattaisnotiem kavējumiem). Source: absence regulation."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import Step, life
from pumpurs.programme.alerts.permissions.duty import (
    head_of_this_school,
    the_municipality_that_was_told,
    the_nightly_job,
    works_with_this_learner_at_school,
)
from pumpurs.programme.alerts.preconditions.duty import (
    counted_after_the_journal_changed,
    lapsed_by_itself,
    says_when_the_family_was_told,
    says_why_no_notice_is_needed,
    tells_how_it_ended,
    tells_what_was_done,
)


class DutyState(StrEnum):
    """Where a notice to the municipality is on its way."""

    PREPARED = "prepared"  # sagatavots naktī, gaida vadītāja parakstu
    NOT_NEEDED = "not_needed"  # cēlonis noskaidrots, nav jāsūta
    SENT = "sent"  # parakstīts un nosūtīts pašvaldībai
    RECEIVED = "received"  # pašvaldība saņēmusi
    ANSWERED = "answered"  # pašvaldība atbildējusi


S = DutyState
AT_MUNICIPALITY = frozenset({S.SENT, S.RECEIVED})

DUTY_LIFE = life(
    "duty",
    first=S.PREPARED,
    steps=[
        Step("write", frozenset({S.PREPARED}), S.PREPARED, works_with_this_learner_at_school),
        Step(
            "send",
            frozenset({S.PREPARED}),
            S.SENT,
            head_of_this_school,
            (says_when_the_family_was_told, tells_what_was_done, counted_after_the_journal_changed),
        ),
        Step(
            "clear",
            frozenset({S.PREPARED}),
            S.NOT_NEEDED,
            head_of_this_school,
            (says_why_no_notice_is_needed,),
        ),
        Step("lapse", frozenset({S.PREPARED}), S.NOT_NEEDED, the_nightly_job),
        Step("prepare_again", frozenset({S.NOT_NEEDED}), S.PREPARED, the_nightly_job, (lapsed_by_itself,)),
        Step("receive", frozenset({S.SENT}), S.RECEIVED, the_municipality_that_was_told),
        Step("answer", AT_MUNICIPALITY, S.ANSWERED, the_municipality_that_was_told, (tells_how_it_ended,)),
    ],
)
