"""/compensations/grant/ — grant several claims at once, each whole, all or none."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.compensations.actions import deciding
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import known_id
from pumpurs.web.frame.templatetags.house import eur
from pumpurs.web.pages.compensations.home import page as home

show = home.show


def send(request: HouseRequest) -> HttpResponse:
    """Grant what is marked."""
    picked = {claim_id for text in request.POST.getlist("pick") if (claim_id := known_id(text))}
    if not picked:
        raise Refused(Reason("claim.grant.nothing_marked"))
    together = deciding.grant_clean(claim_ids=picked, viewer=request.viewer, now=now())
    messages.success(request, _("Granted together: %(sum)s.") % {"sum": eur(together)})
    return redirect(home.list_url(request))
