"""Reads of the room, one file per question."""

from __future__ import annotations

from pumpurs.programme.people.queries.places import DemoPerson, Place, active_on, demo_people, places_of

__all__ = ["DemoPerson", "Place", "active_on", "demo_people", "places_of"]
