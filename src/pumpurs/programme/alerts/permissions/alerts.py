"""Who works with alerts; the function's name is the rule."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import Alert
from pumpurs.programme.people.models import Appointment
from pumpurs.values.roles import FAMILY_ROLES, INSTITUTION_ROLES, Role

WORKERS = INSTITUTION_ROLES | {Role.PLAN_AUTHOR}


def owner_works_there(day: date) -> Exists:
    """For a query of alerts: whether the owner is still appointed at the school of the alert."""
    in_force = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    theirs = Appointment.objects.filter(
        account_id=OuterRef("owner_id"), institution_id=OuterRef("institution_id")
    )
    return Exists(theirs.filter(in_force))


def works_at_a_school(viewer: Viewer) -> bool:
    """The people of an institution, who see learners day by day."""
    return viewer.role in WORKERS


def _reaches(viewer: Viewer, record: Alert) -> bool:
    return viewer.reach.holds(record.institution_id, record.learner_id)


def works_with_this_learner(viewer: Viewer, alert: Alert) -> bool:
    """Who is appointed for the learner, or leads the institution."""
    return viewer.role in WORKERS and _reaches(viewer, alert)


def plan_author_of_this_learner(viewer: Viewer, alert: Alert) -> bool:
    """Who may write a plan for the learner."""
    return viewer.role is Role.PLAN_AUTHOR and _reaches(viewer, alert)


def the_family_or_the_learner(viewer: Viewer, alert: Alert) -> bool:
    """A parent for the own child, or the learner who is of age."""
    return viewer.role in FAMILY_ROLES and alert.learner_id in viewer.reach.learners


def the_nightly_job(viewer: Viewer, alert: Alert) -> bool:
    """What nobody decides, a job does at night."""
    return viewer.role is Role.JOB


def head_of_this_learners_school(viewer: Viewer, alert: Alert) -> bool:
    """The head of the institution the alert belongs to."""
    return viewer.role is Role.HEAD and alert.institution_id in viewer.reach.institutions
