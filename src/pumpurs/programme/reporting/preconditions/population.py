"""What a sample is drawn from: sheets and claims that accepted packages account for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.reporting.rules.sampling import CLAIM, SHEET, Record
from pumpurs.programme.work.queries.given import given
from pumpurs.programme.work.rules import CORRECTION
from pumpurs.programme.work.rules.costs import cost_of_sums_eur

NOTHING = Decimal("0.00")
SHEETS = """
    SELECT sheet.id, sheet.partner_id, sheet.institution_id, sheet.month,
        EXISTS (SELECT FROM reporting_packagestep step
                WHERE step.package_id = package.id AND step.step = 'send_back'),
        EXISTS (SELECT FROM work_correction correction
                JOIN work_entry entry ON entry.id = correction.entry_id
                JOIN work_session session ON session.id = entry.session_id
                WHERE session.sheet_id = sheet.id)
        OR EXISTS (SELECT FROM work_preparation later JOIN work_preparation mended ON mended.id = later.corrects_id
                   WHERE mended.sheet_id = sheet.id)
    FROM reporting_package package
    JOIN reporting_taken taken ON taken.package_id = package.id AND taken.what = 'sheet'
    JOIN work_sheet sheet ON sheet.id = taken.record_id
    WHERE package.state = 'accepted' AND package.month BETWEEN %(first)s AND %(last)s
    ORDER BY sheet.id
"""
CLAIMS = """
    SELECT claim.id, claim.partner_id, claim.institution_id, max(package.month), sum(line.paid_eur),
        bool_or(EXISTS (SELECT FROM reporting_packagestep step
                        WHERE step.package_id = package.id AND step.step = 'send_back')),
        EXISTS (SELECT FROM compensations_ledgerline back
                WHERE back.claim_id = claim.id AND back.what IN ('return', 'recover'))
    FROM reporting_package package
    JOIN reporting_taken taken ON taken.package_id = package.id AND taken.what = 'line'
    JOIN compensations_ledgerline line ON line.id = taken.record_id
    JOIN compensations_claim claim ON claim.id = line.claim_id
    WHERE package.state = 'accepted' AND package.month BETWEEN %(first)s AND %(last)s
    GROUP BY claim.id
    HAVING sum(line.paid_eur) <> 0
    ORDER BY claim.id
"""


@dataclass(frozen=True)
class Drawable:
    """A record with its place, beside what the draw looks at."""

    record: Record
    partner_id: UUID
    institution_id: UUID
    month: str


def population(viewer: Viewer, first: str, last: str) -> dict[tuple[str, UUID], Drawable]:
    """Sheets that cost something and paid claims of accepted packages of these months, in three statements."""
    asked = {"first": first, "last": last}
    with connection.cursor() as cursor:
        cursor.execute(SHEETS, asked)
        sheets = cursor.fetchall()
        cursor.execute(CLAIMS, asked)
        claims = cursor.fetchall()
    months = sorted({row[3] for row in sheets})
    cost = {
        sheet.id: cost_of_sums_eur(one for one in sheet.sums if one.what != CORRECTION)
        for sheet in given(viewer=viewer, months=months, states=("sent",))
    }
    found = [
        Drawable(Record(SHEET, id_, cost[id_], returned, corrected), partner, place, month)
        for id_, partner, place, month, returned, corrected in sheets
        if cost.get(id_, NOTHING)
    ]
    found += [
        Drawable(Record(CLAIM, id_, paid, returned, came_back), partner, place, month)
        for id_, partner, place, month, paid, returned, came_back in claims
    ]
    return {(one.record.kind, one.record.id): one for one in found}
