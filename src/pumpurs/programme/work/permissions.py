"""Relations between a viewer and a sheet of work; the function's name is the rule."""

from __future__ import annotations

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.models import HoursAsked, Sheet
from pumpurs.programme.work.rules.signing import PROVIDERS, signed_since_closed
from pumpurs.rulebook import sheet_chains
from pumpurs.values.periods import Month
from pumpurs.values.roles import NATIONAL_ROLES, Role

STATE_OF_LEVEL = {
    Role.HEAD: "at_head",
    Role.MUNICIPAL_COORDINATOR: "at_municipality",
    Role.NATIONAL_EXPERT: "at_agency",
}


def gives_support(viewer: Viewer, sheet: Sheet) -> bool:
    """Whoever gives consultations, on the own sheet only."""
    return viewer.role in PROVIDERS and sheet.provider_id == viewer.account_id


def head_of_this_institution(viewer: Viewer, sheet: Sheet) -> bool:
    """The head of the institution at which the work was done."""
    return viewer.role is Role.HEAD and sheet.institution_id in viewer.reach.institutions


def closes_the_month(viewer: Viewer, sheet: Sheet) -> bool:
    """Who did the work, on the own sheet; the head of the institution in place of who has left."""
    return gives_support(viewer, sheet) or stands_in(viewer, sheet)


def stands_in(viewer: Viewer, sheet: Sheet) -> bool:
    """The head of the institution, for a provider who has left."""
    others = sheet.provider_id != viewer.account_id and sheet.asked.provider_left
    return others and head_of_this_institution(viewer, sheet)


def head_or_programme(viewer: Viewer, sheet: Sheet) -> bool:
    """The head of the institution, or the programme after a check on the spot."""
    programme = viewer.role in NATIONAL_ROLES and viewer.reach.national
    return programme or head_of_this_institution(viewer, sheet)


def approver_of_this_level(viewer: Viewer, sheet: Sheet) -> bool:
    """The role that the sheet waits for now."""
    near = viewer.reach.national or sheet.institution_id in viewer.reach.institutions
    return sheet.state == STATE_OF_LEVEL.get(viewer.role) and near


def approver_of_some_level(viewer: Viewer, sheet: Sheet) -> bool:
    """A role that approves sheets of this institution, at whichever level."""
    near = viewer.reach.national or sheet.institution_id in viewer.reach.institutions
    return viewer.role in STATE_OF_LEVEL and near


def last_approver(partner_kind: str, month: str) -> Role:
    """The role that approves a month's sheets last at a partner of a kind, and so answers for what is sent of it."""
    return sheet_chains.chain(partner_kind, Month.parse(month).span.last, own_of_head=False)[-1]


def sends_the_month(viewer: Viewer, sheet: Sheet) -> bool:
    """The role that approves last at the partner sends the month's package: coordinator, or head of a state school."""
    last = last_approver(sheet.partner.kind, sheet.month)
    return viewer.role is last and sheet.institution_id in viewer.reach.institutions


def checks_the_month(viewer: Viewer, _sheet: Sheet) -> bool:
    """The national expert, who checks packages and returns them."""
    return viewer.role is Role.NATIONAL_EXPERT and viewer.reach.national


def wrote_the_plan(viewer: Viewer, plan: Plan) -> bool:
    """The plan's author, whose hours with the plan itself are counted."""
    return viewer.role is Role.PLAN_AUTHOR and plan.author_id == viewer.account_id


def heads_this_institution(viewer: Viewer) -> bool:
    """Who signs orders of an institution."""
    return viewer.role is Role.HEAD and bool(viewer.reach.institutions)


def own_sheet(viewer: Viewer, sheet: Sheet) -> bool:
    """Four eyes: nobody decides about the own sheet, in whichever role."""
    return sheet.provider_id == viewer.account_id


def approved_a_level_before(viewer: Viewer, sheet: Sheet) -> bool:
    """Four eyes: one person closes another's sheet or approves it at one level only, even with two roles."""
    if own_sheet(viewer, sheet):
        return False  # that is told by itself
    steps = sorted(sheet.decisions.all(), key=lambda decision: decision.at)
    return signed_since_closed(((one.step, one.by_id) for one in steps), viewer.account_id)


def asks_for_hours(viewer: Viewer) -> bool:
    """Whoever gives consultations may ask for more of them."""
    return viewer.role in PROVIDERS


def writes_plans_of_this_learner(viewer: Viewer, asked: HoursAsked) -> bool:
    """A plan author appointed for the learner answers."""
    near = viewer.reach.holds(asked.institution_id, asked.learner_id)
    return viewer.role is Role.PLAN_AUTHOR and near
