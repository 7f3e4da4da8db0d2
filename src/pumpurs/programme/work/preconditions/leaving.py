"""Whether the provider of a sheet is still there (ir vai nav aizgājis); the head answers for who left."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from pumpurs.programme.people.models import Appointment
from pumpurs.programme.work.models import Sheet
from pumpurs.programme.work.rules.signing import PROVIDERS


def provider_left(day: date) -> Any:
    """True of a sheet whose provider has no appointment at its institution any more on a day, or no account in use.

    For rows of sheets, as an annotation or a condition.
    """
    in_force = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    there = Q(institution=OuterRef("institution")) | Q(pk=OuterRef("appointment_id"))
    mine = Appointment.objects.filter(
        in_force & there, account=OuterRef("provider"), account__is_active=True, role__in=PROVIDERS
    )
    return ~Exists(mine)


def has_left(sheet: Sheet, day: date) -> bool:
    """The same of one sheet that is kept already."""
    return Sheet.objects.filter(provider_left(day), pk=sheet.pk).exists()
