"""Doors of alerts."""

from __future__ import annotations

from pumpurs.values.roles import FAMILY_ROLES, INSTITUTION_ROLES, NATIONAL_ROLES, Role
from pumpurs.web.doors import Door
from pumpurs.web.pages.alerts.duty import page as duty
from pumpurs.web.pages.alerts.duty_one import page as duty_one
from pumpurs.web.pages.alerts.duty_paper import page as duty_paper
from pumpurs.web.pages.alerts.home import page as home
from pumpurs.web.pages.alerts.hunch import page as hunch
from pumpurs.web.pages.alerts.model import page as model
from pumpurs.web.pages.alerts.models import page as models
from pumpurs.web.pages.alerts.one import page as one
from pumpurs.web.pages.alerts.trial import page as trial
from pumpurs.web.pages.alerts.trials import page as trials
from pumpurs.web.pages.family.help import page as ask_for_help

WORKERS = INSTITUTION_ROLES | {Role.PLAN_AUTHOR}
TOLD = WORKERS | {Role.MUNICIPAL_COORDINATOR}
NOTICE = "alerts/duty/<uuid:notice_id>/"
LEARNER = "<uuid:learner_id>/"

DOORS = (
    Door("alerts/", "alerts/home", home, thing="alert", action="list", roles=WORKERS),
    Door("alerts/<uuid:alert_id>/", "alerts/one", one, thing="alert", action="act", roles=WORKERS),
    Door("alerts/duty/", "alerts/duty", duty, thing="duty", action="list", roles=TOLD),
    Door(NOTICE, "alerts/duty_one", duty_one, thing="duty", action="act", roles=TOLD),
    Door(NOTICE + "paper/", "alerts/duty_paper", duty_paper, thing="duty", action="print", roles=TOLD),
    Door("alerts/models/", "alerts/models", models, thing="model", action="list", roles=NATIONAL_ROLES),
    Door(
        "alerts/models/<uuid:model_id>/",
        "alerts/model",
        model,
        thing="model",
        action="decide",
        roles=NATIONAL_ROLES | WORKERS,
    ),
    Door("alerts/trials/", "alerts/trials", trials, thing="trial", action="ask", roles=NATIONAL_ROLES),
    Door(
        "alerts/trials/<uuid:trial_id>/",
        "alerts/trial",
        trial,
        thing="trial",
        action="read",
        roles=NATIONAL_ROLES,
    ),
    Door("alerts/hunch/" + LEARNER, "alerts/hunch", hunch, thing="alert", action="raise", roles=WORKERS),
    Door(
        "family/help/" + LEARNER, "family/help", ask_for_help, thing="alert", action="ask", roles=FAMILY_ROLES
    ),
)
