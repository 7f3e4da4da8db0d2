"""The life of a run of the rules (noteikumu aprēķins): it ends with its alerts written, or leaves them as they are."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import UNBORN, Step, life
from pumpurs.programme.alerts.permissions.runs import the_nightly_job


class RunState(StrEnum):
    """How far a run is."""

    RUNNING = "running"  # notiek
    FINISHED = "finished"  # pabeigts
    HELD = "held"  # aprēķināts, bet paliek vēlāka vakara brīdinājumi
    UNDONE = "undone"  # pārtraukts, nekas nav palicis


GOING_ON = frozenset({RunState.RUNNING})

RUN_LIFE = life(
    "run",
    first=RunState.RUNNING,
    steps=[
        Step("begin", frozenset({UNBORN}), RunState.RUNNING, the_nightly_job),
        Step("finish", GOING_ON, RunState.FINISHED, the_nightly_job),
        Step("hold", GOING_ON, RunState.HELD, the_nightly_job),
        Step("undo", GOING_ON, RunState.UNDONE, the_nightly_job),
    ],
)
