"""What would go to somebody else: a leaver's cases, open plans and waiting approvals, before anything is moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.queries.cares import CareLine, cares_counted, cares_of
from pumpurs.programme.people.queries.staff import PersonCard, StaffRow, colleagues_of, person_in_sight
from pumpurs.programme.plans.lifecycle import PlanState
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.permissions import STATE_OF_LEVEL
from pumpurs.programme.plans.queries.rows import shown_rows, told
from pumpurs.programme.plans.rules import plan_code

FINISHED = (PlanState.CLOSED, PlanState.INACTIVE, PlanState.EVALUATED)


@dataclass(frozen=True)
class PlanLine:
    """One open plan that the leaver writes."""

    id: UUID
    code: str
    learner_id: UUID
    learner: str
    semester: str
    state: str


@dataclass(frozen=True)
class HandoverPage:
    """The leaver, what is in their hands (the first of it and how many there are), and who could take it."""

    person: PersonCard
    colleagues: tuple[StaffRow, ...]
    cares: Page[CareLine]
    cares_count: int
    plans: Page[PlanLine]
    plans_count: int
    approvals: int


def handover_page(*, viewer: Viewer, appointment_id: UUID, today: date) -> HandoverPage:
    """The preview. DoesNotExist out of reach or where the viewer may neither hand over nor name a deputy."""
    person = person_in_sight(viewer=viewer, appointment_id=appointment_id, today=today)
    if not (person.may_end or person.may_name_deputy):
        raise Plan.DoesNotExist
    plans = Plan.objects.visible_to(viewer).filter(
        author_id=person.account_id, author_appointment_id=appointment_id
    )
    open_ones = plans.exclude(state__in=FINISHED)
    found = paged(shown_rows(open_ones).order_by("number"), 1, _line)
    audit.shown(viewer, "plans.handover", learners=[line.learner_id for line in found.items], purpose="staff")
    level = STATE_OF_LEVEL.get(person.role)
    waiting = Plan.objects.visible_to(viewer).filter(state=level) if level else Plan.objects.none()
    if person.institution_id:
        waiting = waiting.filter(institution_id=person.institution_id)
    elif person.partner_id:
        waiting = waiting.filter(institution__partner_id=person.partner_id)
    return HandoverPage(
        person=person,
        colleagues=colleagues_of(viewer=viewer, appointment_id=appointment_id, today=today),
        cares=cares_of(viewer=viewer, appointment_id=appointment_id, day=today),
        cares_count=cares_counted(viewer=viewer, appointment_id=appointment_id, day=today),
        plans=found,
        plans_count=open_ones.count(),
        approvals=waiting.count() if level else 0,
    )


def _line(plan: Plan) -> PlanLine:
    code = plan_code(plan.semester, plan.number)
    return PlanLine(plan.id, code, plan.learner_id, told(plan).learner, plan.semester, plan.state)
