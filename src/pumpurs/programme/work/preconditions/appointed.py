"""Who gives support gives it on days of an appointment: nobody is paid for days before or after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from pumpurs.programme.people.models import Appointment
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.rules.signing import PROVIDERS
from pumpurs.values.reasons import Reason


def with_appointment(plans: QuerySet[Plan], account_id: UUID, day: date) -> QuerySet[Plan]:
    """Plans, and beside each whether the account gave support at its institution on that day, in whichever role."""
    there = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=day),
        account_id=account_id,
        role__in=PROVIDERS,
        institution_id=OuterRef("institution_id"),
        since__lte=day,
    )
    return plans.annotate(appointed=Exists(there))


def appointed_then(plans: Iterable[Plan], day: date) -> Reason | None:
    """The day lies within an appointment at the institution of each plan of `with_appointment`."""
    then = all(vars(plan)["appointed"] for plan in plans)
    return None if then else Reason("work.record.not_appointed", {"day": day}, place="day")
