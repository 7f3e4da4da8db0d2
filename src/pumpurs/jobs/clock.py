"""The clock of jobs: the only place of this floor that reads it; fixed by PUMPURS_NOW outside production."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment, with time zone."""
    fixed: datetime | None = settings.FIXED_NOW
    if fixed is None:
        return timezone.now()
    return fixed if fixed.tzinfo else timezone.make_aware(fixed)
