"""/alerts/models/ — statistical models that were loaded, which is on, and the newest runs of the rules."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.programme.alerts.queries.models import last_runs, models_in_sight
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words.card import ways


def show(request: HouseRequest) -> HttpResponse:
    """Both lists."""
    viewer = request.viewer
    return page(
        request,
        "alerts/models/page.html",
        models=models_in_sight(viewer=viewer),
        runs=last_runs(viewer=viewer),
        tabs=ways("models"),
    )
