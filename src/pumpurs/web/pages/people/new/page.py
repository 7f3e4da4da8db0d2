"""/people/new/ — somebody is appointed; a new account gets a link to sign in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.programme.people.actions.appoint import appoint
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.people.forms import Appointing
from pumpurs.web.signin.invite import send_invitation


def show(request: HouseRequest) -> HttpResponse:
    """The form, with what the address already says."""
    initial = {key: request.GET.get(key, "")[:40] for key in ("role", "partner", "institution")}
    form = Appointing(request.POST or None, viewer=request.viewer, initial={**initial, "since": today()})
    return page(request, "people/new/page.html", form=form)


def send(request: HouseRequest) -> HttpResponse:
    """Appoint, and send who is new the invitation."""
    given = checked(Appointing(request.POST, viewer=request.viewer)).cleaned_data
    made = appoint(
        name=given["name"],
        email=given["email"],
        role=Role(given["role"]),
        since=given["since"],
        last_day=given["last_day"],
        partner_id=given.get("partner"),
        institution_id=given.get("institution"),
        strategic_partner_id=given.get("strategic_partner"),
        profession=given["profession"],
        whole_institution=given.get("whole_institution", False),
        viewer=request.viewer,
    )
    if made.is_new:
        to = send_invitation(made.account_id)
        messages.success(request, _("Appointed. The invitation goes to %(email)s.") % {"email": to})
    else:
        messages.success(
            request, _("Appointed. This person has an account already and finds the role there.")
        )
    return redirect("people/one", made.appointment_id)
