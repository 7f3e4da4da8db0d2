"""The modules that hold tasks (darbi): the worker, and whoever puts a job off, imports this one list."""

from __future__ import annotations

from pumpurs.jobs import accounting, audit, cleaning, letters, notices, past, rosters, scoring, sheets, trials
from pumpurs.jobs.journals import folder as journal_folder
from pumpurs.jobs.journals import tasks as journals

__all__ = [
    "accounting",
    "audit",
    "cleaning",
    "journal_folder",
    "journals",
    "letters",
    "notices",
    "past",
    "rosters",
    "scoring",
    "sheets",
    "trials",
]
