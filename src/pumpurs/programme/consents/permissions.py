"""Relations between a viewer and a consent or application; the function's name is the rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import Application, Consent, FamilyLink, ReturnKey
from pumpurs.rulebook import adulthood
from pumpurs.rulebook.compartments import may_read
from pumpurs.values.roles import FAMILY_ROLES, Role

RECORDERS = frozenset({Role.PLAN_AUTHOR, Role.INSTITUTION_COORDINATOR, Role.HEAD})


def staff_with_the_learner_in_reach(viewer: Viewer, record: Consent | Application) -> bool:
    """Plan author, institution coordinator or head who has this learner in reach."""
    return viewer.role in RECORDERS and viewer.reach.holds(record.institution_id, record.learner_id)


def staff_who_read_the_family(viewer: Viewer, record: Consent | Application) -> bool:
    """Of the staff with this learner in reach, those who read what a family asks in its own words."""
    near = staff_with_the_learner_in_reach(viewer, record)
    return near and record.asked_on is not None and may_read(viewer.role, "question", record.asked_on)


def family_of_the_learner(viewer: Viewer, record: Consent | Application) -> bool:
    """The guardian or the adult learner, by a link opened with its code or by an own account."""
    return viewer.role in FAMILY_ROLES and record.learner_id in viewer.reach.learners


def the_nightly_job(viewer: Viewer, record: Consent | Application) -> bool:
    """No person: the job that ends what nobody answered."""
    return viewer.role is Role.JOB


@dataclass(frozen=True)
class Behind:
    """Who stands behind a family link or a return code."""

    role: Role
    name: str


def person_behind(link: FamilyLink | ReturnKey, day: date) -> Behind | None:
    """Who may use the link or code that day: the guardian until the learner is of age, then only the learner."""
    adult = adulthood.of_age(link.learner.birth_date, day)
    guardian = link.guardian
    if guardian is None:
        return (
            Behind(Role.ADULT_LEARNER, f"{link.learner.given_name} {link.learner.family_name}")
            if adult
            else None
        )
    in_force = guardian.since <= day and (guardian.until is None or day < guardian.until)
    return Behind(Role.GUARDIAN, guardian.name) if in_force and not adult else None
