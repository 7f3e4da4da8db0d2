"""The life of a journal file (žurnāla datne) as one table."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import Step, life
from pumpurs.programme.alerts.permissions.journals import the_job
from pumpurs.programme.alerts.preconditions.journals import looks_whole, no_later_batch, something_to_take
from pumpurs.programme.learners.permissions.roster import importer_of_this_place, importer_or_the_job_for_her


class JournalState(StrEnum):
    """Where a journal file is on its way."""

    RECEIVED = "received"  # saņemta
    CHECKED = "checked"  # pārbaudīta
    CONFIRMED = "confirmed"  # apstiprināta, raksta krātuvē
    TAKEN = "taken"  # krātuvē
    UNDOING = "undoing"  # atsauc
    UNDONE = "undone"  # atsaukta
    REFUSED = "refused"  # noraidīta


S = JournalState

JOURNAL_LIFE = life(
    "journal",
    first=S.RECEIVED,
    steps=[
        Step("check", frozenset({S.RECEIVED}), S.CHECKED, importer_or_the_job_for_her),
        Step("turn_away", frozenset({S.RECEIVED, S.CHECKED}), S.REFUSED, importer_or_the_job_for_her),
        Step("confirm", frozenset({S.CHECKED}), S.CONFIRMED, importer_of_this_place, (something_to_take,)),
        Step(
            "confirm_by_itself",
            frozenset({S.CHECKED}),
            S.CONFIRMED,
            the_job,
            (something_to_take, looks_whole),
        ),
        Step("give_up", frozenset({S.CONFIRMED}), S.REFUSED, the_job),
        Step("take", frozenset({S.CONFIRMED}), S.TAKEN, the_job),
        Step("ask_back", frozenset({S.TAKEN}), S.UNDOING, importer_of_this_place, (no_later_batch,)),
        Step("keep_after_all", frozenset({S.UNDOING}), S.TAKEN, the_job),
        Step("undo", frozenset({S.UNDOING}), S.UNDONE, the_job, (no_later_batch,)),
    ],
)
