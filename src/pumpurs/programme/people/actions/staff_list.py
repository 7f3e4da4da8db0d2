"""Verb: appoint everybody of a staff list, the whole file or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.actions.appoint import account_for
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.people.permissions import giver, lifts_herself
from pumpurs.programme.people.preconditions import no_faulty_row, somebody_on_the_list, staff_list_faults
from pumpurs.programme.people.rules import StaffRow


@transaction.atomic
def appoint_from_csv(*, rows: Sequence[StaffRow], viewer: Viewer) -> tuple[UUID, ...]:
    """Appoint every row. Refused with the first faults if any row has one. Accounts that are new, to be invited."""
    refuse_if(somebody_on_the_list(rows))
    codes = {one.institution_code for one in rows}
    institutions = {one.source_code: one for one in Institution.objects.filter(source_code__in=codes)}
    faults = staff_list_faults(
        rows,
        institutions=institutions,
        may_give=giver(viewer),
        lifts_giver=partial(lifts_herself, viewer),
        viewer=viewer,
    )
    refuse_if(no_faulty_row(faults))
    invited: list[UUID] = []
    for one in rows:
        account, is_new = account_for(name=one.name, email=one.email)
        appointment = Appointment.objects.create(
            account=account,
            role=str(one.role),
            institution=institutions[one.institution_code],
            profession=one.profession,
            since=one.since,
        )
        if is_new:
            invited.append(account.id)
        details = {"role": str(one.role), "since": str(one.since), "new_account": is_new, "row": one.row}
        audit.changed(viewer, "people.appoint_from_csv", appointment, details=details, purpose="staff")
    return tuple(invited)
