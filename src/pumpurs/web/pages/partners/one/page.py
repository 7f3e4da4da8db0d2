"""/partners/<partner_id>/ — a partner's card: agreement, institutions, strategic partners, coordinators, reforms."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.programme.partners.actions import partner
from pumpurs.programme.people.queries.partner_card import partner_with_people
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page


def show(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """The whole card."""
    found = partner_with_people(viewer=request.viewer, partner_id=partner_id, today=today())
    return page(
        request,
        "partners/one/page.html",
        partner=found.card,
        coordinators=found.coordinators,
        national=request.viewer.reach.national,
    )


def send(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """After a reform: the heir takes over institutions and strategic partners."""
    heir_id = partner.take_over(partner_id=partner_id, viewer=request.viewer, today=today())
    messages.success(request, _("The institutions are with the successor now."))
    return redirect("partners/one", heir_id)
