"""Sums of a year's money by partner, institution and kind: what budgets are read from, in few statements.

Planned: newest approved versions of plans that begin in the year. Spent: the hours that packages of its months froze
when they were sent, to the cent, and money that was paid. Committed: those hours, hours given that no package has sent
yet (by the sheet's month), and money that was granted. Money is of the year in which the ledger booked it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from pumpurs.foundation.together import Question, Rows, Statement, asked, asked_together
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.models import LedgerLine
from pumpurs.programme.reporting.lifecycle import FROZEN as FROZEN_STATES
from pumpurs.programme.work.lifecycle import NOT_SENT
from pumpurs.programme.work.queries.given import given
from pumpurs.programme.work.rules.costs import cost_of_sums_eur
from pumpurs.rulebook import calendar
from pumpurs.values.money import eur
from pumpurs.values.periods import month_of
from pumpurs.values.roles import Role

Questions = Mapping[str, Question[Any]]
HOURS = "hours"
NOTHING = Decimal("0.00")
PLANNED = """
    WITH newest AS (
        SELECT DISTINCT ON (version.plan_id) plan.partner_id, plan.institution_id, plan.until, version.content
        FROM plans_planversion version
        JOIN plans_plan plan ON plan.id = version.plan_id
        WHERE version.approved_at IS NOT NULL AND plan.state <> 'inactive'
          AND plan.since >= %(first)s AND plan.since < %(end)s
          AND (%(partner)s::uuid IS NULL OR plan.partner_id = %(partner)s::uuid)
          AND (%(places)s::uuid[] IS NULL OR plan.institution_id = ANY(%(places)s::uuid[]))
        ORDER BY version.plan_id, version.number DESC
    ),
    lines AS (
        SELECT partner_id, institution_id, until,
            CASE WHEN measure->>'hours_planned' IS NULL THEN measure->>'kind' ELSE 'hours' END AS kind,
            (measure->>'planned_eur')::numeric AS eur
        FROM newest CROSS JOIN LATERAL jsonb_array_elements(content->'measures') measure
        UNION ALL
        SELECT partner_id, institution_id, until, 'hours', (content->>'planned_eur')::numeric
            - coalesce((SELECT sum((one->>'planned_eur')::numeric)
                        FROM jsonb_array_elements(content->'measures') one), 0)
        FROM newest
    )
    SELECT partner_id, institution_id, kind, sum(eur) AS planned,
        coalesce(sum(eur) FILTER (WHERE until > %(today)s), 0) AS still_open
    FROM lines GROUP BY 1, 2, 3
"""
FROZEN = """
    SELECT package.partner_id, (line->>'institution')::uuid AS place, sum((line->>'amount_eur')::numeric) AS sent,
        coalesce(sum((line->>'amount_eur')::numeric) FILTER (WHERE package.month >= %(since)s), 0) AS recent
    FROM reporting_package package
    JOIN reporting_packageversion version ON version.package_id = package.id AND version.number = package.version
    CROSS JOIN LATERAL jsonb_array_elements(version.content->'hours') line
    WHERE package.state = ANY(%(sent)s) AND package.month BETWEEN %(first_month)s AND %(last_month)s
      AND (%(partner)s::uuid IS NULL OR package.partner_id = %(partner)s::uuid)
      AND (%(places)s::uuid[] IS NULL OR (line->>'institution')::uuid = ANY(%(places)s::uuid[]))
    GROUP BY 1, 2
"""


@dataclass
class Money:
    """Sums of one place or kind, in euros. `open_eur`: planned by plans that still run.

    `recent_eur`: what of the committed was given since this semester began; the forecast takes it off the plans.
    """

    planned_eur: Decimal = NOTHING
    open_eur: Decimal = NOTHING
    committed_eur: Decimal = NOTHING
    spent_eur: Decimal = NOTHING
    recent_eur: Decimal = NOTHING

    def add(self, other: Money) -> None:
        """Add another's sums."""
        self.planned_eur += other.planned_eur
        self.open_eur += other.open_eur
        self.committed_eur += other.committed_eur
        self.spent_eur += other.spent_eur
        self.recent_eur += other.recent_eur


Key = tuple[UUID, UUID, str]
Sums = dict[Key, Money]
Told = list[tuple[Key, Money]]


