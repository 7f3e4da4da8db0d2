"""Doors of journals: the pages of people, and those that a school's journal opens with its key."""

from __future__ import annotations

from pumpurs.values.roles import INSTITUTION_ROLES, Role
from pumpurs.web.api.journals import one as push_one
from pumpurs.web.api.journals import push
from pumpurs.web.doors import Door
from pumpurs.web.pages.journals.columns import page as columns
from pumpurs.web.pages.journals.home import page as home
from pumpurs.web.pages.journals.keys import page as keys
from pumpurs.web.pages.journals.one import page as one
from pumpurs.web.pages.journals.revoke import page as revoke

IMPORTERS = INSTITUTION_ROLES | {Role.MUNICIPAL_COORDINATOR, Role.PROGRAMME_MANAGER}
J = "journals/<uuid:batch_id>/"

DOORS = (
    Door("journals/", "journals/home", home, thing="journal", action="bring", roles=IMPORTERS),
    Door(J, "journals/one", one, thing="journal", action="confirm", roles=IMPORTERS),
    Door(J + "columns/", "journals/columns", columns, thing="journal", action="map", roles=IMPORTERS),
    Door("journals/keys/", "journals/keys", keys, thing="journal key", action="make", roles=INSTITUTION_ROLES),
    Door(
        "journals/keys/<uuid:token_id>/revoke/", "journals/revoke", revoke, thing="journal key", action="revoke",
        roles=INSTITUTION_ROLES,
    ),
    Door(
        "api/journals/<uuid:batch_id>/", "api/journals/one", push_one, thing="journal", action="read", roles=None,
        machine=True,
    ),
    Door(
        "api/journals/<slug:what>/", "api/journals/push", push, thing="journal", action="push", roles=None,
        machine=True,
    ),
)  # fmt: skip
