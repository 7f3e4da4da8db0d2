"""How far the programme reaches today, against its goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from pumpurs.foundation.texts import sort_key
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Agreement, Participation, Partner
from pumpurs.programme.partners.rules import MUNICIPALITY, share
from pumpurs.rulebook import municipalities, programme_targets


@dataclass(frozen=True)
class Goals:
    """Institutions and municipalities that take part today, and what was aimed for."""

    institutions: int
    institutions_goal: int
    municipalities: int
    municipalities_all: int
    municipalities_share: Decimal
    municipalities_goal_share: Decimal
    municipalities_goal: Decimal
    schools: int


@dataclass(frozen=True)
class Unrecorded:
    """A municipality of today that nobody has recorded as a partner yet."""

    code: str
    name: str


def covering(day: date) -> Q:
    """Rows whose period holds the day."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def agreements_by_heir(*, viewer: Viewer, today: date) -> dict[str, list[tuple[UUID, str, date]]]:
    """Agreements in force today by the municipality that now stands for who signed them: (partner, number, since)."""
    rows = Agreement.objects.visible_to(viewer).filter(covering(today), state="in_force")
    found: dict[str, list[tuple[UUID, str, date]]] = {}
    for row in rows.filter(partner__kind=MUNICIPALITY).select_related("partner").order_by("since", "number"):
        heir = municipalities.successor(row.partner.municipality_code, today).code
        found.setdefault(heir, []).append((row.partner_id, row.number, row.since))
    return found


def goals(*, viewer: Viewer, today: date) -> Goals:
    """The figures of the first page: the same number of queries in a small and in a large country."""
    joined = Participation.objects.visible_to(viewer).filter(covering(today)).count()
    heirs = agreements_by_heir(viewer=viewer, today=today)
    schools = Agreement.objects.visible_to(viewer).filter(covering(today), state="in_force")
    everyone = len(municipalities.on(today))
    goal_share = programme_targets.municipalities_share_on(today)
    return Goals(
        institutions=joined,
        institutions_goal=programme_targets.institutions_on(today),
        municipalities=len(heirs),
        municipalities_all=everyone,
        municipalities_share=share(len(heirs), everyone),
        municipalities_goal_share=goal_share,
        municipalities_goal=goal_share * everyone,
        schools=schools.exclude(partner__kind=MUNICIPALITY).values("partner_id").distinct().count(),
    )


def not_recorded(*, viewer: Viewer, today: date) -> tuple[Unrecorded, ...]:
    """Municipalities of today without a partner's record, in the order of their names."""
    codes = (
        Partner.objects.visible_to(viewer)
        .filter(kind=MUNICIPALITY)
        .values_list("municipality_code", flat=True)
    )
    there = set(codes)
    missing = (Unrecorded(one.code, one.name) for one in municipalities.on(today) if one.code not in there)
    return tuple(sorted(missing, key=lambda one: sort_key(one.name)))
