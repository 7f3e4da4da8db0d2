"""How old the journal data of a school are (datu svaigums)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import JournalPart
from pumpurs.programme.partners.models import Institution
from pumpurs.rulebook import journal_intake

SHOWN_SCHOOLS = 200


@dataclass(frozen=True)
class Freshness:
    """How old the journal data of a school are: the last day with a row.

    `behind`: too old to be trusted without a word, or missing.
    """

    institution_id: UUID
    place: str
    last_day: date | None
    days_behind: int | None
    behind: bool


def freshness(*, viewer: Viewer, today: date, what: str = "attendance") -> list[Freshness]:
    """Schools in sight, those with the oldest data first, at most 200."""
    schools = Institution.objects.all()
    if not viewer.reach.national:
        schools = schools.filter(pk__in=viewer.reach.institutions | (viewer.reach.within or frozenset()))
    return _fresh(schools, viewer, today, what)


def freshness_of(*, viewer: Viewer, institution_id: UUID, today: date, what: str = "attendance") -> Freshness:
    """How old the data of one school are. Institution.DoesNotExist if there is none."""
    found = _fresh(Institution.objects.filter(pk=institution_id), viewer, today, what)
    if not found:
        raise Institution.DoesNotExist
    return found[0]


def _fresh(schools: QuerySet[Institution], viewer: Viewer, today: date, what: str) -> list[Freshness]:
    old_after = journal_intake.limit_on("old_after_days", today)
    parts = JournalPart.objects.visible_to(viewer).filter(current=True, what=what)
    last = dict(parts.values_list("institution_id").annotate(Max("last_day")))
    cards = []
    for school_id, name in schools.order_by("name").values_list("id", "name"):
        day = last.get(school_id)
        days = (today - day).days if day else None
        cards.append(Freshness(school_id, name, day, days, days is None or days > old_after))
    oldest = sorted(cards, key=lambda card: (card.days_behind is not None, -(card.days_behind or 0)))
    return oldest[:SHOWN_SCHOOLS]
