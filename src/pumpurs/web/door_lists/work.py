"""Doors of the work log: the provider's month, recording, the head's orders, hours asked for, missed sessions."""

from __future__ import annotations

from pumpurs.values.roles import INSTITUTION_ROLES, Role
from pumpurs.web.doors import Door
from pumpurs.web.pages.work.answer import page as answer
from pumpurs.web.pages.work.ask import page as ask
from pumpurs.web.pages.work.home import page as home
from pumpurs.web.pages.work.missed import page as missed
from pumpurs.web.pages.work.one import page as one
from pumpurs.web.pages.work.orders import page as orders
from pumpurs.web.pages.work.record import page as record

PROVIDERS = frozenset({Role.PROVIDER, Role.PLAN_AUTHOR, Role.HEAD})
AUTHORS = frozenset({Role.PLAN_AUTHOR})
HEADS = frozenset({Role.HEAD})
CARING = INSTITUTION_ROLES | AUTHORS

DOORS = (
    Door("work/", "work/home", home, thing="work", action="list", roles=PROVIDERS),
    Door("work/record/", "work/record", record, thing="work", action="record", roles=PROVIDERS),
    Door("work/sessions/<uuid:session_id>/", "work/one", one, thing="work", action="take_out", roles=PROVIDERS),
    Door("work/orders/", "work/orders", orders, thing="order", action="sign", roles=HEADS),
    Door("work/hours/", "work/ask", ask, thing="hours", action="ask", roles=PROVIDERS),
    Door("work/hours/<uuid:asked_id>/", "work/answer", answer, thing="hours", action="answer", roles=AUTHORS),
    Door("work/missed/<uuid:plan_id>/", "work/missed", missed, thing="work", action="read", roles=CARING),
)  # fmt: skip
