"""The desk's part about monthly sheets: what waits for my approval, and my own months. One statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.lifecycle import SheetState
from pumpurs.programme.work.models import Correction, Entry, Preparation, Sheet, SheetDecision
from pumpurs.programme.work.permissions import PROVIDERS, STATE_OF_LEVEL
from pumpurs.programme.work.queries.sheets import SheetLine, line_of
from pumpurs.programme.work.rules import sheet_due_on
from pumpurs.values.periods import Month, month_of

OPENED_AGAIN = ("send_back", "take_back")
SEVERAL = 20  # a desk shows no more of each kind; the list shows all


@dataclass(frozen=True)
class CameBack:
    """An own sheet that an approver opened again, with the words that say why."""

    line: SheetLine
    note: str


@dataclass(frozen=True)
class DeskSheets:
    """What waits: sheets to approve and how many there are; own months to close, to be corrected, or that came back."""

    approval: tuple[SheetLine, ...] = ()
    waiting: int = 0
    late: int = 0
    own: tuple[SheetLine, ...] = ()
    asked: tuple[SheetLine, ...] = ()
    came_back: tuple[CameBack, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing of all this."""
        return not (self.approval or self.own or self.asked or self.came_back)


def sheets_that_wait(*, viewer: Viewer, today: date) -> DeskSheets:
    """What stands on the viewer's desk; the oldest month first, `SEVERAL` of each kind. No learner is named."""
    kinds = _kinds(viewer, today)
    if not kinds:
        return DeskSheets()
    order = [F("month"), F("institution__name"), F("provider__name")]
    late = Case(When(month__lte=_late_until(today), then=1), default=0, output_field=IntegerField())
    last = SheetDecision.objects.filter(sheet=OuterRef("pk")).order_by("-at")
    rows = (
        Sheet.objects.visible_to(viewer)
        .annotate(last_step=Subquery(last.values("step")[:1]), last_note=Subquery(last.values("note")[:1]))
        .annotate(
            sort=Case(
                *(When(when, then=Value(sort)) for sort, when in kinds.items()), output_field=CharField()
            )
        )
        .filter(sort__isnull=False)
        .annotate(
            turn=Window(RowNumber(), partition_by=[F("sort")], order_by=order),
            of=Window(Count("pk"), partition_by=[F("sort")]),
            late=Window(Sum(late), partition_by=[F("sort")]),
            minutes=_minutes(),
            steps=_sum(SheetDecision.objects.filter(sheet=OuterRef("pk")), Count("pk")),
            was_mine=Exists(_approved_by(viewer)),
        )
        .filter(turn__lte=SEVERAL)
        .select_related("provider", "institution")
        .order_by("sort", "turn")
    )
    found: dict[str, list[SheetLine]] = {"approval": [], "own": [], "asked": []}
    came_back = []
    waiting = late_ones = 0
    for row in rows:
        if row.sort == "approval":
            waiting, late_ones = row.of, row.late
        may_approve = row.sort == "approval" and not row.was_mine
        line = line_of(row, viewer, today, minutes=row.minutes, steps=row.steps, may_approve=may_approve)
        if row.sort == "own" and row.last_step in OPENED_AGAIN:
            came_back.append(CameBack(line, row.last_note))
        else:
            found[row.sort].append(line)
    return DeskSheets(
        tuple(found["approval"]),
        waiting,
        late_ones,
        tuple(found["own"]),
        tuple(found["asked"]),
        tuple(came_back),
    )


def _kinds(viewer: Viewer, today: date) -> dict[str, Q]:
    """Which sheets are of which kind, for this viewer's role."""
    kinds = {}
    if state := STATE_OF_LEVEL.get(viewer.role):
        kinds["approval"] = Q(state=state) & ~Q(provider_id=viewer.account_id)
    if viewer.role in PROVIDERS:
        mine = Q(provider_id=viewer.account_id)
        kinds["own"] = (
            mine
            & Q(state=SheetState.OPEN)
            & (Q(month__lt=str(month_of(today))) | Q(last_step__in=OPENED_AGAIN))
        )
        done = Correction.objects.filter(entry__session__sheet=OuterRef("sheet"), at__gte=OuterRef("at"))
        asked = SheetDecision.objects.filter(sheet=OuterRef("pk"), step="ask_correction").exclude(
            Exists(done)
        )
        kinds["asked"] = mine & Q(state=SheetState.SENT) & Q(Exists(asked))
    return kinds


def _late_until(today: date) -> str:
    """The last month whose sheets are late on a day."""
    month: Month = month_of(today).previous
    while today <= sheet_due_on(month):
        month = month.previous
    return str(month)


def _sum(rows: QuerySet[Any], what: Any) -> Coalesce:
    grouped = rows.order_by().annotate(one=Value(1)).values("one").annotate(total=what).values("total")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


def _minutes() -> Any:
    """Paid minutes of a sheet, as `given` counts them."""
    entries = Entry.objects.filter(session__sheet=OuterRef("pk"), taken_out_at=None)
    later = Correction.objects.filter(sheet=OuterRef("pk"))
    with_plans = Preparation.objects.filter(sheet=OuterRef("pk"), taken_out_at=None)
    return (
        _sum(entries, Sum("paid_minutes")) + _sum(later, Sum("paid_delta")) + _sum(with_plans, Sum("minutes"))
    )


def _approved_by(viewer: Viewer) -> QuerySet[SheetDecision]:
    """The viewer's own approval of a sheet since it was closed the last time, at another level."""
    steps = SheetDecision.objects.filter(sheet=OuterRef("pk"))
    closed = (
        SheetDecision.objects.filter(sheet=OuterRef("sheet"), step="submit").order_by("-at").values("at")[:1]
    )
    return steps.filter(step="approve", by_id=viewer.account_id, at__gte=Subquery(closed))
