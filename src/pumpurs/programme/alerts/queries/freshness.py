"""How old the journal data of a school are (datu svaigums)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import JournalPart
from pumpurs.programme.alerts.models.journal import held_since
from pumpurs.programme.alerts.rules.coverage import Coverage, coverage
from pumpurs.programme.partners.models import Institution
from pumpurs.rulebook import calendar, journal_intake

SHOWN_SCHOOLS = 200


@dataclass(frozen=True)
class Freshness:
    """How old the journal data of a school are: the last day with a row.

    `lacking`: what the semester lacks up to then. `behind`: too old to be trusted without a word, in days of school,
    or missing.
    """

    institution_id: UUID
    place: str
    last_day: date | None
    lacking: Coverage
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
    parts = JournalPart.objects.visible_to(viewer).filter(institution=OuterRef("pk"), current=True, what=what)
    last = Subquery(parts.values("institution").values_list(Max("last_day")))
    first = calendar.dates(calendar.current_semester(today)).first
    told = ArraySubquery(
        held_since(parts, first).values(told=JSONObject(month="month", first_day="first_day"))
    )
    cards = []
    for school_id, name, day, months in schools.order_by("name").values_list("id", "name", last, told):
        days = (today - day).days if day else None
        held = {
            date.fromisoformat(one["month"]): date.fromisoformat(one["first_day"] or one["month"])
            for one in months
        }
        lacking = coverage(held, first=first, last=day) if day and day >= first else Coverage()
        cards.append(
            Freshness(school_id, name, day, lacking, days, day is None or _is_old(day, today, old_after))
        )
    oldest = sorted(cards, key=lambda card: (card.days_behind is not None, -(card.days_behind or 0)))
    return oldest[:SHOWN_SCHOOLS]


@lru_cache(maxsize=1024)
def _is_old(last: date, today: date, most: int) -> bool:
    """More days of school than `most` have passed since the last one with a row; holidays make nothing old."""
    passed = 0
    for step in range(1, (today - last).days + 1):
        passed += calendar.is_school_day(last + timedelta(days=step))
        if passed > most:
            return True
    return False
