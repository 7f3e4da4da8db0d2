"""Doors of alerts."""

from __future__ import annotations

from pumpurs.values.roles import FAMILY_ROLES, INSTITUTION_ROLES, Role
from pumpurs.web.doors import Door
from pumpurs.web.pages.alerts.home import page as home
from pumpurs.web.pages.alerts.hunch import page as hunch
from pumpurs.web.pages.alerts.one import page as one
from pumpurs.web.pages.family.help import page as ask_for_help

WORKERS = INSTITUTION_ROLES | {Role.PLAN_AUTHOR}
LEARNER = "<uuid:learner_id>/"

DOORS = (
    Door("alerts/", "alerts/home", home, thing="alert", action="list", roles=WORKERS),
    Door("alerts/<uuid:alert_id>/", "alerts/one", one, thing="alert", action="act", roles=WORKERS),
    Door("alerts/hunch/" + LEARNER, "alerts/hunch", hunch, thing="alert", action="raise", roles=WORKERS),
    Door(
        "family/help/" + LEARNER, "family/help", ask_for_help, thing="alert", action="ask", roles=FAMILY_ROLES
    ),
)
