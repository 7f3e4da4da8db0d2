"""Who looked at the child's record, as the family reads it: day, role, place, purpose. Never the name of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pumpurs.foundation import audit
from pumpurs.foundation.audit.looks import Look, looks_at
from pumpurs.foundation.paging import Page
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Appointment
from pumpurs.values.roles import FAMILY_ROLES


@dataclass(frozen=True)
class SeenBy:
    """One look. `place` is the school, municipality or service of the role; empty for national roles and families."""

    at: datetime
    role: str
    place: str
    purpose: str
    changed: bool
    own: bool


@dataclass(frozen=True)
class Looks:
    """A page of looks at one learner."""

    learner: str
    page: Page[SeenBy]


def who_looked(*, viewer: Viewer, learner_id: UUID, page: int = 1) -> Looks:
    """Looks at a learner in reach, latest first. Learner.DoesNotExist out of reach."""
    learner = Learner.objects.visible_to(viewer).get(pk=learner_id)
    audit.shown(viewer, "family.looks", learners=[learner_id], purpose="own data")
    found = looks_at(viewer=viewer, learner_id=learner_id, page=page)
    places = _places({look.appointment_id for look in found.items if look.appointment_id}, viewer)
    items = tuple(_seen_by(look, places) for look in found.items)
    return Looks(learner.given_name, Page(items, found.number, found.more))


def _seen_by(look: Look, places: dict[UUID, str]) -> SeenBy:
    place = places.get(look.appointment_id, "") if look.appointment_id else ""
    return SeenBy(
        look.at, look.role, place, look.purpose, look.changed, look.role in set(map(str, FAMILY_ROLES))
    )


def _places(appointments: set[UUID], viewer: Viewer) -> dict[UUID, str]:
    """Names of the places of appointments that the viewer cannot see: read with open eyes, nothing else of them."""
    if not appointments:
        return {}
    with open_eyes(viewer, "looks"):
        rows = Appointment.objects.filter(pk__in=appointments)
        named = rows.select_related("institution", "partner", "strategic_partner")
        return {row.id: _place(row) for row in named}


def _place(row: Appointment) -> str:
    where = row.institution or row.strategic_partner or row.partner
    return where.name if where else ""
