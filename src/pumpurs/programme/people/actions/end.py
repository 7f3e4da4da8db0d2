"""Verb: end an appointment."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.people.permissions import appoints_for_this_place
from pumpurs.programme.people.preconditions import ends_after_it_begins, still_in_force


@transaction.atomic
def end_appointment(*, appointment_id: UUID, last_day: date, viewer: Viewer, today: date) -> None:
    """The appointment holds for the last time on `last_day`; its deputies end with it. Takes effect at once."""
    appointment = (
        Appointment.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=appointment_id)
    )
    refuse_if(not_yours("people.end", appoints_for_this_place, viewer, appointment))
    over = still_in_force(appointment, today)
    appointment.until = last_day + timedelta(days=1)
    refuse_if(over, ends_after_it_begins(appointment))
    appointment.save(update_fields=["until"])
    longer = Appointment.objects.filter(deputy_for=appointment).filter(
        Q(until=None) | Q(until__gt=appointment.until)
    )
    longer.filter(since__gte=appointment.until).delete()
    deputies = longer.update(until=appointment.until)
    details = {"role": appointment.role, "last_day": str(last_day), "deputies": deputies}
    audit.changed(viewer, "people.end", appointment, details=details, purpose="staff")
