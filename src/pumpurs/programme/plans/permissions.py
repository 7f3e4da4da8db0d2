"""Relations between a viewer and a plan; the function's name is the rule."""

from __future__ import annotations

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.models import Plan
from pumpurs.values.roles import Role

STATE_OF_LEVEL = {
    Role.HEAD: "at_head",
    Role.MUNICIPAL_COORDINATOR: "at_municipality",
    Role.NATIONAL_EXPERT: "at_agency",
}


def _reaches(viewer: Viewer, plan: Plan) -> bool:
    return viewer.reach.holds(plan.institution_id, plan.learner_id)


def author_appointed_for_learner(viewer: Viewer, plan: Plan) -> bool:
    """A plan author (pedagogue or psychologist) who is appointed for this learner."""
    return viewer.role is Role.PLAN_AUTHOR and _reaches(viewer, plan)


def head_of_learners_institution(viewer: Viewer, plan: Plan) -> bool:
    """The head of the institution where the plan was written."""
    return viewer.role is Role.HEAD and plan.institution_id in viewer.reach.institutions


def plan_author(viewer: Viewer, plan: Plan) -> bool:
    """Whoever writes plans; which learners they write for is their reach."""
    return viewer.role is Role.PLAN_AUTHOR


def author_or_head(viewer: Viewer, plan: Plan) -> bool:
    """A plan author appointed for the learner, or the head of the institution."""
    return author_appointed_for_learner(viewer, plan) or head_of_learners_institution(viewer, plan)


def approver_of_this_level(viewer: Viewer, plan: Plan) -> bool:
    """The role that the plan waits for now: head, municipal coordinator or national expert."""
    return plan.state == STATE_OF_LEVEL.get(viewer.role) and _reaches(viewer, plan)


def wrote_it_herself(viewer: Viewer, plan: Plan) -> bool:
    """Four eyes: whoever wrote or submitted any of it never decides about it, in whichever role."""
    submitted = any(d.step == "submit" and d.by_id == viewer.account_id for d in plan.decisions.all())
    return submitted or viewer.account_id in {plan.author_id, *plan.writers}


def decided_this_version_before(viewer: Viewer, plan: Plan) -> bool:
    """Four eyes: one person approves a version at one level only, even with two roles."""
    decisions = sorted(plan.decisions.all(), key=lambda decision: decision.at)
    last_submit = max((d.at for d in decisions if d.step == "submit"), default=None)
    return any(
        d.step == "approve"
        and d.by_id == viewer.account_id
        and last_submit is not None
        and d.at >= last_submit
        for d in decisions
    )
