"""Doors of the consents room."""

from __future__ import annotations

from pumpurs.values.roles import Role
from pumpurs.web.doors import Door
from pumpurs.web.pages.consents.blank import page as blank
from pumpurs.web.pages.consents.call_back import page as call_back
from pumpurs.web.pages.consents.home import page as home
from pumpurs.web.pages.consents.in_person import page as in_person
from pumpurs.web.pages.consents.link import page as link
from pumpurs.web.pages.consents.new import page as new
from pumpurs.web.pages.consents.one import page as one
from pumpurs.web.pages.consents.paper import page as paper
from pumpurs.web.pages.consents.remind import page as remind
from pumpurs.web.pages.consents.reply import page as reply
from pumpurs.web.pages.consents.resend import page as resend
from pumpurs.web.pages.consents.scan import page as scan
from pumpurs.web.pages.consents.withdraw import page as withdraw

RECORDERS = frozenset({Role.PLAN_AUTHOR, Role.INSTITUTION_COORDINATOR, Role.HEAD})
READERS = RECORDERS | {Role.MUNICIPAL_COORDINATOR}
C = "consents/<uuid:consent_id>/"
L = "<uuid:learner_id>/"

DOORS = (
    Door("consents/", "consents/home", home, thing="consent", action="list", roles=READERS),
    Door("consents/new/", "consents/new", new, thing="consent", action="ask", roles=RECORDERS),
    Door("consents/link/" + L, "consents/link", link, thing="consent", action="send", roles=RECORDERS),
    Door(
        "consents/in_person/" + L,
        "consents/in_person",
        in_person,
        thing="consent",
        action="record",
        roles=RECORDERS,
    ),
    Door("consents/blank/" + L, "consents/blank", blank, thing="consent", action="print", roles=RECORDERS),
    Door("consents/paper/" + L, "consents/paper", paper, thing="consent", action="record", roles=RECORDERS),
    Door(
        "consents/scan/<uuid:file_id>/", "consents/scan", scan, thing="consent", action="read", roles=READERS
    ),
    Door(C, "consents/one", one, thing="consent", action="read", roles=READERS),
    Door(C + "resend/", "consents/resend", resend, thing="consent", action="send", roles=RECORDERS),
    Door(C + "call_back/", "consents/call_back", call_back, thing="consent", action="send", roles=RECORDERS),
    Door(C + "remind/", "consents/remind", remind, thing="consent", action="remind", roles=RECORDERS),
    Door(C + "reply/", "consents/reply", reply, thing="consent", action="reply", roles=RECORDERS),
    Door(C + "withdraw/", "consents/withdraw", withdraw, thing="consent", action="withdraw", roles=RECORDERS),
)
