"""/learners/<learner_id>/ — one learner: what is under way, who helps, and why I may see this."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.foundation.clock import today
from pumpurs.programme.alerts.permissions.alerts import works_at_a_school
from pumpurs.programme.alerts.queries.alerts import alerts_of_learner
from pumpurs.programme.compensations.permissions.claims import TELLERS
from pumpurs.programme.consents.queries.standing import standing
from pumpurs.programme.learners.queries.one import learner_page
from pumpurs.programme.learners.queries.referrals import referrals_of
from pumpurs.programme.plans.queries.lists import plans_of_learner
from pumpurs.rulebook import calendar
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page

REFERRERS = frozenset({Role.HEAD, Role.MUNICIPAL_COORDINATOR})
CONSENT_ROLES = frozenset({Role.PLAN_AUTHOR, Role.HEAD, Role.INSTITUTION_COORDINATOR})


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """The learner with plans and consents."""
    viewer, semester = request.viewer, calendar.current_semester(today())
    learner = learner_page(viewer=viewer, learner_id=learner_id, today=today())
    plans = plans_of_learner(viewer=viewer, learner_id=learner_id)
    answers = standing(viewer=viewer, learner_ids=[learner_id], semester=str(semester), day=today())
    alerts = (
        alerts_of_learner(viewer=viewer, learner_id=learner_id, today=today())
        if works_at_a_school(viewer)
        else ()
    )
    has_current = any(plan.semester == str(semester) and plan.state != "inactive" for plan in plans)
    return page(
        request,
        "learners/one/page.html",
        learner=learner,
        plans=plans,
        alerts=alerts,
        answers=answers.get(learner_id),
        semester=str(semester),
        may_start=viewer.role is Role.PLAN_AUTHOR and not has_current,
        may_ask=viewer.role in CONSENT_ROLES,
        may_tell=viewer.role in CONSENT_ROLES and learner.card.institution_id is not None,
        referrals=referrals_of(viewer=viewer, learner_id=learner_id, today=today()),
        may_tell_payers=viewer.role in TELLERS and learner.card.institution_id is not None,
        may_refer=viewer.role in REFERRERS,
        is_referred_to=viewer.role is Role.STRATEGIC_PARTNER,
    )
