"""Small hands of the tests of the work log's pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pumpurs.programme.plans.models import Measure
from pumpurs.programme.work.models import Entry
from tests.database import as_owner


def key_of(plan_id: UUID) -> str:
    """What stands for the plan's consultation in a form."""
    with as_owner():
        return f"{plan_id}:{Measure.objects.get(plan_id=plan_id, kind='teacher_consultation').id}"


def typed(*keys: str, **more: Any) -> dict[str, Any]:
    """A session of today with these learners, typed into the form."""
    given = {"pick": list(keys), "day": "2026-10-08", "begins": "14:00", "ends": "15:00", "topic": "Daļas"}
    return {**given, **more}


def entries() -> list[Entry]:
    """What the database holds, in order of names."""
    with as_owner():
        return list(Entry.objects.select_related("learner", "session").order_by("learner__given_name"))
