"""The measured parts of `bench.intake`: each in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import duckdb

if __name__ == "__main__":
    django.setup()

from django.db import connection, transaction

from pumpurs.cli.prepare import migrate
from pumpurs.foundation.clock import now
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs.journals.tasks import take_in
from pumpurs.jobs.journals.writing import write_confirmed
from pumpurs.programme.alerts.actions.journals import confirm, receive
from pumpurs.programme.alerts.queries.journals import one_batch
from pumpurs.programme.learners.queries.roster_places import operator
from pumpurs.programme.partners.models import Institution, Partner

FIRST_DAY = "2026-10-01"
os.environ.setdefault("PUMPURS_NOW", "2026-11-02T20:00:00+02:00")
PEOPLE = """
INSERT INTO learners_learner (id, given_name, family_name, institution_id, grade, vocational, source, source_id)
SELECT gen_random_uuid(), 'Anna', 'Liepa', i.id, 7, false, 'bench',
    'n' || (split_part(i.source_code, '-', 2)::int * 1000 + l)
FROM partners_institution i, generate_series(0, %s) l;
INSERT INTO learners_enrollment (id, learner_id, institution_id, grade, vocational, since, source_id)
SELECT gen_random_uuid(), l.id, l.institution_id, 7, false, DATE '2026-09-01', '' FROM learners_learner l;
ANALYZE;
"""
LINES = """
COPY (SELECT 'skola-' || s AS "Iestāde", 'n' || (s * 1000 + l) AS "Skolēna numurs",
    strftime(DATE '{first}' + CAST(d + (d // 5) * 2 AS INTEGER), '%d.%m.%Y') AS "Datums", h AS "Stunda",
    (['Matemātika', 'Latviešu valoda un literatūra', 'Sports un veselība', 'Dabaszinības', 'Latvijas vēsture',
      'Angļu valoda'])[1 + (h + d + l) % 6] AS "Priekšmets",
    CASE WHEN x < 90 THEN 'ir' WHEN x < 93 THEN 'nokavēja' WHEN x < 97 THEN 'ns' WHEN x < 98 THEN 'nc' ELSE 'n' END
        AS "Statuss"
FROM (SELECT *, hash(s, l, d, h) % 100 AS x FROM range({schools}) a(s), range({days}) b(d), range({learners}) c(l),
    range(1, {lessons} + 1) e(h)))
TO '{path}' (FORMAT csv, DELIMITER ';', HEADER)
"""


def country(schools: int, learners: int) -> None:
    """Schools and learners in the database of this run."""
    migrate()
    partner = Partner.objects.create(kind="municipality", name="Novads", municipality_code="LV-022")
    Institution.objects.bulk_create(
        Institution(
            partner=partner, kind="secondary_school", name=f"Skola {number}", source_code=f"skola-{number}"
        )
        for number in range(schools)
    )
    with connection.cursor() as cursor:
        for statement in filter(str.strip, PEOPLE.split(";")):
            cursor.execute(statement, [learners - 1] if "%s" in statement else None)


def journal(path: Path, schools: int, learners: int, days: int, lessons: int) -> None:
    """A month of attendance as one CSV."""
    values = {"schools": schools, "learners": learners, "days": days, "lessons": lessons}
    duckdb.sql(LINES.format(first=FIRST_DAY, path=path, **values))


def copy(path: Path, threads: int) -> dict[str, Any]:
    """DuckDB's own copy."""
    target = path.with_suffix(".parquet")
    with duckdb.connect(config={"threads": threads}) as own, _measured({}) as figures:
        own.execute(f"COPY (FROM read_csv('{path}')) TO '{target}'")
    target.unlink()
    return figures


def take(path: Path, threads: int) -> dict[str, Any]:
    """The way of life."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE pumpurs_web")
    person = operator()
    parts: dict[str, Any] = {}
    with _measured({}) as figures:
        with looking_as(person):
            batch = receive(file_name=path.name, what="attendance", way="command", viewer=person, now=now())
        with _measured(parts.setdefault("read and checked", {})):
            take_in(batch_id=batch, path=path)
        with looking_as(person):
            confirm(batch_id=batch, viewer=person, now=now())
        with _measured(parts.setdefault("written", {})):
            write_confirmed(now=now())
    with transaction.atomic(), looking_as(person):
        card = one_batch(viewer=person, batch_id=batch)
    if card.state != "taken" or card.rejected:
        sys.exit(f"The intake failed: {card}")
    return {**figures, "parts": parts}


@contextmanager
def _measured(figures: dict[str, Any]) -> Iterator[dict[str, Any]]:
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    yield figures
    after = resource.getrusage(resource.RUSAGE_SELF)
    figures.update(
        wall_s=time.perf_counter() - begun,
        cpu_s=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        peak_mb=after.ru_maxrss / 1024,
    )


if __name__ == "__main__":
    print(json.dumps({"copy": copy, "take": take}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))))
