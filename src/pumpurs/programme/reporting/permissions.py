"""Relations between a viewer and a record of accounting; the function's name is the rule."""

from __future__ import annotations

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.reporting.models import Package, PaymentClaim, Statement
from pumpurs.programme.work.permissions import last_approver
from pumpurs.values.roles import NATIONAL_ROLES, Role


def sends_the_package(viewer: Viewer, package: Package) -> bool:
    """The role that approves sheets last at the partner: coordinator, or head of a state vocational school."""
    near = package.partner_id in viewer.reach.partners
    return near and viewer.role is last_approver(package.partner.kind, package.month)


def opens_the_month(viewer: Viewer, package: Package) -> bool:
    """Who sends the package, or the night."""
    return viewer.role is Role.JOB or sends_the_package(viewer, package)


def national_expert(viewer: Viewer, _record: object) -> bool:
    """The national expert, who checks what partners send."""
    return viewer.role is Role.NATIONAL_EXPERT and viewer.reach.national


def national(viewer: Viewer, _record: object) -> bool:
    """The programme's own people: expert or manager."""
    return viewer.role in NATIONAL_ROLES and viewer.reach.national


def programme_manager(viewer: Viewer, _record: object) -> bool:
    """The programme manager, who answers for the whole programme's money."""
    return viewer.role is Role.PROGRAMME_MANAGER and viewer.reach.national


def checked_it_herself(viewer: Viewer, package: Package) -> bool:
    """Four eyes: whoever checked a package is not the one who accepts it."""
    return package.checked_by_id == viewer.account_id


def accounts_for_the_partner(viewer: Viewer, statement: Statement) -> bool:
    """The partner's accountant, or whoever sends its packages."""
    near = statement.partner_id in viewer.reach.partners
    return near and viewer.role in (
        Role.ACCOUNTANT,
        last_approver(statement.partner.kind, statement.last_month),
    )


def sent_it_herself(viewer: Viewer, statement: Statement) -> bool:
    """Four eyes: whoever sent a statement does not accept it, in whichever role."""
    return statement.sent_by_id == viewer.account_id


def drafted_it_herself(viewer: Viewer, claim: PaymentClaim) -> bool:
    """Four eyes: whoever drafted a payment claim does not submit it, in whichever role."""
    return claim.drafted_by_id == viewer.account_id


def keeps_budgets(viewer: Viewer) -> bool:
    """The programme manager writes down what agreements and amendments promise."""
    return viewer.role is Role.PROGRAMME_MANAGER and viewer.reach.national


def draws_samples(viewer: Viewer) -> bool:
    """The programme's own people draw samples."""
    return viewer.role in NATIONAL_ROLES and viewer.reach.national


def tells_of_findings(viewer: Viewer) -> bool:
    """The night, which writes to partners."""
    return viewer.role is Role.JOB


def mends_sheets(viewer: Viewer) -> bool:
    """Who has drawn sheets of the own partner corrected: coordinator, or head of a state vocational school.

    Only such a head reaches a partner.
    """
    return viewer.role in (Role.MUNICIPAL_COORDINATOR, Role.HEAD) and bool(viewer.reach.partners)


def mends_money(viewer: Viewer) -> bool:
    """Who has money of the own partner asked back: those who have sheets corrected, and the accountant."""
    return mends_sheets(viewer) or (viewer.role is Role.ACCOUNTANT and bool(viewer.reach.partners))
