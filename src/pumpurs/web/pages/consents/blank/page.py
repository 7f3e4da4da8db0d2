"""/consents/blank/<learner_id>/ — consent and application to print and sign by hand, in any of four languages."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, override

from pumpurs.foundation.clock import now, today
from pumpurs.programme.consents.queries import staff
from pumpurs.rulebook import consent_texts
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.family.words import said


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """What the family reads and signs, with the learner's name; `?language=` is that of the paper."""
    learner = staff.learner_to_ask(viewer=request.viewer, learner_id=learner_id, now=now())
    asked = request.GET.get("language", "")
    languages = dict(settings.LANGUAGES)
    consent = consent_texts.version_on("consent", today())
    application = consent_texts.version_on("application", today())
    both = learner.consent_valid and learner.application_valid
    with override(asked if asked in languages else get_language()):
        agree = [(one.agree_adult if learner.adult else one.agree) for one in (consent, application)]
        supports = [(said(one.name), one.costs) for one in learner.supports]
        return page(
            request,
            "consents/blank/page.html",
            learner=learner,
            languages=[
                {"code": code, "label": name, "current": code == get_language()}
                for code, name in languages.items()
            ],
            points=[(said(one.title), said(one.text)) for one in consent.points if one.page != "end"],
            agree_consent="" if learner.consent_valid and not both else said(agree[0]),
            agree_application="" if learner.application_valid and not both else said(agree[1]),
            people=[name for name, costs in supports if not costs],
            costs=[name for name, costs in supports if costs],
            circumstances=[said(one.name) for one in learner.circumstances],
            versions=f"{consent.code} / {application.code}",
        )
