"""What sheets come to, worked out from their lines: kept with a sheet when it is closed, and proven against that."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, DateField, F, Func, IntegerField, QuerySet, Sum, Value

from pumpurs.programme.work.models import Correction, Entry, Preparation, Sheet
from pumpurs.programme.work.rules import CORRECTION, PREPARATION, SESSION, rate_starts, sum_since
from pumpurs.programme.work.rules import Sum as OneSum


def counted(sheets: QuerySet[Sheet]) -> dict[UUID, tuple[OneSum, ...]]:
    """The sums of sheets by their id, from entries, corrections and hours with plans, in one statement.

    A sheet that comes to nothing is not in it. What stands on a sheet in reach is in reach.
    """
    chosen = sheets.order_by().values("pk")
    entries = Entry.objects.filter(taken_out_at=None, session__sheet__in=chosen)
    later = Correction.objects.filter(sheet__in=chosen)
    plans = Preparation.objects.filter(taken_out_at=None, corrects=None, sheet__in=chosen)
    plans_later = Preparation.objects.filter(corrects__isnull=False, sheet__in=chosen)
    rows = _lines(
        entries, "session__sheet", "session__sheet__position", "session__day", SESSION, "paid_minutes"
    )
    of_session = ("entry__session__sheet__position", "entry__session__day")
    rows = rows.union(
        _lines(later, "sheet", *of_session, CORRECTION, "paid_delta"),
        _lines(plans, "sheet", "sheet__position", "day", PREPARATION, "minutes"),
        _lines(plans_later, "sheet", "corrects__sheet__position", "day", CORRECTION, "minutes"),
        all=True,
    )
    starts = rate_starts()
    added: dict[tuple[UUID, str, str, int], int] = defaultdict(int)
    for *key, minutes in rows:
        added[tuple(key)] += int(minutes)
    found: dict[UUID, list[OneSum]] = defaultdict(list)
    for (sheet, what, position, turn), minutes in added.items():
        if minutes:
            found[sheet].append(sum_since(what, position, starts[turn - 1], minutes))
    return {sheet: tuple(sorted(sums, key=_order)) for sheet, sums in found.items()}


def _order(one: OneSum) -> tuple[str, str, str]:
    return one.what, one.position, one.rate_since.isoformat()


def _lines(
    rows: QuerySet[Any], sheet: str, position: str, day: str, what: str, minutes: str
) -> QuerySet[Any, tuple[Any, ...]]:
    turn = Func(
        F(day),
        Value(list(rate_starts()), output_field=ArrayField(DateField())),
        function="width_bucket",
        output_field=IntegerField(),
    )
    columns: dict[str, Any] = {
        "of_sheet": F(sheet),
        "sort": Value(what, output_field=CharField()),
        "in_position": F(position),
        "turn": turn,
    }
    told: QuerySet[Any, tuple[Any, ...]] = (
        rows.order_by().annotate(**columns).values(*columns).annotate(minutes_sum=Sum(minutes))
    )
    return told.values_list(*columns, "minutes_sum")
