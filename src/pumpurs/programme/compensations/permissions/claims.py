"""Relations between a viewer and a claim; the function's name is the rule."""

from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import Claim, OtherFunding
from pumpurs.programme.plans.models import Plan
from pumpurs.rulebook import payment_duties
from pumpurs.values.roles import FAMILY_ROLES, Role

SCHOOL_FILERS = frozenset({Role.PLAN_AUTHOR, Role.INSTITUTION_COORDINATOR, Role.HEAD})
TELLERS = SCHOOL_FILERS | {Role.MUNICIPAL_COORDINATOR}


def _near(viewer: Viewer, claim: Claim | Plan) -> bool:
    at_hand = viewer.reach.holds(claim.institution_id, claim.learner_id)
    return at_hand or claim.partner_id in viewer.reach.partners


def has_duty(duty: str, viewer: Viewer, claim: Claim) -> bool:
    """The viewer's role has this duty at the claim's partner by the rules of the day it was filed."""
    roles = payment_duties.roles(duty, claim.partner.kind, localdate(claim.filed_at))
    return viewer.role in roles and _near(viewer, claim)


def family_or_school_of_learner(viewer: Viewer, claim: Claim | Plan) -> bool:
    """The learner's family (or the adult learner), or the school that cares for the learner."""
    if viewer.role in FAMILY_ROLES:
        return claim.learner_id in viewer.reach.learners
    return viewer.role in SCHOOL_FILERS and _near(viewer, claim)


def side_that_filed(viewer: Viewer, claim: Claim) -> bool:
    """The family takes back what the family filed, the school what the school filed; neither the other's."""
    by_family = claim.way == "family"
    return by_family == (viewer.role in FAMILY_ROLES) and family_or_school_of_learner(viewer, claim)


def checker_at_this_partner(viewer: Viewer, claim: Claim) -> bool:
    """Who checks claims at this kind of partner."""
    return has_duty("check", viewer, claim)


def granter_at_this_partner(viewer: Viewer, claim: Claim) -> bool:
    """Who grants claims at this kind of partner."""
    return has_duty("grant", viewer, claim)


def whose_turn_it_is(viewer: Viewer, claim: Claim) -> bool:
    """The checker while the claim is filed or asked about, the granter once it is checked."""
    turn = granter_at_this_partner if claim.state == "checked" else checker_at_this_partner
    return turn(viewer, claim)


def tells_the_account(viewer: Viewer, claim: Claim | Plan) -> bool:
    """Whoever may tell a learner's bank account, with a claim or before there is one: the family or the school."""
    return family_or_school_of_learner(viewer, claim)


def checked_it_herself(viewer: Viewer, claim: Claim) -> bool:
    """Four eyes: who checked a claim does not grant it, in whichever role."""
    return claim.checked_by_id == viewer.account_id


def filed_it_herself(viewer: Viewer, claim: Claim) -> bool:
    """Who filed a claim for the school does not say that its proof holds."""
    return claim.way == "school" and claim.filed_by_id == viewer.account_id


def told_it_or_grants_there(viewer: Viewer, note: OtherFunding, day: date) -> bool:
    """Who told of another payer, or whoever grants claims of the learner's school that day."""
    if note.told_by_id == viewer.account_id:
        return True
    partner = note.learner.institution.partner if note.learner.institution else None
    duty = payment_duties.roles("grant", partner.kind, day) if partner else frozenset()
    return viewer.role in duty and note.institution_id in viewer.reach.institutions


def tells_of_other_payers(viewer: Viewer, institution_id: object, learner_id: object) -> bool:
    """The school or the municipality of the learner."""
    near = institution_id in viewer.reach.institutions or learner_id in viewer.reach.learners
    return viewer.role in TELLERS and near
