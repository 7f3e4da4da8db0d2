"""A statistical model at hand: its table and card, loaded, and switched on by a manager."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pumpurs.analytics.model.card import as_json, card
from pumpurs.analytics.model.drift import profile
from pumpurs.analytics.model.terms import Term, Terms
from pumpurs.foundation.visibility import Viewer, looking_as
from pumpurs.jobs.models import load
from pumpurs.programme.alerts.actions.models import switch_on
from pumpurs.programme.alerts.models import RiskModel
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.alerts.nights import NIGHT, NOW
from tests.programme.people_and_places import appoint, viewer_for

UPSIDE_DOWN = Terms(  # whoever misses more comes later: so that the order can only be the model's
    "left school", "regression", -1.25,
    (
        Term("unexcused_share:four_weeks", (0.0,), 0.5, slope=-7.3, centre=0.1),
        Term("missed_share:four_weeks", (0.2, -0.4), 0.1, cuts=(0.3,)),
        Term("mean_mark:semester", (0.0,), 0.75, slope=-0.1),
    ),
)  # fmt: skip

ELSEWHERE = {"unexcused_share:four_weeks": profile(np.full(50, 0.9))}


def pair(terms: Terms = UPSIDE_DOWN, *, good: bool = True, **changed: Any) -> tuple[str, dict[str, Any]]:
    made = card([], made_on="2026-09-30", model=terms.hash, kind=terms.kind)
    return terms.as_json(), {**json.loads(as_json(replace(made, may_be_switched_on=good))), **changed}


def manager() -> Viewer:
    with as_owner():
        return viewer_for(appoint(Role.PROGRAMME_MANAGER, name="Guna Kļava"))


def model() -> RiskModel:
    with looking_as(NIGHT):
        return RiskModel.objects.get()


def switched_on(terms: Terms = UPSIDE_DOWN) -> Viewer:
    load(*pair(terms))
    viewer = manager()
    with looking_as(viewer):
        switch_on(model_id=model().id, was_read=True, viewer=viewer, now=NOW)
    return viewer


def refused(viewer: Viewer, *, was_read: bool = True) -> list[str]:
    found = model().id
    with looking_as(viewer), pytest.raises(Refused) as told:
        switch_on(model_id=found, was_read=was_read, viewer=viewer, now=NOW)
    return [reason.code for reason in told.value.reasons]
