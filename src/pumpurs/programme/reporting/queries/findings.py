"""Findings of ineligible euros as the partner reads them that is to mend them, and who is told of them by mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pumpurs.foundation.together import Question, Rows, Statement, moment
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.reporting.lifecycle import DrawnState
from pumpurs.programme.reporting.models import SampleItem
from pumpurs.programme.reporting.permissions import mends_money, mends_sheets
from pumpurs.programme.reporting.preconditions.mending import mended_eur
from pumpurs.programme.reporting.queries.owing import keepers
from pumpurs.programme.reporting.rules.sampling import CLAIM, SHEET
from pumpurs.programme.work.queries.reminded import Told

SHOWN = 8
OPEN = """
    SELECT item.id, item.kind, item.record_id, item.place, item.month, institution.name, item.finding,
        item.ineligible_eur, item.checked_at, claim.number,
        (SELECT payment.id FROM compensations_payment payment
         WHERE payment.claim_id = item.record_id AND payment.state = 'confirmed'
         ORDER BY payment.id LIMIT 1) AS payment_id, count(*) OVER () AS how_many
    FROM reporting_sampleitem item
    JOIN partners_institution institution ON institution.id = item.institution_id
    LEFT JOIN compensations_claim claim ON claim.id = item.record_id AND item.kind = 'claim'
    WHERE item.told_id = ANY(%(partners)s) AND item.state = %(open)s AND item.kind = ANY(%(kinds)s)
    ORDER BY item.checked_at, item.id LIMIT %(shown)s
"""


@dataclass(frozen=True)
class Finding:
    """One open finding. `number`: of the claim; `payment_id`: the payment whose money can be asked back.

    `mended_eur`: what was corrected, asked back or given back since the draw, as the programme counts it.
    """

    id: UUID
    kind: str
    record_id: UUID
    place: int
    month: str
    institution: str
    finding: str
    ineligible_eur: Decimal
    checked_at: datetime | None
    number: int | None
    payment_id: UUID | None
    mended_eur: Decimal = Decimal("0.00")

    @property
    def is_mended(self) -> bool:
        """Whether as much is taken back as is ineligible: what is left is the programme's to write down."""
        return self.mended_eur >= self.ineligible_eur


@dataclass(frozen=True)
class Findings:
    """Open findings of a partner, the oldest first, and how many there are in all."""

    shown: tuple[Finding, ...] = ()
    count: int = 0


def findings_that_wait(*, viewer: Viewer) -> Question[Findings] | None:
    """Open findings told to the viewer's partner, those of money alone to an accountant; None for everybody else."""
    if not mends_money(viewer):
        return None
    values: dict[str, Any] = {
        "partners": sorted(viewer.reach.partners), "open": str(DrawnState.CHECKED), "shown": SHOWN,
        "kinds": [SHEET, CLAIM] if mends_sheets(viewer) else [CLAIM],
    }  # fmt: skip
    return Question(Statement(OPEN, values), _findings)


def _findings(rows: Rows) -> Findings:
    return Findings(tuple(map(_finding, rows)), rows[0][-1] if rows else 0)


def _finding(row: Sequence[Any]) -> Finding:
    id_, kind, record, place, month, institution, words, ineligible, checked_at, number, payment, _count = row
    return Finding(
        UUID(id_), kind, UUID(record), place, month, institution, words, Decimal(ineligible), moment(checked_at),
        number, UUID(payment) if payment else None,
    )  # fmt: skip


def how_far_mended(found: Findings | None, *, viewer: Viewer) -> Findings | None:
    """The same findings with what was taken back since the draw. Nothing is asked where there are none.

    Counted with the nation's eyes, so that partner and programme read the same euros: when a sample was drawn, and
    of an accountant's partner what was corrected, lies outside the viewer's own.
    """
    if found is None or not found.shown:
        return found
    with open_eyes(viewer, "findings"):
        back = mended_eur([one.id for one in found.shown])
    return replace(found, shown=tuple(replace(one, mended_eur=back[one.id]) for one in found.shown))


def told_of_findings(*, viewer: Viewer, partner_id: UUID, today: date) -> Told:
    """(address, language, how many open findings) of who is to mend them; accountants are told of money alone."""
    rows = SampleItem.objects.visible_to(viewer).filter(told_id=partner_id, state=DrawnState.CHECKED)
    kinds = list(rows.values_list("kind", flat=True))
    of_all = keepers(partner_id=partner_id, today=today)
    with_accountants = keepers(partner_id=partner_id, today=today, accountants=True)
    counts = {who: len(kinds) if who in of_all else kinds.count(CLAIM) for who in with_accountants}
    return tuple((*who, count) for who, count in counts.items() if count)
