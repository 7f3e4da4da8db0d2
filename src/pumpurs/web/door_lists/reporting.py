"""Doors of accounting: monthly packages."""

from __future__ import annotations

from pumpurs.web.doors import Door
from pumpurs.web.pages.packages.home import page as packages
from pumpurs.web.pages.packages.one import page as package
from pumpurs.web.words.accounting import READERS

DOORS = (
    Door("packages/", "packages/home", packages, thing="package", action="open", roles=READERS),
    Door(
        "packages/<uuid:package_id>/",
        "packages/one",
        package,
        thing="package",
        action="decide",
        roles=READERS,
    ),
)
