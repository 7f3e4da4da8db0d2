"""/journals/keys/ — keys with which the school's journal sends its files itself; a new one is shown once."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.alerts.actions.tokens import make_token
from pumpurs.programme.alerts.queries.pushing import tokens_of
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page

EXAMPLE = (
    "curl -X POST %s \\",
    '  -H "Authorization: Bearer pj_…" \\',
    '  -H "Idempotency-Key: 2026-10-05" \\',
    '  -H "Content-Type: text/csv" \\',
    "  --data-binary @attendance.csv",
)


class NewKey(forms.Form):
    """What the key is for."""

    name = forms.CharField(
        label=_("Name of the key"),
        max_length=60,
        help_text=_("For example the journal's name and who set it up."),
    )


def show(request: HouseRequest, made: str = "") -> HttpResponse:
    """The school's keys, and how to use them."""
    institution_id = request.standing.brings_for["institution_id"]
    if institution_id is None:
        raise Http404
    address = settings.PUBLIC_URL + reverse("api/journals/push", args=["attendance"])
    return page(
        request,
        "journals/keys/page.html",
        tokens=tokens_of(viewer=request.viewer, institution_id=institution_id, today=today()),
        form=NewKey(request.POST or None) if not made else NewKey(),
        made=made,
        example=[EXAMPLE[0] % address, *EXAMPLE[1:]],
    )


def send(request: HouseRequest) -> HttpResponse:
    """Make a key; this answer is the only place where it is ever shown."""
    form = checked(NewKey(request.POST))
    institution_id = request.standing.brings_for["institution_id"]
    if institution_id is None:
        raise Http404
    made = make_token(
        institution_id=institution_id, name=form.cleaned_data["name"], viewer=request.viewer, now=now()
    )
    response = show(request, made)
    response["Cache-Control"] = "no-store"
    return response
