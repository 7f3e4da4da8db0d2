"""Verbs: say which learners and classes a plan author cares for (norīkot darbam ar izglītojamo)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Care, Learner, SchoolClass
from pumpurs.programme.learners.permissions.care import leads_this_institution
from pumpurs.programme.learners.preconditions.care import carer_in_force, somebody_to_care_for
from pumpurs.programme.people.models import Appointment


def _appointment(appointment_id: UUID, viewer: Viewer, today: date, step: str) -> Appointment:
    row = Appointment.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=appointment_id)
    refuse_if(not_yours(f"care.{step}", leads_this_institution, viewer, row.institution_id))
    refuse_if(carer_in_force(row, today, step))
    return row


@transaction.atomic
def assign(
    *,
    appointment_id: UUID,
    learner_ids: Sequence[UUID] = (),
    class_ids: Sequence[UUID] = (),
    today: date,
    viewer: Viewer,
) -> int:
    """From today on the plan author cares for these learners and classes too. How many were added."""
    appointment = _appointment(appointment_id, viewer, today, "assign")
    assert appointment.institution_id is not None  # `_appointment` saw to it
    here = {"institution_id": appointment.institution_id}
    learners = list(Learner.objects.visible_to(viewer).filter(pk__in=learner_ids, **here))
    classes = list(SchoolClass.objects.visible_to(viewer).filter(pk__in=class_ids, **here))
    if len(learners) < len(set(learner_ids)) or len(classes) < len(set(class_ids)):
        raise Learner.DoesNotExist
    refuse_if(somebody_to_care_for(len(learners) + len(classes)))
    open_ones = Care.objects.filter(Q(until=None) | Q(until__gt=today), appointment=appointment)
    have = {care.learner_id or care.school_class_id for care in open_ones}
    added = 0
    for whom in [*learners, *classes]:
        if whom.pk in have:
            continue
        care = Care.objects.create(
            appointment=appointment,
            account_id=appointment.account_id,
            institution_id=appointment.institution_id,
            learner=whom if isinstance(whom, Learner) else None,
            school_class=whom if isinstance(whom, SchoolClass) else None,
            since=today,
        )
        details = {"appointment": str(appointment.id), "class": str(care.school_class_id or "")}
        audit.changed(viewer, "learners.care.assign", care, details=details)
        added += 1
    return added


@transaction.atomic
def release(*, care_id: UUID, today: date, viewer: Viewer) -> UUID:
    """From today on no more; sight of the learner ends at the next request. The appointment's id."""
    care = Care.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=care_id)
    _appointment(care.appointment_id, viewer, today, "release")
    if care.since >= today:
        audit.changed(viewer, "learners.care.release", care)
        care.delete()
    else:
        care.until = today
        care.save(update_fields=["until"])
        audit.changed(viewer, "learners.care.release", care)
    return care.appointment_id
