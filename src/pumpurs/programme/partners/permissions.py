"""Relations between a viewer and a partner's records; the function's name is the rule."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.values.roles import Role


class OfPartner(Protocol):
    """A record that belongs to a partner."""

    partner_id: UUID


def programme_manager(viewer: Viewer, record: object) -> bool:
    """Only the programme manager: who takes part is decided nationally."""
    return viewer.role is Role.PROGRAMME_MANAGER and viewer.reach.national


def coordinator_of_this_partner(viewer: Viewer, partner_id: UUID) -> bool:
    """The coordinator of the municipality itself."""
    return viewer.role is Role.MUNICIPAL_COORDINATOR and partner_id in viewer.reach.partners


def manager_or_coordinator(viewer: Viewer, record: OfPartner) -> bool:
    """The programme manager, or the coordinator of the partner that the record belongs to."""
    return programme_manager(viewer, record) or coordinator_of_this_partner(viewer, record.partner_id)
