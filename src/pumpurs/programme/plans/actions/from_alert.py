"""Opening a draft plan from an alert (plāns no brīdinājuma): the verb touches both, so it lives in the higher room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.actions.alerts import lead_to_plan, locked
from pumpurs.programme.plans.actions.draft import start
from pumpurs.programme.plans.lifecycle import PlanState
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.preconditions import still_being_written
from pumpurs.values.periods import Semester


@transaction.atomic
def open_plan(*, alert_id: UUID, semester: Semester, viewer: Viewer, now: datetime) -> UUID:
    """Open the learner's draft plan of the semester, or the draft there is, and attach the alert; the plan's id.

    Refused where the plan is past its draft: the alert would end though nobody acted.

    The risks stay unanswered: the teacher judges them, with the facts beside.
    """
    alert = locked(alert_id, viewer)
    there = (
        Plan.objects.visible_to(viewer)
        .filter(learner_id=alert.learner_id, institution_id=alert.institution_id, semester=str(semester))
        .exclude(state=PlanState.INACTIVE)
        .first()
    )
    if there is not None:
        refuse_if(still_being_written(there))
        plan_id = there.id
    else:
        plan_id = start(learner_id=alert.learner_id, semester=semester, viewer=viewer, now=now)
    lead_to_plan(alert_id=alert_id, plan_id=plan_id, viewer=viewer, now=now)
    return plan_id
