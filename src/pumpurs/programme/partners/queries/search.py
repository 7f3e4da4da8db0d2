"""Institutions found by a part of their name: for the search of every page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Value

from pumpurs.foundation.texts import SearchKey
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Institution

MOST = 10


@dataclass(frozen=True)
class InstitutionName:
    """An institution in one line."""

    id: UUID
    name: str


def institutions_named(*, viewer: Viewer, text: str) -> tuple[InstitutionName, ...]:
    """At most MOST institutions in the viewer's reach whose name holds `text`, by name."""
    rows = Institution.objects.filter(search_key__contains=SearchKey(Value(text)))
    if not viewer.reach.national:
        rows = rows.filter(pk__in=viewer.reach.institutions)
    return tuple(InstitutionName(row.id, row.name) for row in rows.order_by("sort_key")[:MOST])
