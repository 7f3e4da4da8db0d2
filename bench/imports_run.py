"""The measured part of `bench.imports`: imported after the database of the run stands."""

from __future__ import annotations

import io
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.db import connection, transaction

from pumpurs.cli.prepare import migrate
from pumpurs.foundation.visibility import Reach, Viewer, raise_wall
from pumpurs.jobs.roster_sample import Sample, SampleSchool, write_sample
from pumpurs.programme.learners.actions.roster_check import check
from pumpurs.programme.learners.actions.roster_confirm import confirm
from pumpurs.programme.learners.actions.roster_receive import receive
from pumpurs.programme.learners.models import RosterImport
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.values.roles import Role

TABLES = ("learners_schoolclass", "learners_learner", "learners_learneridentifier", "learners_enrollment")
NOW = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)


def measure(learners: int, schools: int) -> None:
    """Import, import again, COPY the same rows; print."""
    migrate()
    sample = [SampleSchool(f"9{number:010}", f"Skola {number}") for number in range(schools)]
    partner = Partner.objects.create(kind="municipality", name="Novads", municipality_code="LV-022")
    Institution.objects.bulk_create(
        Institution(partner=partner, kind="secondary_school", name=one.name, source_code=one.code)
        for one in sample
    )
    manager = Viewer(uuid4(), Role.PROGRAMME_MANAGER, Reach(national=True))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.zip"
        write_sample(path, Sample(sample, learners, version="1.1"))
        size_mb = path.stat().st_size / 1024**2
        first_s, (check_s, confirm_s), roster_id = _imported(path, manager, NOW)
        again_s, _, again_id = _imported(path, manager, NOW + timedelta(hours=1))
    roster, again = RosterImport.objects.get(pk=roster_id), RosterImport.objects.get(pk=again_id)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    copy_s, copied = _copied()
    print(f"{learners:,} learners of {schools} schools, {size_mb:.1f} MB zip, {roster.rows:,} rows read")
    parts = f"(check {check_s:.1f}, confirm {confirm_s:.1f})"
    print(f"import        {first_s:7.1f} s  {roster.rows / first_s:9,.0f} rows/s  {parts}")
    print(
        f"same again    {again_s:7.1f} s  added {again.added}, changed {again.changed}, leaving {again.leaving}"
    )
    print(
        f"COPY          {copy_s:7.1f} s  {copied / copy_s:9,.0f} rows/s  ({copied:,} rows into the same tables)"
    )
    print(f"import : COPY {first_s / copy_s:7.2f}    (goal at most 3)")
    print(f"peak memory   {peak_mb:7.0f} MB")


def _imported(path: Path, viewer: Viewer, now: datetime) -> tuple[float, tuple[float, float], UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE pumpurs_web")
    begun = time.perf_counter()
    with transaction.atomic():
        raise_wall(viewer)
        roster_id = receive(file_name=path.name, viewer=viewer, now=now)
    with transaction.atomic():
        raise_wall(viewer)
        check(roster_id=roster_id, path=path, viewer=viewer, now=now)
    checked = time.perf_counter()
    with transaction.atomic():
        raise_wall(viewer)
        confirm(roster_id=roster_id, viewer=viewer, now=now)
    ended = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    return ended - begun, (checked - begun, ended - checked), roster_id


def _copied() -> tuple[float, int]:
    """Copy the rows out, empty the tables, and time how long COPY takes to put them back."""
    texts: dict[str, tuple[str, bytes]] = {}
    rows = 0
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                "SELECT string_agg(quote_ident(column_name), ',' ORDER BY ordinal_position) "
                "FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
                [table],
            )
            columns = cursor.fetchone()[0]
            out = io.BytesIO()
            with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as copy:
                for block in copy:
                    out.write(block)
            texts[table] = (columns, out.getvalue())
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
        begun = time.perf_counter()
        with transaction.atomic():
            for table, (columns, text) in texts.items():
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write(text)
                rows += cursor.rowcount
        return time.perf_counter() - begun, rows
