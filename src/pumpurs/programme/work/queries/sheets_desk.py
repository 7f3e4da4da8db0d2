"""The desk's part about monthly sheets: what waits for my approval, my own months, and those of who left.

Two statements, one more while there are open ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import JSONObject, RowNumber

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.lifecycle import SheetState
from pumpurs.programme.work.models import Correction, Preparation, Sheet, SheetDecision
from pumpurs.programme.work.permissions import STATE_OF_LEVEL
from pumpurs.programme.work.preconditions.leaving import provider_left
from pumpurs.programme.work.queries.sheets import SheetLine, line_of, minutes_of
from pumpurs.programme.work.rules import sheet_due_on
from pumpurs.programme.work.rules.signing import PROVIDERS, signed_since_closed
from pumpurs.values.periods import Month, month_of
from pumpurs.values.roles import Role

OPENED_AGAIN = ("send_back", "take_back")
SEVERAL = 20  # a desk shows no more of each kind; the list shows all


@dataclass(frozen=True)
class CameBack:
    """An own sheet that an approver opened again, with the words that say why."""

    line: SheetLine
    note: str


@dataclass(frozen=True)
class DeskSheets:
    """What waits: sheets to approve and how many there are; own months to close, to be corrected, or that came back.

    `left`: months of providers who have left, which the head closes in their place.
    """

    approval: tuple[SheetLine, ...] = ()
    waiting: int = 0
    late: int = 0
    own: tuple[SheetLine, ...] = ()
    asked: tuple[SheetLine, ...] = ()
    came_back: tuple[CameBack, ...] = ()
    left: tuple[SheetLine, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing of all this."""
        return not (self.approval or self.own or self.asked or self.came_back or self.left)


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
            steps=ArraySubquery(
                SheetDecision.objects.filter(sheet=OuterRef("pk"))
                .order_by("at")
                .values(data=JSONObject(step="step", by="by_id"))
            ),
        )
        .filter(turn__lte=SEVERAL)
        .select_related("provider", "institution")
        .order_by("sort", "turn")
    )
    sheets = list(rows)
    minutes = minutes_of(sheets, viewer)
    found: dict[str, list[SheetLine]] = {"approval": [], "own": [], "asked": [], "left": []}
    came_back = []
    waiting = late_ones = 0
    for row in sheets:
        if row.sort == "approval":
            waiting, late_ones = row.of, row.late
        steps = [(one["step"], UUID(one["by"])) for one in row.steps]
        may_approve = row.sort == "approval" and not signed_since_closed(steps, viewer.account_id)
        line = line_of(row, viewer, today, minutes=minutes[row.id], steps=len(steps), may_approve=may_approve)
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
        tuple(found["left"]),
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
        with_plans = Preparation.objects.filter(
            corrects__sheet=OuterRef("sheet"), recorded_at__gte=OuterRef("at")
        )
        asked = SheetDecision.objects.filter(sheet=OuterRef("pk"), step="ask_correction").exclude(
            Exists(done) | Exists(with_plans)
        )
        kinds["asked"] = mine & Q(state=SheetState.SENT) & Q(Exists(asked))
    if viewer.role is Role.HEAD:
        left = Q(institution_id__in=viewer.reach.institutions) & ~mine & Q(provider_left(today))
        kinds["left"] = left & Q(state=SheetState.OPEN)
        kinds["asked"] |= left & Q(state=SheetState.SENT) & Q(Exists(asked))
    return kinds


def _late_until(today: date) -> str:
    """The last month whose sheets are late on a day."""
    month: Month = month_of(today).previous
    while today <= sheet_due_on(month):
        month = month.previous
    return str(month)
