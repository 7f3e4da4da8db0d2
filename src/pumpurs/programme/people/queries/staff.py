"""The staff of a place: who, in which role, since when, who is away and who stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When

from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.texts import SearchKey, SortKey
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.partners.models import Institution, Partner, StrategicPartner
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.people.permissions import (
    appoints_for_this_place,
    holder_or_who_appoints,
    one_level_up_wherever_they_work,
)
from pumpurs.programme.people.queries.places import active_on
from pumpurs.programme.people.rules import AT_INSTITUTION, RANK, appointable
from pumpurs.values.roles import CARERS, FAMILY_ROLES, MACHINES, NATIONAL_ROLES, Role

NOT_OURS = FAMILY_ROLES | MACHINES | {Role.VISITOR, Role.SUPPORT}


@dataclass(frozen=True)
class StandIn:
    """A deputy: who and until when. `now` if the deputy stands in today."""

    appointment_id: UUID
    name: str
    since: date
    last_day: date | None
    now: bool


@dataclass(frozen=True)
class StaffRow:
    """One appointment in the list. `deputy_for` names the absent person if this is a deputy's."""

    id: UUID
    name: str
    email: str
    role: Role
    place: str
    profession: str
    since: date
    last_day: date | None
    deputy_for: str
    deputies: tuple[StandIn, ...]
    invited: bool

    @property
    def away(self) -> StandIn | None:
        """Who stands in today, if anybody."""
        return next((one for one in self.deputies if one.now), None)


@dataclass(frozen=True)
class PersonCard(StaffRow):
    """One appointment with what the viewer may do and where else the person works."""

    account_id: UUID
    institution_id: UUID | None
    partner_id: UUID | None
    whole_institution: bool
    elsewhere: tuple[StaffRow, ...]
    in_force: bool
    may_end: bool
    may_name_deputy: bool
    may_care: bool
    may_reset_second_step: bool
    is_me: bool


@dataclass(frozen=True)
class Choice:
    """Somewhere that somebody can be appointed to."""

    id: UUID
    name: str
    where: str


def _last_day(until: date | None) -> date | None:
    return until - timedelta(days=1) if until else None


def _rows(viewer: Viewer) -> QuerySet[Appointment]:
    """Appointments in sight, with who stands in. Staff only: families are no staff."""
    deputies = Appointment.objects.select_related("account").order_by("since")
    rows = Appointment.objects.visible_to(viewer).exclude(role__in=NOT_OURS)
    return rows.select_related(
        "account", "institution", "partner", "strategic_partner", "deputy_for__account"
    ).prefetch_related(Prefetch("deputies", queryset=deputies, to_attr="stand_ins"))


def _values(row: Any, today: date, *, elsewhere: bool = False) -> dict[str, Any]:
    where = row.institution or row.strategic_partner or row.partner
    return {
        "id": row.id,
        "name": row.account.name,
        "email": row.account.email,
        "role": Role(row.role),
        "place": where.name if where else "",
        "profession": row.profession,
        "since": row.since,
        "last_day": _last_day(row.until),
        "deputy_for": row.deputy_for.account.name if row.deputy_for else "",
        "deputies": tuple(
            StandIn(
                one.id,
                one.account.name,
                one.since,
                _last_day(one.until),
                one.since <= today and (one.until is None or today < one.until),
            )
            for one in row.stand_ins
            if one.until is None or one.until > today
        ),
        "invited": not row.account.has_usable_password() and row.account.last_login is None and not elsewhere,
    }


def staff_in_sight(
    *, viewer: Viewer, today: date, search: str = "", role: str = "", past: bool = False, page: int = 1
) -> Page[StaffRow]:
    """People who work here today or soon, heads first, then by name; `past` those who did. Two queries."""
    rows = _rows(viewer)
    over = Q(until__isnull=False, until__lte=today)
    rows = rows.filter(over) if past else rows.exclude(over)
    if viewer.reach.national and not search.strip() and not role:
        rows = rows.filter(role__in=[*NATIONAL_ROLES, Role.MUNICIPAL_COORDINATOR])
    if role:
        rows = rows.filter(role=role)
    if search.strip():
        key = SearchKey(Value(search.strip()))
        rows = rows.annotate(found=SearchKey("account__name")).filter(
            Q(found__contains=key) | Q(account__email__istartswith=search.strip())
        )
    ranked = rows.annotate(
        rank=Case(
            *(When(role=str(one), then=Value(-place)) for one, place in RANK.items()),
            default=Value(0),
            output_field=IntegerField(),
        ),
        name_key=SortKey("account__name"),
    )
    return paged(ranked.order_by("rank", "name_key", "id"), page, lambda row: StaffRow(**_values(row, today)))


def roles_counted(*, viewer: Viewer, today: date) -> dict[Role, int]:
    """How many people hold each role today, in sight."""
    rows = Appointment.objects.visible_to(viewer).exclude(role__in=NOT_OURS).filter(active_on(today))
    counted = rows.values("role").annotate(n=Count("account_id", distinct=True)).order_by()
    return {Role(row["role"]): row["n"] for row in counted}


