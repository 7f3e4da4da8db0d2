"""Doors of the room of outcomes: evaluations."""

from __future__ import annotations

from pumpurs.web.door_lists.plans import READERS
from pumpurs.web.doors import Door
from pumpurs.web.pages.outcomes.one import page as one

DOORS = (
    Door(
        "plans/<uuid:plan_id>/evaluation/",
        "outcomes/one",
        one,
        thing="evaluation",
        action="write",
        roles=READERS,
    ),
)
