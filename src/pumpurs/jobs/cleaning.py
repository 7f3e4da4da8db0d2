"""Cleaning (uzkopšana): every night, what has ended goes: sessions, wrong tries, tokens, jobs, scores, journals."""

from __future__ import annotations

import logging
from importlib import import_module

from allauth.account.models import EmailConfirmation
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from pumpurs.analytics import past
from pumpurs.analytics.forgetting import forget
from pumpurs.analytics.manifest import StoreError
from pumpurs.analytics.store import Store
from pumpurs.foundation.clock import now, server_now, today
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.alerts.actions.forgetting import forget_cells, forget_scores
from pumpurs.programme.consents.models import FamilyLink
from pumpurs.rulebook.retention import oldest_kept

EVERY_NIGHT = "40 2 * * *"
OLD_JOBS = "builtin:procrastinate.builtin_tasks.remove_old_jobs"
JOBS_KEPT_HOURS = 30 * 24  # of a job that failed: long enough to be looked into
LOG = logging.getLogger(__name__)


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="cleaning.night", queueing_lock="cleaning.night")
def night(timestamp: int) -> None:
    """Forget what has ended; `timestamp` is when the job was due."""
    with transaction.atomic():
        end_sessions()
        tries = forget_wrong_tries()
        tokens = forget_tokens()
        later(
            OLD_JOBS,
            max_hours=JOBS_KEPT_HOURS,
            remove_failed=True,
            remove_cancelled=True,
            remove_aborted=True,
        )
        scores = forget_scores_past_their_term()
        cells = forget_cells_of_files()
    semesters = forget_semesters()
    rows = forget_journals()
    LOG.info(
        "cleaned: wrong tries %d, tokens %d, scores %d, cells of files %d, semesters %d, rows of journals %d",
        tries, tokens, scores, cells, semesters, rows,
    )  # fmt: skip


def end_sessions() -> None:
    """Rows of sessions that are over."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def forget_wrong_tries() -> int:
    """Wrong tries that lock nothing any more, and whatever log of sign-ins the library kept; how many."""
    last = server_now() - settings.AXES_COOLOFF_TIME
    rows = (one.objects.filter(attempt_time__lt=last) for one in (AccessAttempt, AccessFailureLog, AccessLog))
    return sum(found.delete()[0] for found in rows)


def forget_tokens() -> int:
    """Tokens that open nothing any more: of family links that are over, of addresses to be confirmed; how many."""
    with looking_as(job_viewer("cleaning")) as viewer:
        over = FamilyLink.objects.visible_to(viewer).filter(expires_at__lte=now()).exclude(sealed_token="")
        links = over.update(sealed_token="")
    confirmations: int = EmailConfirmation.objects.all_expired().delete()[0]
    return links + confirmations


def forget_scores_past_their_term() -> int:
    """Runs of the rules, what they found and the records behind it, what was written of it; how many rows."""
    with looking_as(job_viewer("cleaning")) as viewer:
        return forget_scores(before=oldest_kept("scores", today()), viewer=viewer)


def forget_cells_of_files() -> int:
    """What stood in cells of journal files that were refused or not understood; how many rows."""
    with looking_as(job_viewer("cleaning")) as viewer:
        return forget_cells(before=oldest_kept("imported_files", today()), viewer=viewer)


def forget_semesters() -> int:
    """Figures kept of the fixed weeks of semesters; how many semesters."""
    return past.forget(Store(settings.STORE), oldest_kept("scores", today()))


def forget_journals() -> int:
    """Weeks of journals in the store whose last day is past its term, with what was made of them; how many rows.

    While a scoring goes on they stay until the next night.
    """
    try:
        return forget(Store(settings.STORE), oldest_kept("raw_attendance_and_marks", today()))
    except StoreError as busy:
        LOG.warning("no journals forgotten: %s", busy)
        return 0
