"""The clock: the only place that reads the time. Pages, jobs and commands ask it and hand the moment down.

`now` is the moment of the programme's rules: PUMPURS_NOW fixes it in demo and test environments. `server_now` is the
machine's own, for what must not stand still with it: sessions and locks against guessing.
"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment, with time zone."""
    fixed: datetime | None = settings.FIXED_NOW
    if fixed is None:
        return timezone.now()
    return fixed if fixed.tzinfo else timezone.make_aware(fixed)


def today() -> date:
    """The present day in Latvia."""
    return timezone.localdate(now())


def server_now() -> datetime:
    """The machine's own moment, whatever PUMPURS_NOW says."""
    return timezone.now()
