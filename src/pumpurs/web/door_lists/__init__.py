"""The list of all doors, by room."""

from __future__ import annotations

from pumpurs.web.door_lists import house, learners, plans, signin
from pumpurs.web.doors import Door

DOORS: tuple[Door, ...] = (
    *house.DOORS,
    *learners.DOORS,
    *plans.DOORS,
    *signin.DOORS,
)
