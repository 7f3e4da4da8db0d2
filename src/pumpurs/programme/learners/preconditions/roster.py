"""What must be true before an import is confirmed or undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from pumpurs.programme.learners.models import RosterImport, RosterRejection
from pumpurs.programme.learners.rules.roster import PLAIN_KINDS
from pumpurs.values.periods import SchoolYear
from pumpurs.values.reasons import Reason

SHOWN_AT_MOST = 3


def overlapping(roster: RosterImport) -> QuerySet[RosterImport]:
    """Other imports that can touch the same learners: of the same place, a place around it or inside it."""
    others = RosterImport.objects.exclude(pk=roster.pk)
    if roster.partner_id is None:
        return others
    same_partner = Q(partner_id=roster.partner_id)
    if roster.institution_id is not None:
        same_partner &= Q(institution_id=None) | Q(institution_id=roster.institution_id)
    return others.filter(Q(partner_id=None) | same_partner)


def no_rejected_row(roster: RosterImport) -> tuple[Reason, ...]:
    """An import is applied wholly or not at all: one bad row keeps the whole file out. The first rows are named."""
    if not roster.rejected:
        return ()
    rows = RosterRejection.objects.filter(roster=roster).order_by("file", "row")[:SHOWN_AT_MOST]
    named = tuple(
        Reason(
            "roster.confirm.row_rejected",
            {
                "file": row.file,
                "row": row.row,
                "column": row.column,
                "value": row.value,
                "why": row.reason_code,
            },
        )
        for row in rows
    )
    return (Reason("roster.confirm.rows_rejected", {"count": roster.rejected}), *named)


def plain_list(roster: RosterImport) -> Reason | None:
    """A table with a row for each learner; a OneRoster bundle says itself whether it is whole."""
    return None if roster.kind in PLAIN_KINDS else Reason("roster.nobody_leaves.bundle")


def nothing_imported_since_check(roster: RosterImport) -> Reason | None:
    """No other import was confirmed or undone for these learners after this one was checked."""
    checked_at: datetime | None = roster.checked_at
    later = overlapping(roster).filter(
        Q(confirmed_at__gte=checked_at) | Q(state="undone", ended_at__gte=checked_at)
    )
    return Reason("roster.confirm.another_meanwhile") if later.exists() else None


def no_later_import(roster: RosterImport) -> Reason | None:
    """Imports are undone from the last one backwards."""
    later = (
        overlapping(roster)
        .filter(state="confirmed", confirmed_at__gt=roster.confirmed_at)
        .exclude(added=0, changed=0, leaving=0)
    )
    return Reason("roster.undo.later_import", {"count": later.count()}) if later.exists() else None


def manifest_is_there(control: object | None, file: str) -> Reason | None:
    """A OneRoster bundle says in its manifest what it holds."""
    return None if control is not None else Reason("roster.manifest.missing", {"file": file})


def of_this_school_year(told: Sequence[tuple[date, date]], year: SchoolYear) -> Reason | None:
    """A roster that tells its school years (first and last day) tells the present one too."""
    if not told or any(first.year == year.start_year for first, _last in told):
        return None
    first, last = told[0]
    return Reason("roster.file.other_school_year", {"told": f"{first.year}/{last.year}", "now": str(year)})


def learners_as_planned(moved: int) -> Reason | None:
    """No learner of the plan was changed by somebody else since it was made."""
    return Reason("roster.confirm.learners_changed_meanwhile", {"count": moved}) if moved else None


def columns_of_a_list(unknown: Sequence[str]) -> tuple[Reason, ...]:
    """What a column is said to mean is something that a list can tell; `unknown` is what is not."""
    return tuple(Reason("roster.mapping.no_such_field", {"field": field[:40]}) for field in unknown)
