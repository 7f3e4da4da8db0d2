"""What accounting tells on a desk: packages and statements that wait, who owes what to them, the newest proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pumpurs.foundation.together import Question, Rows, Statement, day_of, moment
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.lifecycle import SheetState
from pumpurs.values.periods import month_of
from pumpurs.values.roles import NATIONAL_ROLES, Role

PARTNERS_SIDE = """
    SELECT count(*) AS packages, 0 AS to_accept, count(*) FILTER (WHERE due_on < %(today)s) AS late,
        min(due_on) AS first_due_on, 0 AS statements, 0 AS drawn, 0 AS to_mend, NULL AS proven_at, 0 AS differences,
        (SELECT json_agg(json_build_array(owed.name, owed.sheets) ORDER BY owed.sheets DESC, owed.name) FROM (
            SELECT institution.name, count(*) AS sheets
            FROM work_sheet sheet JOIN partners_institution institution ON institution.id = sheet.institution_id
            WHERE sheet.partner_id = ANY(%(partners)s) AND sheet.state = ANY(%(unsent)s) AND sheet.month < %(month)s
            GROUP BY institution.name
        ) owed) AS owing, (array_agg(id::text ORDER BY month))[1] AS first_package
    FROM reporting_package
    WHERE partner_id = ANY(%(partners)s) AND (state = 'returned' OR (state = 'open' AND month < %(month)s))
"""
PROGRAMMES_SIDE = """
    SELECT (SELECT count(*) FROM reporting_package WHERE state = 'sent' AND %(checks)s) AS packages,
        (SELECT count(*) FROM reporting_package WHERE state = 'checked' AND checked_by_id <> %(me)s) AS to_accept,
        0 AS late, NULL AS first_due_on,
        (SELECT count(*) FROM reporting_statement WHERE state = 'sent') AS statements,
        (SELECT count(*) FROM reporting_sampleitem WHERE state = 'drawn') AS drawn,
        (SELECT count(*) FROM reporting_sampleitem WHERE state = 'checked' AND ineligible_eur > 0) AS to_mend,
        newest.at AS proven_at, coalesce(jsonb_array_length(newest.differences), 0) AS differences, NULL AS owing,
        NULL AS first_package
    FROM (SELECT 1) one
    LEFT JOIN (SELECT at, differences FROM reporting_reconciliation ORDER BY at DESC LIMIT 1) newest ON true
"""
OF_PARTNERS = frozenset({Role.MUNICIPAL_COORDINATOR, Role.HEAD})
UNSENT = (SheetState.OPEN, SheetState.AT_HEAD)  # what stands at the municipality is on its own desk


@dataclass(frozen=True)
class Owing:
    """An institution whose monthly sheets of past months do not lie with the municipality yet."""

    institution: str
    sheets: int


@dataclass(frozen=True)
class Waiting:
    """What waits for the viewer's side; `proven_at`, `differences`, `drawn`, `to_mend` only for the programme.

    `packages`: to be sent by a partner, to be checked by an expert. `to_accept`: checked by somebody else.
    `drawn`: records of samples that nobody has checked; `to_mend`: findings of ineligible euros that nobody followed
    up. `owing`: who owes most first; `first_package`: the id of the earliest month that is not sent.
    """

    packages: int
    to_accept: int
    late: int
    first_due_on: date | None
    statements: int
    drawn: int
    to_mend: int
    proven_at: datetime | None
    differences: int
    owing: tuple[Owing, ...] = ()
    first_package: str = ""


def accounting_that_waits(*, viewer: Viewer, today: date) -> Question[Waiting] | None:
    """What accounting asks of the viewer now; None for roles that neither send nor check. Names nobody."""
    if viewer.role in NATIONAL_ROLES:
        sql = PROGRAMMES_SIDE
    elif viewer.role in OF_PARTNERS and viewer.reach.partners:
        sql = PARTNERS_SIDE
    else:
        return None
    values: dict[str, Any] = {
        "today": today, "month": str(month_of(today)), "partners": sorted(viewer.reach.partners),
        "unsent": list(UNSENT), "me": viewer.account_id, "checks": viewer.role is Role.NATIONAL_EXPERT,
    }  # fmt: skip
    return Question(Statement(sql, values), _waiting)


def _waiting(rows: Rows) -> Waiting:
    packages, to_accept, late, due, statements, drawn, to_mend, proven, differences, owing, first = rows[0]
    return Waiting(
        packages, to_accept, late, day_of(due), statements, drawn, to_mend, moment(proven), differences,
        tuple(Owing(name, sheets) for name, sheets in owing or ()), first or "",
    )  # fmt: skip
