"""The life of a trial of rules (noteikumu izmēģinājums): asked for, worked out by a job, kept."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import UNBORN, Step, life
from pumpurs.programme.alerts.permissions.trials import manager_of_the_programme, the_job_of_trials
from pumpurs.programme.alerts.preconditions.trials import names_a_rule_of_that_day, threshold_can_be_read


class TrialState(StrEnum):
    """How far a trial is."""

    ASKED = "asked"  # gaida rindā
    RUNNING = "running"  # rēķina
    FINISHED = "finished"  # gatavs
    FAILED = "failed"  # neizdevās


S = TrialState
UNDER_WAY = frozenset({S.ASKED, S.RUNNING})

TRIAL_LIFE = life(
    "trial",
    first=S.ASKED,
    steps=[
        Step(
            "ask",
            frozenset({UNBORN}),
            S.ASKED,
            manager_of_the_programme,
            (names_a_rule_of_that_day, threshold_can_be_read),
        ),
        Step("begin", UNDER_WAY, S.RUNNING, the_job_of_trials),
        Step("finish", frozenset({S.RUNNING}), S.FINISHED, the_job_of_trials),
        Step("fail", UNDER_WAY, S.FAILED, the_job_of_trials),
    ],
)
