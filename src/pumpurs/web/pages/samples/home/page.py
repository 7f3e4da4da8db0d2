"""/samples/ — samples for on-the-spot checks: those drawn, and the form that draws one."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.foundation.paging import page_number
from pumpurs.programme.reporting.actions.samples import draw
from pumpurs.programme.reporting.queries.samples import samples
from pumpurs.programme.reporting.queries.statements import month_to_draw_from
from pumpurs.values.periods import Month
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import faults_by_place
from pumpurs.web.frame.pages import page, whole_number
from pumpurs.web.pages.statements.home.page import month_fields
from pumpurs.web.words.accounting import ways
from pumpurs.web.words.labels import SAMPLE_WAY

USUAL_SIZE = "30"
SEED_BYTES = 16


def show(request: HouseRequest) -> HttpResponse:
    """Samples and the form."""
    chosen = request.POST.get("way", "weighted")
    return page(
        request,
        "samples/home/page.html",
        tabs=ways("samples", request.viewer.role),
        samples=samples(viewer=request.viewer, number=page_number(request.GET.get("page"))),
        months=month_fields(request, month_to_draw_from(viewer=request.viewer)),
        way_options=[
            {"value": way, "label": text, "selected": way == chosen} for way, text in SAMPLE_WAY.items()
        ],
        size=request.POST.get("size", USUAL_SIZE),
        wrong=faults_by_place(request),
    )


def send(request: HouseRequest) -> HttpResponse:
    """Draw, with a seed that chance gives."""
    asked = request.POST
    first, last = (Month.parse(asked.get(name, "")) for name in ("first_month", "last_month"))
    sample_id = draw(
        first=first, last=last, way=asked.get("way", ""), seed=secrets.token_hex(SEED_BYTES),
        size=whole_number(asked.get("size")), viewer=request.viewer, now=now(),
    )  # fmt: skip
    messages.success(
        request, _("Drawn. Chance gave the seed; it is kept, so that anybody can make the draw again.")
    )
    return redirect("samples/one", sample_id)
