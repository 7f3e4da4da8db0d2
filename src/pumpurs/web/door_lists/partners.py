"""Doors of the partners room."""

from __future__ import annotations

from pumpurs.values.roles import NATIONAL_ROLES, Role
from pumpurs.web.doors import Door
from pumpurs.web.pages.partners.agreement import page as agreement
from pumpurs.web.pages.partners.home import page as home
from pumpurs.web.pages.partners.institution import page as institution
from pumpurs.web.pages.partners.join import page as join
from pumpurs.web.pages.partners.leave import page as leave
from pumpurs.web.pages.partners.new import page as new
from pumpurs.web.pages.partners.one import page as one
from pumpurs.web.pages.partners.prepare import page as prepare
from pumpurs.web.pages.partners.strategic import page as strategic

MANAGER = frozenset({Role.PROGRAMME_MANAGER})
KEEPERS = frozenset({Role.PROGRAMME_MANAGER, Role.MUNICIPAL_COORDINATOR})
READERS = NATIONAL_ROLES | {Role.MUNICIPAL_COORDINATOR}
P = "partners/<uuid:partner_id>/"

DOORS = (
    Door("partners/", "partners/home", home, thing="partner", action="list", roles=READERS),
    Door("partners/new/", "partners/new", new, thing="partner", action="record", roles=MANAGER),
    Door(P, "partners/one", one, thing="partner", action="read", roles=READERS),
    Door(P + "prepare/", "partners/prepare", prepare, thing="agreement", action="prepare", roles=MANAGER),
    Door(
        P + "agreement/<uuid:agreement_id>/",
        "partners/agreement",
        agreement,
        thing="agreement",
        action="read",
        roles=READERS,
    ),
    Door(P + "join/", "partners/join", join, thing="participation", action="join", roles=MANAGER),
    Door(
        P + "institution/",
        "partners/institution",
        institution,
        thing="institution",
        action="record",
        roles=MANAGER,
    ),
    Door(
        P + "strategic/",
        "partners/strategic",
        strategic,
        thing="strategic_partner",
        action="keep",
        roles=KEEPERS,
    ),
    Door(
        "partners/leave/<uuid:participation_id>/",
        "partners/leave",
        leave,
        thing="participation",
        action="leave",
        roles=MANAGER,
    ),
)
