"""Checking a roster (pārbaudīt sarakstu): a dry run that writes the plan and nothing else.

The file is read once, row by row, into tables of this transaction; the plan is then made by statements over whole sets.
Learners are matched across the nation, so that a child is never counted twice; what comes out is bound to the place
the import was opened for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.failpoints import reach
from pumpurs.foundation.intake.opening import Intake, Kind, opened
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.learners.actions import roster_diff
from pumpurs.programme.learners.actions.roster_staging import KEPT_REJECTIONS, Staged, begin, finish, stage
from pumpurs.programme.learners.lifecycle.roster import ROSTER_LIFE
from pumpurs.programme.learners.models import ColumnMapping, RosterImport
from pumpurs.programme.learners.models.learner import NATION
from pumpurs.programme.learners.preconditions.roster import manifest_is_there, of_this_school_year
from pumpurs.programme.learners.rules import columns, oneroster, plain_roster
from pumpurs.programme.learners.rules.plain_roster import Field
from pumpurs.programme.partners.models import Institution
from pumpurs.rulebook import adulthood, calendar, indicators
from pumpurs.values.periods import SchoolYear

Tell = Callable[[int], None]


@transaction.atomic
def check(
    *,
    roster_id: UUID,
    path: Path,
    viewer: Viewer,
    now: datetime,
    columns: Mapping[str, str] | None = None,
    tell: Tell = lambda rows: None,
) -> None:
    """Read the file at `path` and plan what it changes. `columns`: field -> column of a plain list, else remembered.

    Refused where the file cannot be taken at all; rows that cannot be taken are kept as rejections beside the plan.
    """
    roster = RosterImport.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=roster_id)
    ROSTER_LIFE.take("check", roster, viewer)
    today = localdate(now)
    year = calendar.school_year_of(today)
    with opened(path, name=roster.file_name) as intake, open_eyes(viewer, "roster"):
        staged = begin()
        roster.fingerprint = intake.fingerprint
        if intake.kind is Kind.BUNDLE:
            _stage_bundle(roster, intake, staged, tell)
        else:
            _stage_plain(roster, intake, staged, columns, tell)
        finish(staged)
        roster.school_year = str(year)
        _judge_school_year(year)
        reach("roster.staged")
        _plan(roster, staged, year, today=today)
        reach("roster.planned")
        roster.checked_at = now
        roster.save()
        audit.changed(
            viewer, "roster.check", roster, details={"rows": roster.rows, "rejected": roster.rejected}
        )


def _stage_bundle(roster: RosterImport, intake: Intake, staged: Staged, tell: Tell) -> None:
    control = intake.tables.get("manifest.csv")
    refuse_if(manifest_is_there(control, intake.name))
    assert control is not None
    manifest = oneroster.manifest(control.header, control.rows(), files=intake.tables)
    roster.kind, roster.source, roster.whole = (
        f"oneroster_{manifest.version}",
        manifest.source[:40],
        manifest.whole,
    )
    for name in manifest.modes:
        table = intake.tables[f"{name.casefold()}.csv"]
        stage(
            oneroster.rows_of(name, table.header, table.rows(), version=manifest.version),
            staged=staged,
            tell=tell,
        )


def _stage_plain(
    roster: RosterImport, intake: Intake, staged: Staged, columns: Mapping[str, str] | None, tell: Tell
) -> None:
    """A plain list is whole where it is opened for one institution; for more, who is missing may be in another list."""
    table = intake.table()
    mapping = {
        Field(field): column for field, column in (columns or _remembered(roster, table.header)).items()
    }
    own_code = ""
    if roster.institution_id is not None:
        own_code = Institution.objects.values_list("source_code", flat=True).get(pk=roster.institution_id)
    roster.kind, roster.source = intake.kind.value, f"{oneroster.LIST}{own_code}"[:40]
    roster.whole = roster.institution_id is not None
    stage(
        plain_roster.rows_of(
            intake.name[:40], table.header, table.rows(), mapping=mapping, institution=own_code
        ),
        staged=staged,
        tell=tell,
    )


def place_of(roster: RosterImport) -> UUID:
    """For which place the roster is: the numbers that its source gives to learners hold there and nowhere else."""
    return roster.institution_id or roster.partner_id or NATION


def _remembered(roster: RosterImport, header: tuple[str, ...]) -> Mapping[str, str]:
    """The mapping remembered for this place and shape, else the guess."""
    known = ColumnMapping.objects.filter(
        shape=columns.shape_of(header),
        institution_id=roster.institution_id,
        partner_id=roster.partner_id,
    ).first()
    if known is None:
        return {field.value: column for field, column in plain_roster.guessed(header).items()}
    return columns.remembered(known.columns, header)


def _judge_school_year(year: SchoolYear) -> None:
    """A roster that tells its school year must tell the present one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.first, s.last FROM staged_session s WHERE s.kind = 'school_year' AND NOT s.leaves "
            "ORDER BY s.last DESC"
        )
        told = cursor.fetchall()
    refuse_if(of_this_school_year(told, year))


def _plan(roster: RosterImport, staged: Staged, year: SchoolYear, *, today: date) -> None:
    values: dict[str, Any] = {
        "roster": roster.id,
        "source": roster.source,
        "whole": roster.whole,
        "partner": roster.partner_id,
        "institution": roster.institution_id,
        "place": place_of(roster),
        "school_year": str(year),
        "year_first": calendar.dates(year.semesters[0]).first,
        "summer": today.month in indicators.indicator("enrolled_nowhere").list_of("finished_months"),
        "today": today,
        "adult_if_born_by": adulthood.born_by(today),
        "most": KEPT_REJECTIONS,
    }
    roster.save()
    with connection.cursor() as cursor:
        for statements in roster_diff.STATEMENTS:
            for statement in statements.split(";\n"):
                if statement.strip():
                    cursor.execute(statement, values)
        if not staged.rejected:  # else every reference to a rejected row would be told as one more fault
            cursor.execute(roster_diff.REFERENCES, values)
        cursor.execute(roster_diff.CONFLICTS, values)
        for statement in roster_diff.PLAN:
            cursor.execute(statement, values)
        cursor.execute(roster_diff.FORGET_ELSEWHERE, values)
        cursor.execute(roster_diff.REJECTIONS, values)
        cursor.execute(roster_diff.COUNTS, values)
        rejected, roster.outside, known, roster.added, roster.changed, roster.leaving = cursor.fetchone()
    roster.rows = staged.rows
    roster.rejected = rejected + max(0, staged.rejected - KEPT_REJECTIONS)
    roster.unchanged = known - roster.changed
