"""Tables of the room, one file per kind."""

from __future__ import annotations

from pumpurs.programme.alerts.models.journal import (
    JournalBatch,
    JournalColumns,
    JournalPart,
    JournalRejection,
    JournalToken,
)
from pumpurs.programme.alerts.models.keys import InstitutionKey, LearnerKey, SubjectKey

__all__ = [
    "InstitutionKey",
    "JournalBatch",
    "JournalColumns",
    "JournalPart",
    "JournalRejection",
    "JournalToken",
    "LearnerKey",
    "SubjectKey",
]
