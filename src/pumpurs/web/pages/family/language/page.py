"""/f/language/ — in which language to read and sign."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from pumpurs.programme.consents.actions import answers
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family import steps
from pumpurs.web.pages.house.language.page import with_language


def show(request: HouseRequest) -> HttpResponse:
    """Four languages, each in its own words."""
    options = [
        {"value": code, "label": name, "selected": code == get_language()}
        for code, name in settings.LANGUAGES
    ]
    return steps.shown(request, "language", steps.paper_of(request), options=options)


def send(request: HouseRequest) -> HttpResponse:
    """Kept with the papers, and from now on the pages speak it."""
    language = request.POST.get("language", "")
    answers.choose_language(learner_id=steps.child_of(request), language=language, viewer=request.viewer)
    following = steps.stand(steps.paper_of(request), "language").next
    return with_language(redirect(following), language)
