"""The measuring half of bench.work: works in the database that bench.imports makes."""

from __future__ import annotations

import hashlib
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg
from django.db import connection, transaction

from pumpurs.cli.prepare import migrate
from pumpurs.foundation.visibility import Reach, Viewer, raise_wall
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.reporting.actions import packages
from pumpurs.programme.reporting.preconditions.taking import content_to_take
from pumpurs.programme.reporting.rules.content import Content
from pumpurs.rulebook import unit_rates
from pumpurs.values.periods import Month
from pumpurs.values.roles import Role

MONTH = "2026-10"
NOBODY = UUID(int=1)
SENDER = UUID(hashlib.md5(b"account:1", usedforsecurity=False).hexdigest())  # as work_data.sql makes it
SENT_AT = datetime(2026, 11, 5, 9, tzinfo=UTC)
BARE = """
WITH given AS (
    SELECT h.partner_id, h.institution_id, h.position, h.id, sum(e.paid_minutes) AS minutes
    FROM work_sheet h JOIN work_session s ON s.sheet_id = h.id JOIN work_entry e ON e.session_id = s.id
    WHERE h.month <= %(month)s AND h.state = 'approved' AND e.taken_out_at IS NULL
      AND (%(partner)s::uuid IS NULL OR h.partner_id = %(partner)s)
    GROUP BY h.partner_id, h.institution_id, h.position, h.id
), costs AS (
    SELECT partner_id, institution_id, position, round(sum(minutes) * %(rate)s / 60, 2) AS eur, sum(minutes) AS minutes
    FROM given GROUP BY partner_id, institution_id, position
), money AS (
    SELECT partner_id, sum(granted_eur) AS granted, sum(paid_eur) AS paid FROM compensations_ledgerline
    WHERE booked_on < %(end)s AND (%(partner)s::uuid IS NULL OR partner_id = %(partner)s) GROUP BY partner_id
)
SELECT partner_id, sum(eur), sum(minutes), max(granted), max(paid) FROM costs LEFT JOIN money USING (partner_id)
GROUP BY partner_id ORDER BY partner_id
"""


def measure(repeat: int) -> None:
    """Fill the database, time both ways side by side, compare what they found, print."""
    migrate()
    begun = time.perf_counter()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        owner.execute((Path(__file__).parent / "work_data.sql").read_bytes())
        owner.execute("VACUUM ANALYZE")
        _say(f"made in {time.perf_counter() - begun:.0f} s")
        owner.execute("SELECT set_config('pumpurs.national', 'yes', false)")
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE pumpurs_web")
        places = _places()
        largest = max(places, key=lambda partner: len(places[partner].reach.institutions))
        _compare("package of the largest municipality", owner, {largest: places[largest]}, repeat)
        _send(largest, places[largest])
        sql = _compare("content of a month, all partners", owner, places, max(repeat // 2, 3))
        _close(places, sql)


def _send(partner: UUID, viewer: Viewer) -> None:
    """How long sending takes beyond the content: locks, states, history, what is taken, the frozen version."""
    with transaction.atomic():
        raise_wall(viewer)
        package_id = packages.open_package(
            partner_id=partner, month=Month.parse(MONTH), viewer=viewer, now=SENT_AT
        )
        begun = time.perf_counter()
        sheets = packages.send(package_id=package_id, said_so=True, viewer=viewer, now=SENT_AT)
        took = time.perf_counter() - begun
        transaction.set_rollback(True)
    _say(f"sending the largest package, {sheets} sheets: {took * 1000:.0f} ms")


def _close(places: dict[UUID, Viewer], sql: float) -> None:
    """The month closed as it is in truth: every partner's package opened and sent, each in a transaction of its own."""
    begun, sheets = time.perf_counter(), 0
    for partner, viewer in places.items():
        with transaction.atomic():
            raise_wall(viewer)
            package_id = packages.open_package(
                partner_id=partner, month=Month.parse(MONTH), viewer=viewer, now=SENT_AT
            )
            sheets += packages.send(package_id=package_id, said_so=True, viewer=viewer, now=SENT_AT)
    took = time.perf_counter() - begun
    _say(
        f"sending the packages of all {len(places)} partners, {sheets} sheets:"
        f" {took * 1000:.0f} ms : {sql * 1000:.0f} ms = {took / sql:.2f}"
    )


def _places() -> dict[UUID, Viewer]:
    """Who closes the month at each partner."""
    with transaction.atomic():
        raise_wall(Viewer(NOBODY, Role.JOB, Reach(national=True)))
        partners = list(Partner.objects.order_by("id").values_list("id", flat=True))
        inside: dict[UUID, set[UUID]] = {partner: set() for partner in partners}
        for partner, school in Institution.objects.values_list("partner_id", "id"):
            inside[partner].add(school)
    return {
        partner: Viewer(
            SENDER,
            Role.MUNICIPAL_COORDINATOR,
            Reach(partners=frozenset({partner}), institutions=frozenset(inside[partner])),
        )
        for partner in partners
    }


def _ours(places: dict[UUID, Viewer]) -> list[Content]:
    found = []
    for partner, viewer in places.items():
        with transaction.atomic():
            raise_wall(viewer)
            found.append(content_to_take(viewer, partner, MONTH))
    return found


def _bare(owner: psycopg.Connection, partner: UUID | None) -> list[tuple[Decimal, ...]]:
    span = Month.parse(MONTH).span
    rate = unit_rates.hourly_on(span.first).eur
    values = {"month": MONTH, "end": span.end, "rate": rate, "partner": partner}
    return [row[1:] for row in owner.execute(BARE, values).fetchall()]


def _timed(verb: Callable[[], object], repeat: int) -> float:
    verb()
    times = []
    for _ in range(repeat):
        begun = time.perf_counter()
        verb()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def _compare(what: str, owner: psycopg.Connection, places: dict[UUID, Viewer], repeat: int) -> float:
    partner = next(iter(places)) if len(places) == 1 else None
    ours, bare = _ours(places), _bare(owner, partner)
    same = (
        sum(one.minutes for one in ours) == sum(row[1] for row in bare)
        and sum(one.hours_eur for one in ours) == sum(row[0] for row in bare)
        and sum(one.granted_eur for one in ours) == sum(row[2] or 0 for row in bare)
    )
    times = [
        (_timed(lambda: _ours(places), 1), _timed(lambda: _bare(owner, partner), 1)) for _ in range(repeat)
    ]
    house, sql = statistics.median(one for one, _ in times), statistics.median(two for _, two in times)
    _say(
        f"{what}: {house * 1000:.0f} ms : {sql * 1000:.0f} ms = {house / sql:.2f}; minutes and euros equal: {same}"
    )
    return sql


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
