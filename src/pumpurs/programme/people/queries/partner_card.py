"""A partner's card with the people who coordinate there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.queries.card import PartnerCard, partner_card
from pumpurs.programme.people.queries.staff import StaffRow, coordinators_of


@dataclass(frozen=True)
class PartnerWithPeople:
    """The card and the coordinators."""

    card: PartnerCard
    coordinators: tuple[StaffRow, ...]


def partner_with_people(*, viewer: Viewer, partner_id: UUID, today: date) -> PartnerWithPeople:
    """All that is told about one partner. DoesNotExist out of reach."""
    card = partner_card(viewer=viewer, partner_id=partner_id, today=today)
    return PartnerWithPeople(card, coordinators_of(viewer=viewer, partner_id=partner_id, today=today))
