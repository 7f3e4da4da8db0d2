"""Doors of the learners room and the search."""

from __future__ import annotations

from pumpurs.values.roles import Role
from pumpurs.web.door_lists.plans import STAFF
from pumpurs.web.doors import Door
from pumpurs.web.pages.house.search import page as search
from pumpurs.web.pages.learners.list import page as learner_list
from pumpurs.web.pages.learners.looks import page as looks
from pumpurs.web.pages.learners.one import page as one

L = "learners/<uuid:learner_id>/"

LOOKERS = STAFF - {Role.STRATEGIC_PARTNER}

DOORS = (
    Door("learners/", "learners/list", learner_list, thing="learner", action="list", roles=STAFF),
    Door(L, "learners/one", one, thing="learner", action="read", roles=STAFF),
    Door(L + "looks/", "learners/looks", looks, thing="learner", action="looks", roles=LOOKERS),
    Door("search/", "house/search", search, thing="house", action="search", roles=STAFF),
)
