"""/f/again/ — a family wants to come back: it writes its address, and if that is known, a link is mailed there.

The answer is always the same, in words and in work: whether an address is known shows only in its mailbox.
"""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import render

from pumpurs.programme.consents.actions import returns
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family.mail import mail_address

LIMIT = "family_return"  # settings: ACCOUNT_RATE_LIMITS
TOO_MANY = 429


def show(request: HouseRequest) -> HttpResponse:
    """Ask for the address."""
    return render(request, "family/again/page.html", {"address": request.POST.get("email", "")})


def send(request: HouseRequest) -> HttpResponse:
    """Have a link mailed, if there is somebody to mail it to."""
    if not ratelimit.consume(request, action=LIMIT):
        return render(request, "family/again/asked.html", {"too_many": True}, status=TOO_MANY)
    returns.ask_for_link(address=mail_address(request))
    return render(request, "family/again/asked.html")
