"""A page for tests only, behind the real doors: it shows the learners in reach and logs that it did."""

from __future__ import annotations

import sys

from django.http import HttpResponse

from pumpurs.foundation import audit
from pumpurs.programme.learners.models import Learner
from pumpurs.values.roles import Role
from pumpurs.web.doors import Door, HouseRequest, pattern
from pumpurs.web.urls import handler404, handler500, urlpatterns

__all__ = ["handler404", "handler500", "urlpatterns"]


def show(request: HouseRequest) -> HttpResponse:
    """The names of all learners in reach."""
    learners = list(Learner.objects.visible_to(request.viewer))
    audit.shown(request.viewer, "learners.probe", learners=[learner.pk for learner in learners])
    return HttpResponse(", ".join(f"{one.given_name} {one.family_name}" for one in learners))


def send(request: HouseRequest) -> HttpResponse:
    """A change that is logged."""
    learner = Learner.objects.visible_to(request.viewer).first()
    if learner is not None:
        Learner.objects.filter(pk=learner.pk).update(given_name="Mainīts")
        audit.changed(request.viewer, "learners.probe", learner)
    return HttpResponse("done")


ONLY_HEADS = frozenset({Role.HEAD})
DOOR = Door(
    "probe/", "learners/probe", sys.modules[__name__], thing="learner", action="read", roles=ONLY_HEADS
)
urlpatterns = [pattern(DOOR), *urlpatterns]
