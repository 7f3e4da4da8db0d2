"""The list of all doors, by room."""

from __future__ import annotations

from pumpurs.web.door_lists import (
    alerts,
    compensations,
    consents,
    family,
    house,
    journals,
    learners,
    outcomes,
    partners,
    payments,
    people,
    plans,
    reporting,
    sheets,
    signin,
    work,
)
from pumpurs.web.doors import Door

DOORS: tuple[Door, ...] = (
    *alerts.DOORS,
    *compensations.DOORS,
    *consents.DOORS,
    *family.DOORS,
    *house.DOORS,
    *journals.DOORS,
    *learners.DOORS,
    *outcomes.DOORS,
    *partners.DOORS,
    *payments.DOORS,
    *people.DOORS,
    *plans.DOORS,
    *reporting.DOORS,
    *sheets.DOORS,
    *signin.DOORS,
    *work.DOORS,
)
