"""Doors of the people room."""

from __future__ import annotations

from pumpurs.programme.people.rules import HELPS_WITH_SECOND_STEP
from pumpurs.values.roles import INSTITUTION_ROLES, Role
from pumpurs.web.doors import Door
from pumpurs.web.pages.people.cares import page as cares
from pumpurs.web.pages.people.handover import page as handover
from pumpurs.web.pages.people.home import page as home
from pumpurs.web.pages.people.imports import page as imports
from pumpurs.web.pages.people.new import page as new
from pumpurs.web.pages.people.one import page as one
from pumpurs.web.pages.people.second_step import page as second_step

APPOINTERS = INSTITUTION_ROLES | {Role.MUNICIPAL_COORDINATOR, Role.PROGRAMME_MANAGER}
A = "people/<uuid:appointment_id>/"

DOORS = (
    Door("people/", "people/home", home, thing="appointment", action="list", roles=APPOINTERS),
    Door("people/new/", "people/new", new, thing="appointment", action="appoint", roles=APPOINTERS),
    Door(
        "people/import/",
        "people/imports",
        imports,
        thing="appointment",
        action="appoint_from_csv",
        roles=APPOINTERS,
    ),
    Door(A, "people/one", one, thing="appointment", action="read", roles=APPOINTERS),
    Door(
        A + "second-step/",
        "people/second_step",
        second_step,
        thing="appointment",
        action="reset_second_step",
        roles=HELPS_WITH_SECOND_STEP,
    ),
    Door(
        A + "handover/",
        "people/handover",
        handover,
        thing="appointment",
        action="hand_over",
        roles=APPOINTERS,
    ),
    Door(A + "cares/", "people/cares", cares, thing="care", action="assign", roles=INSTITUTION_ROLES),
)
