"""Who is told by mail that something of accounting waits: addresses only, for jobs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.reporting.models import Package
from pumpurs.programme.reporting.preconditions import unapproved_sheets
from pumpurs.programme.work.lifecycle import SheetState
from pumpurs.values.roles import Role

Told = tuple[tuple[str, str, int], ...]


def owing(*, viewer: Viewer, package_id: UUID, today: date) -> Told:
    """(address, language, how many sheets) of who owes them to a package: providers, and heads whose turn it is."""
    package = Package.objects.select_related("partner").get(pk=package_id)
    rows = unapproved_sheets(package, viewer)
    owed: Counter[tuple[str, str]] = Counter()
    by_provider = rows.filter(state=SheetState.OPEN, provider__is_active=True).order_by()
    for address, language, count in by_provider.values_list("provider__email", "provider__language").annotate(
        count=Count("pk")
    ):
        owed[address, language] += count
    at_heads = rows.filter(state=SheetState.AT_HEAD).order_by()
    waiting = dict(at_heads.values_list("institution_id").annotate(count=Count("pk")))
    for place, address, language in (
        _in_force(today)
        .filter(role=Role.HEAD, institution_id__in=waiting)
        .values_list("institution_id", "account__email", "account__language")
    ):
        owed[address, language] += waiting[place]
    return tuple((*who, count) for who, count in sorted(owed.items()))


def senders(*, viewer: Viewer, package_ids: Collection[UUID], today: date) -> Told:
    """(address, language, how many packages) of who sends these packages."""
    owed: Counter[tuple[str, str]] = Counter()
    for package in Package.objects.visible_to(viewer).filter(pk__in=package_ids).select_related("partner"):
        for address, language in keepers(partner_id=package.partner_id, today=today):
            owed[address, language] += 1
    return tuple((*who, count) for who, count in sorted(owed.items()))


def keepers(*, partner_id: UUID, today: date, accountants: bool = False) -> tuple[tuple[str, str], ...]:
    """(address, language) of a partner's coordinator, or of the head where the school itself is the partner."""
    roles = [Role.MUNICIPAL_COORDINATOR, *([Role.ACCOUNTANT] if accountants else [])]
    at_partner = Q(partner_id=partner_id, role__in=roles)
    of_school = Q(
        institution__partner_id=partner_id,
        institution__partner__kind="state_vocational_school",
        role=Role.HEAD,
    )
    people = _in_force(today).filter(at_partner | of_school)
    found = Account.objects.filter(pk__in=people.values("account_id")).order_by("email")
    return tuple(found.values_list("email", "language"))


def _in_force(today: date) -> QuerySet[Appointment]:
    rows = Appointment.objects.filter(Q(until=None) | Q(until__gt=today), since__lte=today)
    return rows.filter(account__is_active=True)
