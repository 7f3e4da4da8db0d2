"""Reads about roster imports: the history of a place, one import, what it changes, which rows were rejected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import ColumnMapping, RosterChange, RosterImport, RosterRejection
from pumpurs.programme.learners.rules import columns, plain_roster
from pumpurs.values.reasons import Reason

KINDS_OF_CHANGE = ("added", "changed", "returned", "leaving")
LOOK = "look"  # changes of a date of birth or grade that somebody should look at twice


@dataclass(frozen=True)
class RosterCard:
    """One import as its list and its page show it."""

    id: UUID
    state: str
    place: str  # name of the institution or partner; empty for the nation
    file_name: str
    kind: str
    source: str
    whole: bool
    school_year: str
    rows: int
    added: int
    changed: int
    leaving: int
    unchanged: int
    outside: int
    rejected: int
    received_at: datetime
    checked_at: datetime | None
    confirmed_at: datetime | None
    ended_at: datetime | None
    reasons: tuple[Reason, ...]

    @property
    def changes_nothing(self) -> bool:
        """Checked, and everything is already as the file says."""
        return not (self.added or self.changed or self.leaving or self.rejected)

    @property
    def more_leave_than_stay(self) -> bool:
        """More learners would leave than are in the file: perhaps it is only a part of the list."""
        return self.leaving > self.added + self.changed + self.unchanged


@dataclass(frozen=True)
class ChangeCard:
    """What an import does to one learner: as it is (`before`) and as it will be."""

    learner_id: UUID
    what: str
    name: str
    class_name: str
    grade: int | None
    masked_code: str
    file: str
    row: int
    before_name: str
    before_class: str
    birth_date: date | None
    before_birth_date: date | None
    looks: tuple[str, ...]  # birth_date, of_age, grade


@dataclass(frozen=True)
class RejectionCard:
    """A row that was not taken."""

    file: str
    row: int
    column: str
    value: str
    reason: Reason


def rosters_in_sight(*, viewer: Viewer, page: int = 1) -> Page[RosterCard]:
    """Imports of the places the viewer reaches, newest first, 50 to a page."""
    rows = RosterImport.objects.visible_to(viewer).select_related("institution", "partner")
    return paged(rows.order_by("-received_at", "id"), page, _card)


def one_roster(*, viewer: Viewer, roster_id: UUID) -> RosterCard:
    """One import. RosterImport.DoesNotExist out of reach."""
    rows = RosterImport.objects.visible_to(viewer).select_related("institution", "partner")
    return _card(rows.get(pk=roster_id))


def changes_of(*, viewer: Viewer, roster_id: UUID, what: str = "", page: int = 1) -> Page[ChangeCard]:
    """What the import does to learners, by class, of one kind or of all. Showing known learners is logged."""
    kinds = (what,) if what in KINDS_OF_CHANGE else KINDS_OF_CHANGE
    rows = RosterChange.objects.visible_to(viewer).filter(roster_id=roster_id, what__in=kinds)
    if what == LOOK:
        rows = rows.exclude(look="")
    found = paged(
        rows.order_by("what", "institution_id", "grade", "class_name", "family_name", "id"), page, _change
    )
    audit.shown(
        viewer,
        "roster.changes",
        learners=[card.learner_id for card in found.items],
        purpose="roster",
    )
    return found


def to_look_at(*, viewer: Viewer, roster_id: UUID) -> int:
    """How many changes somebody should look at twice."""
    rows = RosterChange.objects.visible_to(viewer).filter(roster_id=roster_id)
    return int(rows.exclude(look="").count())


def rejections_of(*, viewer: Viewer, roster_id: UUID, page: int = 1) -> Page[RejectionCard]:
    """Rows that were not taken, in the order of the file."""
    rows = RosterRejection.objects.visible_to(viewer).filter(roster_id=roster_id)
    return paged(rows.order_by("file", "row", "id"), page, _rejection)


def columns_of(
    *, viewer: Viewer, header: tuple[str, ...], institution_id: UUID | None, partner_id: UUID | None
) -> Mapping[str, str]:
    """Field -> column for a plain list: as remembered at this place, else guessed by the usual headings."""
    known = (
        ColumnMapping.objects.visible_to(viewer)
        .filter(shape=columns.shape_of(header), institution_id=institution_id, partner_id=partner_id)
        .first()
    )
    if known is not None:
        return columns.remembered(known.columns, header)
    return {field.value: column for field, column in plain_roster.guessed(header).items()}


def _card(row: RosterImport) -> RosterCard:
    place = row.institution or row.partner
    return RosterCard(
        id=row.id,
        state=row.state,
        place=place.name if place else "",
        file_name=row.file_name,
        kind=row.kind,
        source=row.source,
        whole=row.whole,
        school_year=row.school_year,
        rows=row.rows,
        added=row.added,
        changed=row.changed,
        leaving=row.leaving,
        unchanged=row.unchanged,
        outside=row.outside,
        rejected=row.rejected,
        received_at=row.received_at,
        checked_at=row.checked_at,
        confirmed_at=row.confirmed_at,
        ended_at=row.ended_at,
        reasons=tuple(Reason(code, values) for code, values in row.reasons),
    )


def _change(row: RosterChange) -> ChangeCard:
    before: Mapping[str, Any] = row.before or {}
    if row.what != "leaving" and before.get("institution_id") != str(row.institution_id):
        before = {}  # what stood at another institution is not shown to this one
    before_name = f"{before.get('given_name') or ''} {before.get('family_name') or ''}".strip()
    return ChangeCard(
        learner_id=row.record_id,
        what=row.what,
        name=f"{row.given_name} {row.family_name}",
        class_name=row.class_name,
        grade=row.grade,
        masked_code=row.code_masked,
        file=row.file,
        row=row.row,
        before_name=before_name,
        before_class=before.get("class_name") or "",
        birth_date=row.birth_date,
        before_birth_date=date.fromisoformat(born) if (born := before.get("birth_date")) else None,
        looks=tuple(row.look.split()) if before else (),
    )


def _rejection(row: RosterRejection) -> RejectionCard:
    values = {"file": row.file, "row": row.row, "column": row.column, "value": row.value}
    return RejectionCard(row.file, row.row, row.column, row.value, Reason(row.reason_code, values))