def _holds_roles_elsewhere(account_id: UUID, viewer: Viewer) -> bool:
    """The person also has a role out of this viewer's reach: then the first password is not hers to hand over."""
    with open_eyes(viewer, "invitation"):
        held = Appointment.objects.filter(account_id=account_id)
        places = list(held.values_list("institution_id", "partner_id"))
    reach = viewer.reach
    return not reach.national and any(
        institution not in reach.institutions and partner not in reach.partners
        for institution, partner in places
    )


def person_in_sight(*, viewer: Viewer, appointment_id: UUID, today: date) -> PersonCard:
    """One appointment and the person's others that the viewer can see. DoesNotExist out of reach."""
    row = _rows(viewer).get(pk=appointment_id)
    others = _rows(viewer).filter(account_id=row.account_id).exclude(pk=row.pk).order_by("-since", "id")
    in_force = row.since <= today and (row.until is None or today < row.until)
    open_ended = row.until is None or row.until > today
    appoints = appoints_for_this_place(viewer, row)
    return PersonCard(
        **_values(row, today, elsewhere=_holds_roles_elsewhere(row.account_id, viewer)),
        account_id=row.account_id,
        institution_id=row.institution_id,
        partner_id=row.partner_id,
        whole_institution=row.whole_institution,
        elsewhere=tuple(StaffRow(**_values(one, today)) for one in others),
        in_force=in_force,
        may_end=open_ended and appoints,
        may_name_deputy=open_ended and row.deputy_for_id is None and holder_or_who_appoints(viewer, row),
        may_care=open_ended and appoints and row.role in CARERS and not row.whole_institution,
        may_reset_second_step=open_ended and one_level_up_wherever_they_work(viewer, row.account_id, today),
        is_me=row.account_id == viewer.account_id,
    )


def colleagues_of(*, viewer: Viewer, appointment_id: UUID, today: date) -> tuple[StaffRow, ...]:
    """Other people who work at the same place today: to whom cases can go."""
    row = Appointment.objects.visible_to(viewer).get(pk=appointment_id)
    same = Q(
        institution_id=row.institution_id,
        partner_id=row.partner_id,
        strategic_partner_id=row.strategic_partner_id,
    )
    rows = _rows(viewer).filter(same, active_on(today)).exclude(account_id=row.account_id)
    found: dict[UUID, StaffRow] = {}
    for one in rows.order_by("account__name", "since"):
        kept = found.get(one.account_id)
        if kept is None or one.role == row.role:
            found[one.account_id] = StaffRow(**_values(one, today))
    return tuple(found.values())


def coordinators_of(*, viewer: Viewer, partner_id: UUID, today: date) -> tuple[StaffRow, ...]:
    """Coordinators of a partner, in force or yet to come."""
    rows = _rows(viewer).filter(partner_id=partner_id, role=Role.MUNICIPAL_COORDINATOR)
    current = rows.exclude(until__isnull=False, until__lte=today).order_by("since", "id")
    return tuple(StaffRow(**_values(row, today)) for row in current)


def roles_to_give(*, viewer: Viewer) -> tuple[Role, ...]:
    """Roles that this viewer can give, highest first."""
    return tuple(sorted(appointable(by=viewer.role), key=lambda role: (-RANK[role], role)))


def institutions_to_choose(*, viewer: Viewer) -> tuple[Choice, ...]:
    """Institutions in the viewer's reach, by name."""
    if not AT_INSTITUTION & appointable(by=viewer.role):
        return ()
    rows = Institution.objects.visible_to(viewer).select_related("partner").order_by("sort_key", "id")
    if not viewer.reach.national:
        rows = rows.filter(pk__in=viewer.reach.institutions)
    return tuple(Choice(row.id, row.name, row.partner.name) for row in rows)


def partners_to_choose(*, viewer: Viewer) -> tuple[Choice, ...]:
    """Partners that can get a coordinator or an accountant, by name."""
    if not {Role.MUNICIPAL_COORDINATOR, Role.ACCOUNTANT} & appointable(by=viewer.role):
        return ()
    rows = Partner.objects.visible_to(viewer).filter(kind="municipality").order_by("sort_key", "id")
    if not viewer.reach.national:
        rows = rows.filter(pk__in=viewer.reach.partners)
    return tuple(Choice(row.id, row.name, "") for row in rows)


def strategic_partners_to_choose(*, viewer: Viewer) -> tuple[Choice, ...]:
    """Strategic partners in the viewer's reach, by name."""
    if Role.STRATEGIC_PARTNER not in appointable(by=viewer.role):
        return ()
    rows = StrategicPartner.objects.visible_to(viewer).select_related("partner").order_by("name", "id")
    if not viewer.reach.national:
        rows = rows.filter(partner__in=viewer.reach.partners)
    return tuple(Choice(row.id, row.name, row.partner.name) for row in rows)
