"""The life of a roster import (saraksta imports) as one table."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import Step, life
from pumpurs.programme.learners.permissions.roster import importer_of_this_place, importer_or_the_job_for_her
from pumpurs.programme.learners.preconditions.roster import (
    no_later_import,
    no_rejected_row,
    nothing_imported_since_check,
    plain_list,
)


class RosterState(StrEnum):
    """Where an import is on its way."""

    RECEIVED = "received"  # saņemts
    CHECKED = "checked"  # pārbaudīts
    CONFIRMED = "confirmed"  # apstiprināts
    UNDONE = "undone"  # atsaukts
    REFUSED = "refused"  # noraidīts


S = RosterState

ROSTER_LIFE = life(
    "roster",
    first=S.RECEIVED,
    steps=[
        Step("check", frozenset({S.RECEIVED}), S.CHECKED, importer_or_the_job_for_her),
        Step("nobody_leaves", frozenset({S.CHECKED}), S.CHECKED, importer_of_this_place, (plain_list,)),
        Step("turn_away", frozenset({S.RECEIVED, S.CHECKED}), S.REFUSED, importer_or_the_job_for_her),
        Step(
            "confirm",
            frozenset({S.CHECKED}),
            S.CONFIRMED,
            importer_of_this_place,
            (no_rejected_row, nothing_imported_since_check),
        ),
        Step("undo", frozenset({S.CONFIRMED}), S.UNDONE, importer_of_this_place, (no_later_import,)),
    ],
)
