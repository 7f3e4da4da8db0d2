"""Relations between a viewer and an appointment; the function's name is the rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db.models import Q

from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.people.rules import AT_INSTITUTION, HELPS_WITH_SECOND_STEP, RANK, appointable
from pumpurs.values.roles import NATIONAL_ROLES, Role


def may_appoint_here(
    viewer: Viewer, role: Role, *, partner_id: UUID | None = None, institution_id: UUID | None = None
) -> bool:
    """The table of who appoints whom, at a place within the viewer's own reach."""
    if role not in appointable(by=viewer.role):
        return False
    if role in NATIONAL_ROLES:
        return viewer.reach.national
    if role in AT_INSTITUTION:
        return institution_id is not None and (
            viewer.reach.national or institution_id in viewer.reach.institutions
        )
    return partner_id is not None and (viewer.reach.national or partner_id in viewer.reach.partners)


def appoints_for_this_place(viewer: Viewer, appointment: Appointment) -> bool:
    """Who may give this appointment may also end it and hand it over."""
    return may_appoint_here(
        viewer,
        Role(appointment.role),
        partner_id=appointment.partner_id,
        institution_id=appointment.institution_id,
    )


def holder_or_who_appoints(viewer: Viewer, appointment: Appointment) -> bool:
    """Who leads a place, acting in this very appointment, or who may give the appointment."""
    own = viewer.account_id == appointment.account_id and viewer.appointment_id == appointment.id
    reach = viewer.reach
    leads = (
        reach.national
        or appointment.institution_id in reach.institutions
        or appointment.partner_id in reach.partners
    )
    return (own and leads) or appoints_for_this_place(viewer, appointment)


def lifts_herself(viewer: Viewer, account_id: UUID, role: Role) -> bool:
    """Nobody appoints herself upward, in whichever way."""
    return viewer.account_id == account_id and RANK.get(role, 0) > RANK.get(viewer.role, 0)


def one_level_up_wherever_they_work(viewer: Viewer, account_id: UUID, today: date) -> bool:
    """Who may give every appointment that the person holds, here and elsewhere; the programme manager always."""
    if viewer.role not in HELPS_WITH_SECOND_STEP or viewer.account_id == account_id:
        return False
    if viewer.role is Role.PROGRAMME_MANAGER:
        return True
    with open_eyes(viewer, "second_step"):  # a place out of the viewer's sight counts too
        held = list(Appointment.objects.filter(Q(until=None) | Q(until__gt=today), account_id=account_id))
    return bool(held) and all(appoints_for_this_place(viewer, one) for one in held)


def giver(viewer: Viewer) -> Callable[[Role, UUID], bool]:
    """Whether this viewer may give a role at an institution, as a statement about role and institution."""
    return lambda role, institution_id: may_appoint_here(viewer, role, institution_id=institution_id)
