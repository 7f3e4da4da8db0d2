"""/people/<appointment_id>/ — one appointment: end it, name a deputy, hand over, invite."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.programme.people.actions.deputy import name_deputy
from pumpurs.programme.people.actions.end import end_appointment
from pumpurs.programme.people.queries.staff import person_in_sight
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.people.forms import Deputing, Ending
from pumpurs.web.signin.invite import invite_path, send_invitation
from pumpurs.web.signin.second_factor import factors_of


def show(request: HouseRequest, appointment_id: UUID) -> HttpResponse:
    """The card, with a form for each step that is open to this viewer."""
    person = person_in_sight(viewer=request.viewer, appointment_id=appointment_id, today=today())
    step = request.POST.get("step", "")
    ending = Ending(
        request.POST if step == "end" else None, initial={"last_day": today()}, auto_id=_ids(step, "end")
    )
    deputy = Deputing(
        request.POST if step == "deputy" else None, initial={"since": today()}, auto_id=_ids(step, "deputy")
    )
    invites = person.invited and person.may_end
    shown = invites and settings.DEMO
    return page(
        request,
        "people/one/page.html",
        person=person,
        ending=ending if person.may_end else None,
        deputy=deputy if person.may_name_deputy else None,
        invites=invites,
        invitation=request.build_absolute_uri(invite_path(person.account_id)) if shown else "",
        step=step,
        second_step=person.may_reset_second_step and factors_of(person.account_id).any,
        today=today(),
    )


def _ids(step: str, form: str) -> str:
    return "id_%s" if step == form else f"{form}_%s"


def send(request: HouseRequest, appointment_id: UUID) -> HttpResponse:
    """End the appointment, name a deputy, or send the invitation again."""
    step = request.POST.get("step", "")
    if step == "end":
        given = checked(Ending(request.POST)).cleaned_data
        end_appointment(appointment_id=appointment_id, viewer=request.viewer, today=today(), **given)
        messages.success(
            request, _("Recorded. From the day after, nothing can be seen in this role any more.")
        )
    elif step == "deputy":
        given = checked(Deputing(request.POST)).cleaned_data
        name_deputy(appointment_id=appointment_id, viewer=request.viewer, today=today(), **given)
        messages.success(request, _("The deputy is named and sees the same on these days."))
    elif step == "invite":
        person = person_in_sight(viewer=request.viewer, appointment_id=appointment_id, today=today())
        if not (person.invited and person.may_end):
            raise Http404
        to = send_invitation(person.account_id)
        messages.success(request, _("The invitation goes to %(email)s.") % {"email": to})
    else:
        raise Http404
    return redirect("people/one", appointment_id)
