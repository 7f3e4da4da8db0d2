"""The list of all doors, by room."""

from __future__ import annotations

from pumpurs.web.door_lists import (
    alerts,
    consents,
    family,
    house,
    journals,
    learners,
    partners,
    people,
    plans,
    sheets,
    signin,
    work,
)
from pumpurs.web.doors import Door

DOORS: tuple[Door, ...] = (
    *alerts.DOORS,
    *consents.DOORS,
    *family.DOORS,
    *house.DOORS,
    *journals.DOORS,
    *learners.DOORS,
    *partners.DOORS,
    *people.DOORS,
    *plans.DOORS,
    *sheets.DOORS,
    *signin.DOORS,
    *work.DOORS,
)
