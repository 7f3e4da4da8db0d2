"""Doors of the learners room and the search."""

from __future__ import annotations

from pumpurs.values.roles import INSTITUTION_ROLES, Role
from pumpurs.web.door_lists.plans import STAFF
from pumpurs.web.doors import Door
from pumpurs.web.pages.house.search import page as search
from pumpurs.web.pages.learners.list import page as learner_list
from pumpurs.web.pages.learners.looks import page as looks
from pumpurs.web.pages.learners.one import page as one
from pumpurs.web.pages.learners.refer import page as refer
from pumpurs.web.pages.learners.roster_columns import page as roster_columns
from pumpurs.web.pages.learners.roster_one import page as roster_one
from pumpurs.web.pages.learners.roster_rejected import page as roster_rejected
from pumpurs.web.pages.learners.rosters import page as rosters

L = "learners/<uuid:learner_id>/"

LOOKERS = STAFF - {Role.STRATEGIC_PARTNER}
REFERRERS = frozenset({Role.HEAD, Role.MUNICIPAL_COORDINATOR})

IMPORTERS = INSTITUTION_ROLES | {Role.MUNICIPAL_COORDINATOR, Role.PROGRAMME_MANAGER}
R = "learners/rosters/<uuid:roster_id>/"

DOORS = (
    Door("learners/", "learners/list", learner_list, thing="learner", action="list", roles=STAFF),
    Door(L, "learners/one", one, thing="learner", action="read", roles=STAFF),
    Door(L + "looks/", "learners/looks", looks, thing="learner", action="looks", roles=LOOKERS),
    Door(L + "refer/", "learners/refer", refer, thing="learner", action="refer", roles=REFERRERS),
    Door("learners/rosters/", "learners/rosters", rosters, thing="roster", action="bring", roles=IMPORTERS),
    Door(R, "learners/roster_one", roster_one, thing="roster", action="confirm", roles=IMPORTERS),
    Door(
        R + "columns/",
        "learners/roster_columns",
        roster_columns,
        thing="roster",
        action="map",
        roles=IMPORTERS,
    ),
    Door(
        R + "rejected/",
        "learners/roster_rejected",
        roster_rejected,
        thing="roster",
        action="download",
        roles=IMPORTERS,
    ),
    Door("search/", "house/search", search, thing="house", action="search", roles=STAFF),
)
