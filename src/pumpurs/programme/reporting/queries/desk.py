"""What accounting tells on a desk: packages and statements that wait, late ones, the newest proof. One statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from pumpurs.foundation.visibility import Viewer
from pumpurs.values.periods import month_of
from pumpurs.values.roles import NATIONAL_ROLES, Role

PARTNERS_SIDE = """
    SELECT count(*), count(*) FILTER (WHERE due_on < %(today)s), min(due_on), 0, NULL, 0
    FROM reporting_package
    WHERE partner_id = ANY(%(partners)s) AND (state = 'returned' OR (state = 'open' AND month < %(month)s))
"""
PROGRAMMES_SIDE = """
    SELECT (SELECT count(*) FROM reporting_package WHERE state = ANY(%(states)s)), 0, NULL::date,
        (SELECT count(*) FROM reporting_statement WHERE state = 'sent'), newest.at,
        coalesce(jsonb_array_length(newest.differences), 0)
    FROM (SELECT 1) one
    LEFT JOIN (SELECT at, differences FROM reporting_reconciliation ORDER BY at DESC LIMIT 1) newest ON true
"""
OF_PARTNERS = frozenset({Role.MUNICIPAL_COORDINATOR, Role.HEAD})


@dataclass(frozen=True)
class Waiting:
    """What waits for the viewer's side; `proven_at` and `differences` only for the programme."""

    packages: int
    late: int
    first_due_on: date | None
    statements: int
    proven_at: datetime | None
    differences: int


def accounting_that_waits(*, viewer: Viewer, today: date) -> Waiting | None:
    """What accounting asks of the viewer now; None for roles that neither send nor check. Names nobody."""
    if viewer.role in NATIONAL_ROLES:
        sql, states = PROGRAMMES_SIDE, ["sent", "checked"]
    elif viewer.role in OF_PARTNERS and viewer.reach.partners:
        sql, states = PARTNERS_SIDE, []
    else:
        return None
    asked: dict[str, Any] = {
        "states": states, "today": today, "month": str(month_of(today)), "partners": sorted(viewer.reach.partners),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return Waiting(*cursor.fetchone())
