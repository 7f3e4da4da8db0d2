"""The figures of a statement and of a payment claim: sums of frozen rows, and learners counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet

from pumpurs.foundation.visibility import NOBODY, Viewer, open_eyes
from pumpurs.programme.reporting.models.package import Package, PackageVersion
from pumpurs.programme.reporting.models.statement import SUMS, Statement
from pumpurs.programme.reporting.rules.content import NOTHING
from pumpurs.programme.reporting.rules.settlement import coordination_eur, shares_of

VERSIONS_AT_ONCE = 200
LEARNERS = """
    WITH taken AS (
        SELECT asked.whose, taken.what, taken.record_id
        FROM unnest(%(packages)s::uuid[], %(whose)s::uuid[]) AS asked (package_id, whose)
        JOIN reporting_taken taken ON taken.package_id = asked.package_id
    ),
    minutes AS (
        SELECT taken.whose, entry.learner_id, entry.id AS entry_id, entry.minutes FROM taken
        JOIN work_session session ON session.sheet_id = taken.record_id AND session.taken_out_at IS NULL
        JOIN work_entry entry ON entry.session_id = session.id AND entry.attended AND entry.taken_out_at IS NULL
        WHERE taken.what = 'sheet'
        UNION ALL
        SELECT taken.whose, correction.learner_id, correction.entry_id, correction.minutes_delta FROM taken
        JOIN work_correction correction ON correction.sheet_id = taken.record_id
        WHERE taken.what = 'sheet'
    ),
    helped AS (
        SELECT whose, learner_id FROM minutes GROUP BY whose, learner_id, entry_id HAVING sum(minutes) > 0
        UNION
        SELECT taken.whose, line.learner_id FROM taken
        JOIN compensations_ledgerline line ON line.id = taken.record_id
        WHERE taken.what = 'line'
        GROUP BY taken.whose, line.learner_id, line.claim_id HAVING sum(line.paid_eur) > 0
    )
    SELECT whose, count(*) FROM helped GROUP BY whose
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
    return _figures(rows, learners_in([row.package_id for row in rows], viewer), day)


def figures_by_statement(days: Mapping[UUID, date], viewer: Viewer) -> Iterator[tuple[UUID, Figures]]:
    """What the packages of each statement come to, in order of the statements' ids; `days`: as in `figures_of`.

    Three statements, however many; a statement without packages comes to nothing.
    """
    of_statement = Package.objects.visible_to(viewer).filter(statement__in=days).order_by()
    learners = learners_by(dict(of_statement.values_list("id", "statement_id")), viewer)
    versions = latest(PackageVersion.objects.filter(package__statement__in=days)).select_related("package")
    rows = versions.order_by("package__statement_id", "package__month").iterator(VERSIONS_AT_ONCE)
    found = groupby(rows, lambda row: row.package.statement_id)
    following = next(found, None)
    for id_ in sorted(days):
        own: list[PackageVersion] = []
        if following is not None and following[0] == id_:
            own, following = list(following[1]), next(found, None)
        yield id_, _figures(own, learners.get(id_, 0), days[id_])


def _figures(rows: list[PackageVersion], learners: int, day: date) -> Figures:
    minutes = sum(row.minutes for row in rows)
    hours_eur = sum((row.hours_eur for row in rows), NOTHING)
    paid_eur = sum((row.paid_eur for row in rows), NOTHING)
    added_eur = coordination_eur(hours_eur + paid_eur, day)
    total_eur = hours_eur + paid_eur + added_eur
    shares = shares_of(total_eur, day)
    sums = {
        "learners": learners,
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


def learners_in(package_ids: Collection[UUID], viewer: Viewer) -> int:
    """How many learners got support or money that these packages account for, each counted once. A number only."""
    return learners_by(dict.fromkeys(package_ids, NOBODY), viewer).get(NOBODY, 0)


def learners_by(whose: Mapping[UUID, UUID], viewer: Viewer) -> dict[UUID, int]:
    """Learners that got support or money by what packages are added up in, each counted once in it. Numbers only.

    `whose`: package to what it is added up in. Who was corrected to nothing, or gave everything back, in the same
    packages got nothing. Who accounts for a partner need not reach its learners: counted with the nation's eyes.
    """
    with open_eyes(viewer, "statement"), connection.cursor() as cursor:
        cursor.execute(LEARNERS, {"packages": list(whose), "whose": list(whose.values())})
        return dict(cursor.fetchall())


def summed(statements: Collection[Statement], viewer: Viewer) -> dict[str, Any]:
    """The sum of each column over statements: of cents that were rounded already; learners are counted anew, once."""
    ids = [one.id for one in statements]
    packages = Package.objects.visible_to(viewer).filter(statement__in=ids).order_by()
    found: dict[str, Any] = {
        column: sum((getattr(one, column) for one in statements), NOTHING) for column in SUMS
    }
    learners = learners_in(list(packages.values_list("id", flat=True)), viewer)
    return found | {"learners": learners, "minutes": int(found["minutes"])}
