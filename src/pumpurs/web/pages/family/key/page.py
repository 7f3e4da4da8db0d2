"""/f/key/ — the family gets a code of its own for coming back later; shown once, and never to staff."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.actions import returns
from pumpurs.programme.consents.queries.links import way_back
from pumpurs.programme.consents.rules import spoken
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family.mail import mail_address


def show(request: HouseRequest) -> HttpResponse:
    """Where the link would be mailed, and since when there is a code already."""
    back = way_back(viewer=request.viewer)
    address = request.POST.get("email", back.address)
    return render(request, "family/key/page.html", {"address": address, "since": back.since})


def send(request: HouseRequest) -> HttpResponse:
    """Give a code. The answer shows it: only a hash is kept, so this page comes once."""
    address = mail_address(request)
    code = returns.give_code(
        address=address, language=get_language() or "lv", viewer=request.viewer, now=now()
    )
    here = request.build_absolute_uri(reverse("family/again"))
    return render(request, "family/key/given.html", {"code": spoken(code), "address": address, "here": here})
