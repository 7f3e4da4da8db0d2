"""Doors of the house itself: home, health."""

from __future__ import annotations

from pumpurs.web.doors import Door
from pumpurs.web.pages.house.home import page as home
from pumpurs.web.pages.house.live import page as live
from pumpurs.web.pages.house.ready import page as ready

DOORS = (
    Door("", "house/home", home, thing="house", action="open"),
    Door("health/live", "house/live", live, thing="health", action="read", roles=None),
    Door("health/ready", "house/ready", ready, thing="health", action="read", roles=None),
)