@dataclass(frozen=True)
class Asked:
    """Of which year, seen from which day, and of which partner or institutions (None: of all in reach)."""

    year: int
    today: date
    partner_id: UUID | None = None
    places: tuple[UUID, ...] | None = None

    @property
    def semester_on(self) -> date:
        """The day on which the semester of today began."""
        return calendar.dates(calendar.current_semester(self.today)).first

    @property
    def values(self) -> dict[str, Any]:
        """What the statements bind."""
        return {
            "first": date(self.year, 1, 1), "end": date(self.year + 1, 1, 1), "today": self.today,
            "first_month": f"{self.year}-01", "last_month": f"{self.year}-12", "sent": list(FROZEN_STATES),
            "since": str(month_of(self.semester_on)), "partner": self.partner_id,
            "places": None if self.places is None else list(self.places),
        }  # fmt: skip


def sums_of(viewer: Viewer, about: Asked, also: Questions) -> tuple[Sums, dict[str, Any]]:
    """Sums by partner, institution and kind, and the answers to what the page asks besides, in few statements.

    An accountant reaches no plan and no sheet, but is shown what they come to: sums of one partner, no record.
    """
    if viewer.role is Role.ACCOUNTANT and about.partner_id in viewer.reach.partners:
        with open_eyes(viewer, "budget") as job:
            return _summed(job, about, also)
    return _summed(viewer, about, also)


def _summed(viewer: Viewer, about: Asked, also: Questions) -> tuple[Sums, dict[str, Any]]:
    sent = Question(Statement(FROZEN, about.values), _sent)
    money: dict[str, Question[Told]] = {
        "planned": Question(Statement(PLANNED, about.values), _planned),
        "booked": _booked(viewer, about),
    }
    # a head reaches no package of a municipality, but is shown what it holds of the own institutions: sums, no record
    if about.places is not None:
        with open_eyes(viewer, "budget"):
            told = asked(sent)
    else:
        told, money["sent"] = [], sent
    answers = asked_together({**money, **also})
    found: Sums = defaultdict(Money)
    for key, one in (*told, *(line for name in money for line in answers[name]), *_hours(viewer, about)):
        found[key].add(one)
    return found, answers


def _planned(rows: Rows) -> Told:
    return [
        ((UUID(partner), UUID(place), kind), Money(eur(planned), eur(still_open)))
        for partner, place, kind, planned, still_open in rows
    ]


def _sent(rows: Rows) -> Told:
    """Hours of packages as they were frozen: added up, never worked out again."""
    return [
        (
            (UUID(partner), UUID(place), HOURS),
            Money(committed_eur=eur(sent), spent_eur=eur(sent), recent_eur=eur(recent)),
        )
        for partner, place, sent, recent in rows
    ]


def _hours(viewer: Viewer, about: Asked) -> Iterator[tuple[Key, Money]]:
    """Hours × rate of the year's sheets that no package has sent yet, as each sheet costs."""
    months = [f"{about.year}-{month:02}" for month in range(1, 13)]
    since = str(month_of(about.semester_on))
    for sheet in given(viewer=viewer, months=months, partner_id=about.partner_id, states=NOT_SENT):
        if about.places is not None and sheet.institution_id not in about.places:
            continue
        amount = cost_of_sums_eur(sheet.sums)
        recent = amount if sheet.month >= since else NOTHING
        yield (
            (sheet.partner_id, sheet.institution_id, HOURS),
            Money(committed_eur=amount, recent_eur=recent),
        )


def _booked(viewer: Viewer, about: Asked) -> Question[Told]:
    """Money as the ledger booked it in the year."""
    first, end = date(about.year, 1, 1), date(about.year + 1, 1, 1)
    rows = LedgerLine.objects.visible_to(viewer).filter(booked_on__gte=first, booked_on__lt=end)
    rows = rows.filter(partner_id=about.partner_id) if about.partner_id else rows
    rows = rows if about.places is None else rows.filter(institution_id__in=about.places)
    recent = Sum("granted_eur", filter=Q(booked_on__gte=about.semester_on))
    sums = {"granted": Sum("granted_eur"), "paid": Sum("paid_eur"), "recent": recent}
    columns = ("partner_id", "institution_id", "kind")
    by_kind = rows.order_by().values(*columns).annotate(**sums).values_list(*columns, *sums)

    def read(found: Rows) -> Told:
        return [
            (
                (UUID(partner), UUID(place), kind),
                Money(committed_eur=eur(granted), spent_eur=eur(paid), recent_eur=eur(recent or 0)),
            )
            for partner, place, kind, granted, paid, recent in found
        ]

    return Question(by_kind, read)


def added_by(sums: Sums, turn: int) -> dict[Any, Money]:
    """The sums added up by one part of the key: 0 partner, 1 institution, 2 kind."""
    found: dict[Any, Money] = defaultdict(Money)
    for key, money in sums.items():
        found[key[turn]].add(money)
    return found
