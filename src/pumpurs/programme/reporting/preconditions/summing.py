"""The figures of a statement and of a payment claim: sums of frozen rows, and learners counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet

from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.reporting.models.package import Package, PackageVersion
from pumpurs.programme.reporting.models.statement import SUMS, Statement
from pumpurs.programme.reporting.rules.content import NOTHING
from pumpurs.programme.reporting.rules.settlement import coordination_eur, shares_of

LEARNERS = """
    WITH taken AS (
        SELECT what, record_id, partner_id FROM reporting_taken WHERE package_id = ANY(%(packages)s)
    ),
    helped AS (
        SELECT entry.learner_id FROM taken
        JOIN work_session session ON session.sheet_id = taken.record_id AND session.taken_out_at IS NULL
        JOIN work_entry entry ON entry.session_id = session.id AND entry.attended AND entry.taken_out_at IS NULL
        WHERE taken.what = 'sheet'
        UNION
        SELECT line.learner_id FROM taken
        JOIN compensations_ledgerline line ON line.id = taken.record_id
        WHERE taken.what = 'line' AND line.paid_eur <> 0
    )
    SELECT count(*) FROM helped
"""


@dataclass(frozen=True)
class Figures:
    """The sums of a statement by column, and its packages and institutions as they are frozen."""

    sums: Mapping[str, Any]
    content: Mapping[str, Any]


def latest(versions: QuerySet[PackageVersion]) -> QuerySet[PackageVersion]:
    """Of each package the version that counts: the last that was sent."""
    return versions.filter(number=F("package__version"))


def figures_of(versions: QuerySet[PackageVersion], viewer: Viewer, day: date) -> Figures:
    """What accepted packages come to; `day` tells the shares in force. Compensations count when they are paid."""
    rows = list(latest(versions).select_related("package").order_by("package__month"))
    minutes = sum(row.minutes for row in rows)
    hours_eur = sum((row.hours_eur for row in rows), NOTHING)
    paid_eur = sum((row.paid_eur for row in rows), NOTHING)
    added_eur = coordination_eur(hours_eur + paid_eur, day)
    total_eur = hours_eur + paid_eur + added_eur
    shares = shares_of(total_eur, day)
    sums = {
        "learners": learners_in([row.package_id for row in rows], viewer),
        "minutes": minutes,
        "hours_eur": hours_eur,
        "compensations_eur": paid_eur,
        "coordination_eur": added_eur,
        "total_eur": total_eur,
        "fund_eur": shares.fund_eur,
        "state_eur": shares.state_eur,
    }
    packages = [
        {
            "id": str(row.package_id), "month": row.package.month, "version": row.number, "minutes": row.minutes,
            "hours_eur": str(row.hours_eur), "paid_eur": str(row.paid_eur),
        }
        for row in rows
    ]  # fmt: skip
    return Figures(sums, {"packages": packages, "institutions": _by_institution(rows)})


def _by_institution(rows: list[PackageVersion]) -> list[dict[str, Any]]:
    minutes: dict[str, int] = defaultdict(int)
    hours: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    paid: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    for row in rows:
        for line in row.content["hours"]:
            minutes[line["institution"]] += line["minutes"]
            hours[line["institution"]] += Decimal(line["amount_eur"])
        for line in row.content["compensations"]:
            paid[line["institution"]] += Decimal(line["paid_eur"])
    return [
        {"id": place, "minutes": minutes[place], "hours_eur": str(hours[place]), "paid_eur": str(paid[place])}
        for place in sorted(hours.keys() | paid.keys())
    ]


def learners_in(package_ids: list[UUID], viewer: Viewer) -> int:
    """How many learners got support or money that these packages account for, each counted once. A number only.

    Who accounts for a partner need not reach its learners, so the count is made with the nation's eyes.
    """
    with open_eyes(viewer, "statement"), connection.cursor() as cursor:
        cursor.execute(LEARNERS, {"packages": package_ids})
        return int(cursor.fetchone()[0])


def summed(statements: Collection[Statement], viewer: Viewer) -> dict[str, Any]:
    """The sum of each column over statements: of cents that were rounded already; learners are counted anew, once."""
    ids = [one.id for one in statements]
    packages = Package.objects.visible_to(viewer).filter(statement__in=ids).order_by()
    found: dict[str, Any] = {
        column: sum((getattr(one, column) for one in statements), NOTHING) for column in SUMS
    }
    learners = learners_in(list(packages.values_list("id", flat=True)), viewer)
    return found | {"learners": learners, "minutes": int(found["minutes"])}
