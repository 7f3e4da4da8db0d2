"""Who works with notices to the municipality; the function's name is the rule."""

from __future__ import annotations

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import DutyNotice
from pumpurs.programme.alerts.permissions.alerts import WORKERS
from pumpurs.values.roles import Role

MUNICIPALITY = "municipality"


def works_with_this_learner_at_school(viewer: Viewer, notice: DutyNotice) -> bool:
    """Who is appointed for the learner, or leads the institution."""
    return viewer.role in WORKERS and viewer.reach.holds(notice.institution_id, notice.learner_id)


def head_of_this_school(viewer: Viewer, notice: DutyNotice) -> bool:
    """The duty is the institution's, and its head signs."""
    return viewer.role is Role.HEAD and notice.institution_id in viewer.reach.institutions


def the_municipality_that_was_told(viewer: Viewer, notice: DutyNotice) -> bool:
    """The coordinator of the municipality; of a state school the head, who sends it on paper and notes the answer."""
    by_paper = notice.partner.kind != MUNICIPALITY
    role = Role.HEAD if by_paper else Role.MUNICIPAL_COORDINATOR
    return viewer.role is role and notice.institution_id in viewer.reach.institutions


def the_nightly_job(viewer: Viewer, notice: DutyNotice) -> bool:
    """The journal was mended: a job sees it at night."""
    return viewer.role is Role.JOB
