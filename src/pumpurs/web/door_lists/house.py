"""Doors of the house itself: home, health, what everybody may read."""

from __future__ import annotations

from pumpurs.web.doors import Door
from pumpurs.web.pages.house.accessibility import page as accessibility
from pumpurs.web.pages.house.home import page as home
from pumpurs.web.pages.house.live import page as live
from pumpurs.web.pages.house.privacy import page as privacy
from pumpurs.web.pages.house.ready import page as ready
from pumpurs.web.pages.house.rulebook import page as rulebook
from pumpurs.web.pages.house.showcase import page as showcase

DOORS = (
    Door("", "house/home", home, thing="house", action="open"),
    Door("health/live", "house/live", live, thing="health", action="read", roles=None),
    Door("health/ready", "house/ready", ready, thing="health", action="read", roles=None),
    Door("rulebook/", "house/rulebook", rulebook, thing="rulebook", action="read", roles=None),
    Door("accessibility/", "house/accessibility", accessibility, thing="house", action="read", roles=None),
    Door("privacy/", "house/privacy", privacy, thing="house", action="read", roles=None),
    Door("house/showcase/", "house/showcase", showcase, thing="house", action="read", roles=None),
    Door(
        "house/showcase/<slug:screen>/",
        "house/showcase_screen",
        showcase,
        thing="house",
        action="read",
        roles=None,
    ),
)
