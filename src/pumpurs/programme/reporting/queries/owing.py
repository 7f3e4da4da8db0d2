"""Who is told by mail that something of accounting waits: addresses only, for jobs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.reporting.models import Package
from pumpurs.programme.reporting.preconditions import unapproved_sheets
from pumpurs.programme.work.lifecycle import SheetState
from pumpurs.programme.work.queries.reminded import Told, who_owes
from pumpurs.values.roles import Role


def owing(*, viewer: Viewer, package_id: UUID, today: date) -> Told:
    """(address, language, how many sheets) of who owes them to a package: all but the partner that sends it.

    Providers, the head for who has left, heads whose turn it is, and the programme where it approves.
    """
    package = Package.objects.select_related("partner").get(pk=package_id)
    rows = unapproved_sheets(package, viewer).exclude(state=SheetState.AT_MUNICIPALITY)
    return who_owes(rows, today)


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
