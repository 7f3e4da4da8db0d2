"""The proof of sums (saskaņošana): records = packages = statements = payment claims, to the cent, each with its place.

Every sum is worked out anew from the records below it and compared with what was written down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.queries.proof import STATEMENTS, differences
from pumpurs.programme.reporting.models import (
    PackageVersion,
    PaymentClaim,
    Reconciliation,
    SampleItem,
    Statement,
)
from pumpurs.programme.reporting.models.statement import SUMS
from pumpurs.programme.reporting.preconditions.mending import mended_eur
from pumpurs.programme.reporting.preconditions.summing import figures_by_statement, latest, summed
from pumpurs.programme.reporting.rules.content import (
    LINE,
    SHEET,
    compensation_lines,
    hours_lines,
    parts_of,
    total_of,
)
from pumpurs.programme.reporting.rules.content import Booked as BookedLine
from pumpurs.programme.work.queries.given import kept_and_counted
from pumpurs.programme.work.rules import SheetSums
from pumpurs.values.periods import Month

DEAD = ("dropped", "returned")
TAKEN = "SELECT package_id, what, record_id FROM reporting_taken"
LINES = """
    SELECT taken.package_id, line.institution_id::text, line.kind, line.granted_eur, line.paid_eur
    FROM reporting_taken taken JOIN compensations_ledgerline line ON line.id = taken.record_id
    WHERE taken.what = 'line'
"""


@dataclass(frozen=True)
class Difference:
    """Two sums that should be one: where, of what, as written down, as worked out from the records."""

    place: str
    what: str
    written: str
    found: str


@dataclass
class Proof:
    """One run: how many sums were compared, and every difference."""

    compared: int
    differences: list[Difference]

    def same(self, place: str, what: str, written: object, found: object) -> None:
        """Compare two sums and keep the difference."""
        self.compared += 1
        if written != found:
            self.differences.append(Difference(place, what, str(written), str(found)))


def prove(*, viewer: Viewer, today: date | None = None) -> Proof:
    """Work every sum out anew. For jobs and the command line; the viewer reaches the nation."""
    proof = Proof(0, [])
    for one in differences(viewer=viewer, today=today):
        proof.same(one.place, one.what, one.should_be, one.is_now)
    proof.compared += len(STATEMENTS)
    _packages(proof, viewer)
    _sheets(proof)
    _statements(proof, viewer)
    _payment_claims(proof, viewer)
    _findings(proof)
    return proof


def _packages(proof: Proof, viewer: Viewer) -> None:
    """What each package froze, against its sheets and ledger lines as they stand now."""
    versions = latest(PackageVersion.objects.exclude(package__state="returned")).select_related(
        "package__partner"
    )
    of_sheet, lines = _taken()
    work: dict[UUID, list[SheetSums]] = defaultdict(list)
    for sheet in _closed_sheets(proof, viewer):
        package_id = of_sheet.get(sheet.id)
        if package_id is not None:
            work[package_id].append(sheet)
        elif sheet.state == "sent":
            proof.same(f"sheet {sheet.id}", "package of a sent sheet", "one", "none")
    for version in versions.iterator(200):
        place = f"package {version.package.month}, {version.package.partner.name}"
        hours, kinds = (
            hours_lines(parts_of(work[version.package_id])),
            compensation_lines(lines[version.package_id]),
        )
        _each(
            proof,
            place,
            version.content["hours"],
            hours,
            ("institution", "position", "rate_eur"),
            "amount_eur",
        )
        _each(proof, place, version.content["compensations"], kinds, ("institution", "kind"), "paid_eur")
        _each(proof, place, version.content["compensations"], kinds, ("institution", "kind"), "granted_eur")
        proof.same(place, "minutes", version.minutes, sum(line["minutes"] for line in hours))
        proof.same(place, "hours_eur", version.hours_eur, total_of(hours, "amount_eur"))
        proof.same(place, "granted_eur", version.granted_eur, total_of(kinds, "granted_eur"))
        proof.same(place, "paid_eur", version.paid_eur, total_of(kinds, "paid_eur"))


def _closed_sheets(proof: Proof, viewer: Viewer) -> Iterator[SheetSums]:
    """Every closed sheet with what its lines come to now, after that was compared with the sums it keeps."""
    for kept, now in kept_and_counted(viewer=viewer):
        proof.same(f"sheet {kept.id}", "kept sums", _by_rate(kept), _by_rate(now))
        yield now


def _by_rate(sheet: SheetSums) -> dict[str, int]:
    minutes: dict[str, int] = defaultdict(int)
    for one in sheet.sums:
        minutes[f"{one.what}, {one.position}, {one.rate_eur}"] += one.minutes
    return dict(sorted(minutes.items()))


def _each(
    proof: Proof,
    place: str,
    written: list[dict[str, Any]],
    found: list[dict[str, Any]],
    keys: tuple[str, ...],
    column: str,
) -> None:
    def by_key(lines: list[dict[str, Any]]) -> dict[str, str]:
        return {", ".join(line[key] for key in keys): line[column] for line in lines}

    before, now = by_key(written), by_key(found)
    for key in sorted(before.keys() | now.keys()):
        proof.same(place, f"{column} of {key}", before.get(key, "none"), now.get(key, "none"))


def _taken() -> tuple[dict[UUID, UUID], dict[UUID, list[BookedLine]]]:
    """Which package holds each sheet, and the ledger lines of each package."""
    lines: dict[UUID, list[BookedLine]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(TAKEN)
        of_sheet = {record: package for package, what, record in cursor.fetchall() if what == SHEET}
        cursor.execute(LINES)
        for package, *line in cursor.fetchall():
            lines[package].append(BookedLine(*line))
    return of_sheet, lines


WRONG_SHEETS = """
    SELECT coalesce(sheet.id, taken.record_id), sheet.state, taken.package_id IS NOT NULL
    FROM work_sheet sheet
    FULL JOIN (SELECT package_id, record_id FROM reporting_taken WHERE what = 'sheet') taken
        ON taken.record_id = sheet.id
    WHERE (sheet.state = 'sent') IS DISTINCT FROM (taken.package_id IS NOT NULL)
    ORDER BY 1
