"""Lists of monthly sheets (DLUV) in reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet, Value

from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.texts import SearchKey
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.work.lifecycle import SHEET_LIFE, UNDER_WAY, WAITING
from pumpurs.programme.work.models import Sheet, SheetDecision
from pumpurs.programme.work.queries.given import given
from pumpurs.programme.work.rules import hours, sheet_due_on
from pumpurs.values.periods import Month
from pumpurs.values.roles import Role

OWN_ALONE = frozenset({Role.PROVIDER, Role.PLAN_AUTHOR})


@dataclass(frozen=True)
class SheetLine:
    """One sheet in a list. `minutes` are paid ones; `read` marks what was seen, for approving exactly that."""

    id: UUID
    month: date
    provider: str
    institution_id: UUID
    institution: str
    position: str
    state: str
    minutes: int
    due_on: date
    is_late: bool
    is_own: bool
    may_approve: bool
    read: str

    @property
    def hours(self) -> Decimal:
        """The minutes as hours."""
        return hours(self.minutes)


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty means everything in reach."""

    month: str = ""
    state: str = ""
    search: str = ""
    institution_id: UUID | None = None


def read_by(viewer: Viewer) -> QuerySet[Sheet]:
    """Sheets that the viewer reads: what colleagues earn, and with whom they worked, is not for who gives support."""
    rows = Sheet.objects.visible_to(viewer)
    return rows.filter(provider_id=viewer.account_id) if viewer.role in OWN_ALONE else rows


def _rows(viewer: Viewer) -> QuerySet[Sheet]:
    history = Prefetch("decisions", SheetDecision.objects.order_by("at"))
    rows: QuerySet[Sheet] = read_by(viewer).select_related("provider", "institution", "partner")
    return rows.prefetch_related(history)


def line_of(
    sheet: Sheet, viewer: Viewer, today: date, *, minutes: int, steps: int, may_approve: bool
) -> SheetLine:
    """The line of a sheet read with its provider and institution."""
    month = Month.parse(sheet.month)
    due_on = sheet_due_on(month)
    return SheetLine(
        id=sheet.id,
        month=month.span.first,
        provider=sheet.provider.name,
        institution_id=sheet.institution_id,
        institution=sheet.institution.name,
        position=sheet.position,
        state=sheet.state,
        minutes=minutes,
        due_on=due_on,
        is_late=sheet.state in UNDER_WAY and today > due_on,
        is_own=sheet.provider_id == viewer.account_id,
        may_approve=may_approve,
        read=f"{sheet.id}:{steps}",
    )


def minutes_of(sheets: Iterable[Sheet], viewer: Viewer) -> dict[UUID, int]:
    """Paid minutes of some sheets, corrections and hours with plans included; two statements at most."""
    ids = [sheet.id for sheet in sheets]
    return {one.id: one.minutes for one in given(viewer=viewer, sheet_ids=ids)} if ids else {}


def _lines(sheets: Iterable[Sheet], viewer: Viewer, today: date) -> tuple[SheetLine, ...]:
    found = list(sheets)
    minutes = minutes_of(found, viewer)
    return tuple(
        line_of(
            sheet,
            viewer,
            today,
            minutes=minutes[sheet.id],
            steps=len(sheet.decisions.all()),
            may_approve=SHEET_LIFE.may("approve", sheet, viewer),
        )
        for sheet in found
    )


def places_of_sheets(*, viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """(institution, its name) to choose from, for who reaches several of them; none for the whole nation."""
    if viewer.reach.national or len(viewer.reach.institutions) < 2:
        return ()
    rows = Institution.objects.filter(pk__in=viewer.reach.institutions).order_by("sort_key", "id")
    return tuple(rows.values_list("id", "name"))


def sheets_in_sight(*, viewer: Viewer, narrowed: Filter, today: date, number: int = 1) -> Page[SheetLine]:
    """Sheets in reach, newest month first, 50 to a page. No learner is named."""
    rows = _rows(viewer)
    if narrowed.month:
        rows = rows.filter(month=narrowed.month)
    if narrowed.state == "waiting":
        rows = rows.filter(state__in=WAITING)
    elif narrowed.state:
        rows = rows.filter(state=narrowed.state)
    if narrowed.institution_id:
        rows = rows.filter(institution_id=narrowed.institution_id)
    if narrowed.search.strip():
        name = SearchKey(Value(narrowed.search.strip()))
        keys = {"of_provider": SearchKey(F("provider__name")), "of_place": SearchKey(F("institution__name"))}
        rows = rows.annotate(**keys).filter(Q(of_provider__contains=name) | Q(of_place__contains=name))
    page = paged(
        rows.order_by("-month", "institution__name", "provider__name", "id"), number, lambda sheet: sheet
    )
    return Page(_lines(page.items, viewer, today), page.number, page.more)
