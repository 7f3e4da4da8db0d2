"""Who takes in journals: the same people who take in rosters; and who makes tokens."""

from __future__ import annotations

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import JournalBatch, JournalToken
from pumpurs.programme.learners.permissions.roster import importer_or_the_job_for_her
from pumpurs.values.roles import INSTITUTION_ROLES, Role


def the_job(viewer: Viewer, batch: JournalBatch) -> bool:
    """Only jobs write into the store."""
    return viewer.role is Role.JOB


def the_journal_itself(viewer: Viewer, batch: JournalBatch) -> bool:
    """A school's journal brings files with its own key, for the school of the key, and does nothing else."""
    if viewer.role is not Role.JOURNAL or batch.way != "push" or batch.token is None:
        return False
    return batch.token_id == viewer.account_id and batch.institution_id == batch.token.institution_id


def importer_or_machine_for_her(viewer: Viewer, batch: JournalBatch) -> bool:
    """Who takes in rosters takes in journals; a job or the school's journal may bring a file for her."""
    return importer_or_the_job_for_her(viewer, batch) or the_journal_itself(viewer, batch)


def head_or_coordinator_of_this_school(viewer: Viewer, token: JournalToken) -> bool:
    """Tokens are made and revoked at the school itself."""
    return viewer.role in INSTITUTION_ROLES and token.institution_id in viewer.reach.institutions
