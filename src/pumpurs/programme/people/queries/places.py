"""Reads of the room: where an account may act today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, ExpressionWrapper, F, OuterRef, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from pumpurs.programme.partners.models import Institution
from pumpurs.programme.partners.rules import MUNICIPALITY
from pumpurs.programme.people.models import Appointment
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class Place:
    """One place where a person can act: what the role switch shows and what reach is made of."""

    appointment_id: UUID
    role: Role
    place: str
    partner_id: UUID | None
    institution_id: UUID | None
    whole_institution: bool
    account_name: str
    strategic_partner_id: UUID | None = None
    own_partner_id: UUID | None = (
        None  # the partner that the institution is itself: a state vocational school
    )
    inside: frozenset[UUID] = frozenset()  # of a municipality's coordinator: its institutions


def active_on(day: date) -> Q:
    """Appointments in force on a day."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def _place(row: Appointment) -> Place:
    where = row.institution or row.strategic_partner or row.partner
    itself = row.institution.partner if row.institution else None
    own = itself.id if itself and itself.kind != MUNICIPALITY else None
    return Place(
        row.id, Role(row.role), where.name if where else "", row.partner_id, row.institution_id, row.whole_institution,
        row.account.name, row.strategic_partner_id, own, frozenset(vars(row).get("inside") or ()),
    )  # fmt: skip


def places_of(*, account_id: UUID, today: date) -> tuple[Place, ...]:
    """All places where this account may act today, oldest appointment first. Read before a viewer exists."""
    rows: QuerySet[Appointment] = Appointment.objects.filter(active_on(today), account_id=account_id)
    inside = Institution.objects.filter(partner_id=OuterRef("partner_id")).order_by().values("id")
    coordinates = When(role=Role.MUNICIPAL_COORDINATOR, then=ArraySubquery(inside))
    return tuple(
        _place(row)
        for row in rows.annotate(inside=Case(coordinates, default=None))
        .select_related("institution__partner", "partner", "strategic_partner", "account")
        .order_by("since", "id")
    )


@dataclass(frozen=True)
class DemoPerson:
    """An invented person who can be tried out: `place_id` chooses the role after sign-in."""

    account_id: UUID
    name: str
    role: Role
    place: str
    place_id: str


CAST = "@demo.example"  # the address of the people whom the demonstration country prints at its start


def demo_people(*, today: date, per_role: int) -> tuple[DemoPerson, ...]:
    """Some invented people of each role: the cast of the printed sign-ins first, who can take one plan its whole way.

    Only the demonstration shows them.
    """
    others = ExpressionWrapper(~Q(account__email__endswith=CAST), output_field=BooleanField())
    nth = Window(RowNumber(), partition_by=F("role"), order_by=[others, F("since"), F("id")])
    rows = Appointment.objects.filter(active_on(today), account__is_demo=True, account__is_active=True)
    few = rows.annotate(nth=nth).filter(nth__lte=per_role)
    return tuple(
        DemoPerson(row.account_id, row.account.name, Role(row.role), _place(row).place, str(row.id))
        for row in few.select_related("institution__partner", "partner", "strategic_partner", "account")
    )
