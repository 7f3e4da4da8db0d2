"""Relations between a viewer and what became of a plan; the function's name is the rule."""

from __future__ import annotations

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.permissions import author_appointed_for_learner
from pumpurs.values.roles import FAMILY_ROLES, Role

FINDS_OUT = frozenset({Role.PLAN_AUTHOR, Role.INSTITUTION_COORDINATOR, Role.HEAD, Role.MUNICIPAL_COORDINATOR})


def family_of_learner(viewer: Viewer, plan: Plan) -> bool:
    """The learner's family, or the adult learner, on their own page."""
    return viewer.role in FAMILY_ROLES and plan.learner_id in viewer.reach.learners


def hears_the_opinion(viewer: Viewer, plan: Plan) -> bool:
    """The family or the learner says it themselves; who writes the evaluation writes down what was told."""
    return family_of_learner(viewer, plan) or author_appointed_for_learner(viewer, plan)


def asks_after_the_learner(viewer: Viewer, plan: Plan) -> bool:
    """The school that wrote the plan, or its municipality, finds out whether the learner still learns."""
    near = viewer.reach.holds(plan.institution_id, plan.learner_id)
    return viewer.role in FINDS_OUT and near
