"""How many euros of a drawn record were taken back since its draw: what a finding is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from django.db import connection

from pumpurs.programme.work.rules import CORRECTION, Sum, sum_of
from pumpurs.programme.work.rules.costs import cost_of_sums_eur

NOTHING = Decimal("0.00")
CORRECTED = """
    SELECT item.id, sheet.position, session.day, sum(correction.paid_delta)
    FROM reporting_sampleitem item
    JOIN reporting_sample sample ON sample.id = item.sample_id
    JOIN work_sheet sheet ON sheet.id = item.record_id
    JOIN work_session session ON session.sheet_id = sheet.id
    JOIN work_entry entry ON entry.session_id = session.id
    JOIN work_correction correction ON correction.entry_id = entry.id AND correction.at >= sample.drawn_at
    WHERE item.kind = 'sheet' AND item.id = ANY(%(items)s)
    GROUP BY item.id, sheet.position, session.day
    UNION ALL
    SELECT item.id, sheet.position, later.day, sum(later.minutes)
    FROM reporting_sampleitem item
    JOIN reporting_sample sample ON sample.id = item.sample_id
    JOIN work_sheet sheet ON sheet.id = item.record_id
    JOIN work_preparation prepared ON prepared.sheet_id = sheet.id
    JOIN work_preparation later ON later.corrects_id = prepared.id AND later.recorded_at >= sample.drawn_at
    WHERE item.kind = 'sheet' AND item.id = ANY(%(items)s)
    GROUP BY item.id, sheet.position, later.day
"""
ASKED_BACK = """
    SELECT item.id,
        (SELECT coalesce(sum(CASE recovery.state WHEN 'dropped' THEN recovery.received_eur
                             ELSE recovery.demanded_eur END), 0)
         FROM compensations_recovery recovery
         WHERE recovery.claim_id = item.record_id AND recovery.demanded_at >= sample.drawn_at)
        + (SELECT greatest(0, -coalesce(sum(line.paid_eur), 0)) FROM compensations_ledgerline line
           WHERE line.claim_id = item.record_id AND line.what IN ('return', 'pay') AND line.at >= sample.drawn_at)
    FROM reporting_sampleitem item
    JOIN reporting_sample sample ON sample.id = item.sample_id
    WHERE item.kind = 'claim' AND item.id = ANY(%(items)s)
"""


def mended_eur(items: Collection[UUID]) -> dict[UUID, Decimal]:
    """Euros of each drawn record that corrections took off, that were asked back, or that the bank gave back since.

    Signed: hours that were added make it less. Two statements, however many records; the reader reaches the nation.
    """
    asked = {"items": list(items)}
    sums: dict[UUID, list[Sum]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(CORRECTED, asked)
        for item, position, day, minutes in cursor.fetchall():
            sums[item].append(sum_of(CORRECTION, position, day, minutes))
        cursor.execute(ASKED_BACK, asked)
        back: dict[UUID, Decimal] = dict(cursor.fetchall())
    return {item: back.get(item, NOTHING) - cost_of_sums_eur(sums[item]) for item in items}
