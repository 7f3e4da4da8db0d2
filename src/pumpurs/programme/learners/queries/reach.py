"""What a person can see today, from appointments, care and family ties: the only maker of a Viewer's reach."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from pumpurs.foundation.visibility import Reach, Viewer
from pumpurs.programme.learners.models import Care, Guardian, Learner, Referral
from pumpurs.programme.people.queries import Place
from pumpurs.rulebook import adulthood
from pumpurs.values.roles import INSTITUTION_ROLES, NATIONAL_ROLES, Role


def _in_force(today: date) -> Q:
    return Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))


def _in_care(appointment_id: UUID, today: date) -> dict[UUID, UUID]:
    """Learner in care -> the institution that the learner is at, which is the one that appointed."""
    cares = Care.objects.filter(_in_force(today), appointment_id=appointment_id)
    # care ends where the learner went to another institution, though nobody has ended it yet
    one_by_one = Learner.objects.filter(cares__in=cares, cares__institution_id=F("institution_id"))
    classes = cares.filter(school_class__isnull=False).values("school_class_id")
    by_class = Learner.objects.filter(
        school_class_id__in=classes, school_class__institution_id=F("institution_id")
    )
    known = ("id", "institution_id")
    return dict(one_by_one.values_list(*known).union(by_class.values_list(*known)))


def _referred(strategic_partner_id: UUID, today: date) -> frozenset[UUID]:
    """Learners whose cases are referred to a strategic partner, as long as they are at that same institution."""
    cases = Referral.objects.filter(_in_force(today), strategic_partner_id=strategic_partner_id)
    rows = Learner.objects.filter(referrals__in=cases, referrals__institution_id=F("institution_id"))
    return frozenset(rows.values_list("id", flat=True))


def reach_of(*, place: Place, today: date) -> Reach:
    """The reach of one appointment. Read it under national sight, then raise the wall with what it gives."""
    if place.role in NATIONAL_ROLES:
        return Reach(national=True)
    if place.role is Role.ACCOUNTANT and place.partner_id:  # money hangs on the partner; no learner, no plan
        return Reach(partners=frozenset({place.partner_id}))
    if place.role is Role.MUNICIPAL_COORDINATOR and place.partner_id:
        return Reach(partners=frozenset({place.partner_id}), institutions=place.inside)
    if place.institution_id and (place.role in INSTITUTION_ROLES or place.whole_institution):
        own = place.own_partner_id if place.role is Role.HEAD else None
        partners = frozenset({own}) if own else frozenset[UUID]()
        return Reach(partners=partners, institutions=frozenset({place.institution_id}))
    in_care = _in_care(place.appointment_id, today)
    if place.strategic_partner_id:
        return Reach(learners=frozenset(in_care) | _referred(place.strategic_partner_id, today))
    return Reach(learners=frozenset(in_care), within=frozenset(in_care.values()))


def viewer_at(*, account_id: UUID, place: Place, today: date, request_id: str) -> Viewer:
    """The viewer of a person acting at `place`."""
    reach = reach_of(place=place, today=today)
    return Viewer(account_id, place.role, reach, place.appointment_id, request_id, place.account_name)


def _children(account_id: UUID, today: date) -> QuerySet[Guardian]:
    """Guardianships in force; from the day a learner is of age, the parents see nothing any more."""
    rows = Guardian.objects.filter(_in_force(today), account_id=account_id)
    return rows.exclude(learner__birth_date__lte=adulthood.born_by(today))


def _own(account_id: UUID, today: date) -> QuerySet[Learner]:
    """The own record of a learner who is of age."""
    return Learner.objects.filter(account_id=account_id, birth_date__lte=adulthood.born_by(today))


def family_reach(*, account_id: UUID, role: Role, today: date) -> Reach:
    """The own child (guardian, until 18) or the own record (adult learner)."""
    if role is Role.ADULT_LEARNER:
        return Reach(learners=frozenset(_own(account_id, today).values_list("id", flat=True)))
    return Reach(learners=frozenset(_children(account_id, today).values_list("learner_id", flat=True)))


def family_roles(*, account_id: UUID, today: date) -> tuple[Role, ...]:
    """Which family roles an account has today: shown in the role switch."""
    roles: list[Role] = []
    if _children(account_id, today).exists():
        roles.append(Role.GUARDIAN)
    if _own(account_id, today).exists():
        roles.append(Role.ADULT_LEARNER)
    return tuple(roles)
