"""Relations between a viewer and a record of accounting; the function's name is the rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import ClaimStep, LedgerLine, Payment
from pumpurs.programme.reporting.models import (
    Package,
    PackageStep,
    PaymentClaim,
    SampleItem,
    Statement,
    Taken,
)
from pumpurs.programme.reporting.rules.content import LINE
from pumpurs.programme.reporting.rules.sampling import CLAIM
from pumpurs.programme.reporting.rules.sampling import SHEET as DRAWN_SHEET
from pumpurs.programme.work.models import Sheet, SheetDecision
from pumpurs.programme.work.permissions import last_approver
from pumpurs.values.roles import NATIONAL_ROLES, Role

R = TypeVar("R", bound=Model)


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


def had_a_hand_in_it(viewer: Viewer, package: Package) -> bool:
    """Who sent this package, gave or approved hours in it, or acted on a claim in it, in whichever role at the partner.

    What somebody approved for the programme itself (the own sheet of a state school's head) bars nobody: another
    person accepts.
    """
    return _once(package, viewer, _hands_in_package)


def _hands_in_package(package: Package, viewer: Viewer) -> bool:
    me = viewer.account_id
    taken = Taken.objects.filter(package=package)
    sheets = taken.exclude(what=LINE).values("record_id")
    lines = taken.filter(what=LINE).values("record_id")
    claims = LedgerLine.objects.filter(pk__in=lines).values("claim")
    hands = (
        PackageStep.objects.filter(package=package, step="send", by=me),
        Sheet.objects.filter(pk__in=sheets, provider=me),
        SheetDecision.objects.filter(sheet__in=sheets, by=me).exclude(role__in=NATIONAL_ROLES),
        ClaimStep.objects.filter(claim__in=claims, by=me),
        _batches_of(viewer).filter(claim__in=claims),
    )
    return _any_of(*hands)


def had_a_hand_in_the_record(viewer: Viewer, item: SampleItem) -> bool:
    """Who sent the drawn record to the programme, gave or approved its hours, or acted on its claim, in any role."""
    return _once(item, viewer, _hands_in_record)


def _hands_in_record(item: SampleItem, viewer: Viewer) -> bool:
    me = viewer.account_id
    if item.kind == DRAWN_SHEET:
        packages = Taken.objects.exclude(what=LINE).filter(record_id=item.record_id)
        hands: tuple[QuerySet[Any], ...] = (
            Sheet.objects.filter(pk=item.record_id, provider=me),
            SheetDecision.objects.filter(sheet=item.record_id, by=me).exclude(step="give_back"),
        )
    else:
        assert item.kind == CLAIM
        lines = LedgerLine.objects.filter(claim=item.record_id).values("pk")
        packages = Taken.objects.filter(what=LINE, record_id__in=lines)
        hands = (
            ClaimStep.objects.filter(claim=item.record_id, by=me),
            _batches_of(viewer).filter(claim=item.record_id),
        )
    senders = PackageStep.objects.filter(package__in=packages.values("package"), step="send", by=me)
    return _any_of(senders, *hands)


def _batches_of(viewer: Viewer) -> QuerySet[Payment]:
    me = viewer.account_id
    return Payment.objects.filter(Q(batch__drafted_by=me) | Q(batch__signed_by=me))


def _once(record: R, viewer: Viewer, ask: Callable[[R, Viewer], bool]) -> bool:
    """The answer about one record in hand: several steps and a page ask for it, it is read once."""
    known: dict[UUID | None, bool] = vars(record).setdefault("hands_in_it", {})
    if viewer.account_id not in known:
        known[viewer.account_id] = ask(record, viewer)
    return known[viewer.account_id]


def _any_of(*rows: QuerySet[Any]) -> bool:
    """Whether one of them holds a row, in one statement."""
    first, *others = (one.order_by().values("pk") for one in rows)
    return first.union(*others, all=True).exists()


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


def drafted_or_sent_what_it_adds_up(viewer: Viewer, statement: Statement) -> bool:
    """Four eyes: nor does who drafted it or sent a package of it."""
    if statement.drafted_by_id == viewer.account_id:
        return True
    sent = PackageStep.objects.filter(package__statement=statement, step="send", by=viewer.account_id)
    return sent.exists()


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
