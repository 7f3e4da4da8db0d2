"""Doors of claims for compensations: of the school and the municipality, and of the family."""

from __future__ import annotations

from pumpurs.values.roles import FAMILY_ROLES, NATIONAL_ROLES, Role
from pumpurs.web.doors import Door
from pumpurs.web.pages.compensations.account import page as account
from pumpurs.web.pages.compensations.choose import page as choose
from pumpurs.web.pages.compensations.grant_many import page as grant_many
from pumpurs.web.pages.compensations.home import page as home
from pumpurs.web.pages.compensations.new import page as new
from pumpurs.web.pages.compensations.one import page as one
from pumpurs.web.pages.compensations.payers import page as payers
from pumpurs.web.pages.compensations.proof import page as proof
from pumpurs.web.pages.family.claim import page as family_claim
from pumpurs.web.pages.family.claim_account import page as family_account
from pumpurs.web.pages.family.claim_new import page as family_new
from pumpurs.web.pages.family.claims import page as family_claims

FILERS = frozenset({Role.PLAN_AUTHOR, Role.INSTITUTION_COORDINATOR, Role.HEAD})
GRANTERS = frozenset({Role.MUNICIPAL_COORDINATOR, Role.HEAD})
TELLERS = FILERS | {Role.MUNICIPAL_COORDINATOR}
MONEY_READERS = TELLERS | NATIONAL_ROLES | {Role.ACCOUNTANT}
C, F = "compensations/", "family/claims/"

DOORS = (
    Door(C, "compensations/home", home, thing="claim", action="list", roles=MONEY_READERS),
    Door(C + "grant/", "compensations/grant_many", grant_many, thing="claim", action="grant", roles=GRANTERS),
    Door(C + "new/", "compensations/choose", choose, thing="claim", action="file", roles=FILERS),
    Door(C + "new/<uuid:plan_id>/", "compensations/new", new, thing="claim", action="file", roles=FILERS),
    Door(
        C + "account/<uuid:plan_id>/",
        "compensations/account",
        account,
        thing="claim",
        action="account",
        roles=FILERS,
    ),
    Door(
        C + "payers/<uuid:learner_id>/",
        "compensations/payers",
        payers,
        thing="claim",
        action="payers",
        roles=TELLERS,
    ),
    Door(
        C + "<uuid:claim_id>/", "compensations/one", one, thing="claim", action="decide", roles=MONEY_READERS
    ),
    Door(
        C + "<uuid:claim_id>/proof/<uuid:proof_id>/",
        "compensations/proof",
        proof,
        thing="claim",
        action="read",
        roles=TELLERS,
    ),
    Door(
        F + "<uuid:learner_id>/",
        "family/claims",
        family_claims,
        thing="claim",
        action="list",
        roles=FAMILY_ROLES,
    ),
    Door(
        F + "<uuid:learner_id>/new/",
        "family/claim_new",
        family_new,
        thing="claim",
        action="file",
        roles=FAMILY_ROLES,
    ),
    Door(
        F + "<uuid:learner_id>/account/",
        "family/claim_account",
        family_account,
        thing="claim",
        action="account",
        roles=FAMILY_ROLES,
    ),
    Door(
        F + "one/<uuid:claim_id>/",
        "family/claim",
        family_claim,
        thing="claim",
        action="answer",
        roles=FAMILY_ROLES,
    ),
)
