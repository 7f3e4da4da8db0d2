"""/samples/<sample_id>/ — one draw: how it was made, its records and how far their checks are."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.foundation.paging import page_number
from pumpurs.programme.reporting.queries.samples import one_sample
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words.labels import label


def show(request: HouseRequest, sample_id: UUID) -> HttpResponse:
    """The sample with a page of its records in the order of the draw."""
    sample, items = one_sample(
        viewer=request.viewer, sample_id=sample_id, number=page_number(request.GET.get("page"))
    )
    return page(
        request,
        "samples/one/page.html",
        sample=sample,
        items=items,
        crumbs=[{"url": "/samples/", "label": _("Samples")}, {"label": _("One sample")}],
        facts=[
            {"label": _("How it is drawn"), "value": label("sample_way", sample.way)},
            {"label": _("Seed"), "value": sample.seed},
            {"label": _("Records to draw from"), "value": sample.population},
            {"label": _("Their hash (SHA-256)"), "value": sample.population_sha256},
        ],
    )
