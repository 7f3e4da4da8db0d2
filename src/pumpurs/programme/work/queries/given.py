"""Minutes that are paid for (apmaksājamais laiks): what sheets of a month hold, by rate and position, one statement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, DateField, F, Func, IntegerField, QuerySet, Sum, Value

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.models import Correction, Entry, Preparation, Sheet
from pumpurs.rulebook import unit_rates

SESSION, CORRECTION, PREPARATION = "session", "correction", "preparation"


@dataclass(frozen=True)
class Given:
    """Minutes of one kind of line in one position at one rate on sheets of a month; a correction's are signed.

    `month` is that of the sheet; position and rate are those of the session, also for what was corrected later. A
    group's time is counted once, shared among its plans. `sheet_id`, `provider_id`, `plan_id` only where asked by them.
    """

    partner_id: UUID
    institution_id: UUID
    month: str
    position: str
    rate_since: date
    rate_eur: Decimal
    what: str
    minutes: int
    sheet_id: UUID | None = None
    provider_id: UUID | None = None
    plan_id: UUID | None = None


def given(
    *,
    viewer: Viewer,
    months: Collection[str],
    partner_id: UUID | None = None,
    states: Collection[str] | None = None,
    by_plan: bool = True,
    by_sheet: bool = False,
    sheet_ids: Collection[UUID] | None = None,
) -> tuple[Given, ...]:
    """Minutes on the sheets of these months, in states if told, by plan and by sheet if asked: one SQL statement.

    For a month of the whole nation ask with `by_plan=False`. It names no learner, so no look is noted.
    """
    narrowed: dict[str, Any] = {"month__in": list(months)}
    narrowed |= {"partner_id": partner_id} if partner_id else {}
    narrowed |= {"state__in": list(states)} if states is not None else {}
    narrowed |= {"id__in": list(sheet_ids)} if sheet_ids is not None else {}
    more = (("sheet", "provider") if by_sheet else ()) + (("plan",) if by_plan else ())
    sheets = Sheet.objects.visible_to(viewer).filter(
        **narrowed
    )  # what stands on a sheet in reach is in reach
    entries = Entry.objects.filter(taken_out_at=None, session__sheet__in=sheets)
    later = Correction.objects.filter(sheet__in=sheets)
    plans = Preparation.objects.filter(taken_out_at=None, sheet__in=sheets)
    rows = _lines(
        entries, "session__sheet", "session__sheet__position", "session__day", SESSION, "paid_minutes", more
    )
    of_session = ("entry__session__sheet__position", "entry__session__day")
    rows = rows.union(
        _lines(later, "sheet", *of_session, CORRECTION, "paid_delta", more),
        _lines(plans, "sheet", "sheet__position", "day", PREPARATION, "minutes", more),
        all=True,
    )  # fmt: skip
    return tuple(_given(row, by_sheet=by_sheet) for row in rows)


@lru_cache
def _starts() -> tuple[date, ...]:
    """Days on which a rate of the rulebook begins, in order."""
    return tuple(sorted({rate.force.since for _rule, rate in unit_rates.table().each()}))


def _lines(
    rows: QuerySet[Any], sheet: str, position: str, day: str, what: str, minutes: str, more: tuple[str, ...]
) -> QuerySet[Any, tuple[Any, ...]]:
    turn = Func(
        F(day),
        Value(list(_starts()), output_field=ArrayField(DateField())),
        function="width_bucket",
        output_field=IntegerField(),
    )
    extra = {"sheet": F(sheet), "provider": F(f"{sheet}__provider"), "plan": F("plan")}
    columns: dict[str, Any] = {
        "of_partner": F(f"{sheet}__partner"),
        "of_institution": F(f"{sheet}__institution"),
        "of_month": F(f"{sheet}__month"),
        "in_position": F(position),
        "turn": turn,
    }
    columns |= {f"by_{one}": extra[one] for one in more}
    marked = Value(what, output_field=CharField())
    told: QuerySet[Any, tuple[Any, ...]] = (
        rows.order_by()
        .annotate(**columns, sort=marked)
        .values("sort", *columns)
        .annotate(minutes_sum=Sum(minutes))
        .values_list("sort", "minutes_sum", *columns, named=True)
    )
    return told


def _given(row: Any, *, by_sheet: bool) -> Given:
    since = _starts()[row.turn - 1]
    return Given(
        partner_id=row.of_partner,
        institution_id=row.of_institution,
        month=row.of_month,
        position=row.in_position,
        rate_since=since,
        rate_eur=unit_rates.hour_of(row.in_position, since).eur,
        what=row.sort,
        minutes=int(row.minutes_sum),
        sheet_id=row.by_sheet if by_sheet else None,
        provider_id=row.by_provider if by_sheet else None,
        plan_id=getattr(row, "by_plan", None),
    )
