"""Doors of families: the link with its code, one question at a time, and the family's own page."""

from __future__ import annotations

from pumpurs.values.roles import FAMILY_ROLES
from pumpurs.web.doors import Door
from pumpurs.web.pages.family.about import page as about
from pumpurs.web.pages.family.again import page as again
from pumpurs.web.pages.family.answer import page as answer
from pumpurs.web.pages.family.arrive import page as arrive
from pumpurs.web.pages.family.circumstances import page as circumstances
from pumpurs.web.pages.family.code import page as code
from pumpurs.web.pages.family.confirm import page as confirm
from pumpurs.web.pages.family.consent import page as consent
from pumpurs.web.pages.family.data import page as data
from pumpurs.web.pages.family.done import page as done
from pumpurs.web.pages.family.home import page as home
from pumpurs.web.pages.family.key import page as key
from pumpurs.web.pages.family.language import page as language
from pumpurs.web.pages.family.looks import page as looks
from pumpurs.web.pages.family.question import page as question
from pumpurs.web.pages.family.refuse import page as refuse
from pumpurs.web.pages.family.support import page as support
from pumpurs.web.pages.family.withdraw import page as withdraw
from pumpurs.web.pages.house.language import page as switch_language

F = FAMILY_ROLES
DOORS = (
    Door("family/", "family/home", home, thing="family", action="read", roles=F),
    Door("family/answer/", "family/answer", answer, thing="consent", action="open", roles=F),
    Door("family/looks/<uuid:learner_id>/", "family/looks", looks, thing="audit", action="read", roles=F),
    Door(
        "family/withdraw/<uuid:consent_id>/",
        "family/withdraw",
        withdraw,
        thing="consent",
        action="withdraw",
        roles=F,
    ),
    Door("f/", "family/code", code, thing="family_link", action="open", roles=None),
    Door("f/language/", "family/language", language, thing="consent", action="language", roles=F),
    Door("f/about/", "family/about", about, thing="consent", action="read", roles=F),
    Door("f/data/", "family/data", data, thing="consent", action="read", roles=F),
    Door("f/consent/", "family/consent", consent, thing="consent", action="read", roles=F),
    Door("f/support/", "family/support", support, thing="application", action="keep", roles=F),
    Door(
        "f/circumstances/", "family/circumstances", circumstances, thing="application", action="keep", roles=F
    ),
    Door("f/confirm/", "family/confirm", confirm, thing="consent", action="sign", roles=F),
    Door("f/no/", "family/refuse", refuse, thing="consent", action="refuse", roles=F),
    Door("f/question/", "family/question", question, thing="consent", action="ask", roles=F),
    Door("f/done/", "family/done", done, thing="consent", action="read", roles=F),
    Door("f/key/", "family/key", key, thing="family_link", action="keep", roles=F),
    Door("f/again/", "family/again", again, thing="family_link", action="ask", roles=None),
    Door("f/<str:token>/", "family/arrive", arrive, thing="family_link", action="arrive", roles=None),
    Door("i18n/setlang/", "house/language", switch_language, thing="house", action="language", roles=None),
)
