"""Reads for the demonstration: invented families who can be tried out."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.programme.people.models import Account
from pumpurs.programme.people.queries import DemoPerson
from pumpurs.values.roles import Role


def _person(account: Account, role: Role, learner: Learner) -> DemoPerson:
    place = learner.institution.name if learner.institution else ""
    return DemoPerson(account.pk, account.name, role, place, str(role))


def demo_family(*, today: date, per_role: int) -> tuple[DemoPerson, ...]:
    """Some invented guardians and adult learners. A learner's name is not among what is shown."""
    tried = Q(account__is_demo=True, account__is_active=True)
    in_force = Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))
    ties = Guardian.objects.filter(tried, in_force).select_related("account", "learner__institution")
    guardians: dict[object, DemoPerson] = {}
    for tie in ties.order_by("since", "id")[: per_role * 4]:
        if tie.account is not None and len(guardians) < per_role:
            guardians.setdefault(tie.account_id, _person(tie.account, Role.GUARDIAN, tie.learner))
    grown = Learner.objects.filter(tried).select_related("account", "institution").order_by("id")[:per_role]
    adults = [_person(one.account, Role.ADULT_LEARNER, one) for one in grown if one.account is not None]
    return (*guardians.values(), *adults)