"""
LEFT_BEHIND = """
    WITH partner AS (
        SELECT partner_id, max(month) FILTER (WHERE state NOT IN ('open', 'returned')) AS sent,
            max(month) FILTER (WHERE state IN ('open', 'returned')) AS waits
        FROM reporting_package GROUP BY partner_id
    )
    SELECT 'sheet ' || sheet.id, sheet.month FROM work_sheet sheet
    JOIN partners_institution institution ON institution.id = sheet.institution_id
    LEFT JOIN partner ON partner.partner_id = sheet.partner_id
    WHERE sheet.state = 'approved' AND coalesce(partner.waits, '') < sheet.month
        AND (sheet.month <= partner.sent OR institution.partner_id <> sheet.partner_id)
    UNION ALL
    SELECT 'ledger line ' || line.id, to_char(line.booked_on, 'YYYY-MM') FROM compensations_ledgerline line
    JOIN partner ON partner.partner_id = line.partner_id
    WHERE to_char(line.booked_on, 'YYYY-MM') <= partner.sent
        AND coalesce(partner.waits, '') < to_char(line.booked_on, 'YYYY-MM')
        AND NOT EXISTS (SELECT FROM reporting_taken taken WHERE taken.what = 'line' AND taken.record_id = line.id)
    ORDER BY 1
"""
LOST_LINES = """
    SELECT taken.package_id, taken.record_id FROM reporting_taken taken
    LEFT JOIN compensations_ledgerline line ON line.id = taken.record_id
    WHERE taken.what = 'line' AND line.id IS NULL
"""


def _sheets(proof: Proof) -> None:
    """Every sent sheet stands in a package, every sheet of a package is sent, every line of a package exists.

    What was approved or booked for a month that its partner has sent, or by an institution that changed its partner,
    has a package that can still take it along.
    """
    with connection.cursor() as cursor:
        cursor.execute(WRONG_SHEETS)
        for sheet_id, state, taken in cursor.fetchall():
            proof.same(f"sheet {sheet_id}", "state", "sent" if taken else state, state or "no such sheet")
            if not taken:
                proof.same(f"sheet {sheet_id}", "package", "one", "none")
        cursor.execute(LEFT_BEHIND)
        for place, month in cursor.fetchall():
            proof.same(place, "package that takes it along", f"one from {month} on", "none")
        cursor.execute(LOST_LINES)
        for package_id, line_id in cursor.fetchall():
            proof.same(f"package {package_id}", f"{LINE} {line_id}", "there", "gone")


def _statements(proof: Proof, viewer: Viewer) -> None:
    """Each statement against its packages; its shares against its total."""
    rows = Statement.objects.exclude(state__in=DEAD).select_related("partner")
    statements = {one.id: one for one in rows}
    days = {one.id: Month.parse(one.last_month).span.last for one in statements.values()}
    for id_, found in figures_by_statement(days, viewer):
        one = statements[id_]
        place = f"statement {one.first_month}–{one.last_month}, {one.partner.name}"
        for column in SUMS:
            proof.same(place, column, getattr(one, column), found.sums[column])
        proof.same(place, "packages", one.content["packages"], found.content["packages"])


def _payment_claims(proof: Proof, viewer: Viewer) -> None:
    """Each payment claim against its statements; its learners against the packages of them all."""
    claims = PaymentClaim.objects.exclude(state="dropped").prefetch_related("statements")
    for one in claims.order_by("number"):
        found = summed(one.statements.all(), viewer)
        for column in SUMS:
            proof.same(f"payment claim {one.number}", column, getattr(one, column), found[column])


def _findings(proof: Proof) -> None:
    """What was found ineligible in a drawn record and followed up was taken back, unless somebody said why not."""
    done = SampleItem.objects.filter(state="followed_up", ineligible_eur__gt=0, left_as_is=False).order_by(
        "id"
    )
    ineligible = dict(done.values_list("id", "ineligible_eur"))
    for id_, back_eur in mended_eur(ineligible).items():
        proof.same(f"drawn record {id_}", "taken back", ineligible[id_], min(back_eur, ineligible[id_]))


@dataclass(frozen=True)
class LastProof:
    """The newest proof that was kept."""

    at: datetime
    compared: int
    differences: tuple[Difference, ...]


def last_proof(*, viewer: Viewer) -> LastProof | None:
    """The newest kept proof; None before the first, and for who does not reach the nation."""
    row = Reconciliation.objects.visible_to(viewer).order_by("-at").first()
    if row is None:
        return None
    return LastProof(row.at, row.compared, tuple(Difference(**one) for one in row.differences))
