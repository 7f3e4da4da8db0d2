"""The list of all doors, by room."""

from __future__ import annotations

from pumpurs.web.door_lists import house, signin
from pumpurs.web.doors import Door

DOORS: tuple[Door, ...] = (
    *house.DOORS,
    *signin.DOORS,
)
