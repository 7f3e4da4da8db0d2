"""One monthly sheet (DLUV) by day: sessions, no-shows apart, corrections, hours with plans, totals, history, steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.rules import plan_code
from pumpurs.programme.work.lifecycle import SHEET_LIFE, SheetState
from pumpurs.programme.work.models import Correction, Entry, Preparation, Session, Sheet, SheetDecision
from pumpurs.programme.work.permissions import stands_in
from pumpurs.programme.work.preconditions.leaving import provider_left
from pumpurs.programme.work.queries.sheets import SheetLine, line_of, read_by
from pumpurs.programme.work.queries.sheets_desk import OPENED_AGAIN
from pumpurs.programme.work.rules import (
    CORRECTION,
    PREPARATION,
    SESSION,
    Asked,
    hours,
    noted_late_days,
    sum_of,
)
from pumpurs.programme.work.rules import Sum as OneSum
from pumpurs.programme.work.rules.costs import Cost, costs_of
from pumpurs.rulebook.vocabulary import positions
from pumpurs.values.roles import NATIONAL_ROLES

BY_NUMBER = NATIONAL_ROLES  # they read the plan's number, not the learner's name
SAID_TO_THE_PROGRAMME = ("ask_correction",)  # words of other steps pass between school and municipality


@dataclass(frozen=True)
class Whom:
    """For whom something was done: the learner's name where the viewer reaches it, and the plan's number."""

    name: str
    class_name: str
    code: str
    plan_id: UUID | None
    left_my_care: bool = False  # own work for a learner who is in the reader's care no longer


@dataclass(frozen=True)
class EntryLine:
    """One learner of a session. `minutes_now`: with what was corrected later."""

    id: UUID
    whom: Whom
    attended: bool
    minutes: int
    minutes_now: int


@dataclass(frozen=True)
class LateOrder:
    """An order that allowed a session and was noted so many days after its signing; later than the rulebook says."""

    number: str
    days: int


@dataclass(frozen=True)
class SessionLine:
    """One session; `late`: of a month before the sheet's, found when that was closed already.

    `topic` only for who may read names.
    """

    id: UUID
    day: date
    begins_at: datetime
    ends_at: datetime
    kind: str
    form: str
    topic: str
    paid_minutes: int
    entries: tuple[EntryLine, ...]
    missed: tuple[EntryLine, ...]
    late: bool
    late_orders: tuple[LateOrder, ...] = ()


@dataclass(frozen=True)
class CorrectionLine:
    """A signed line about a session, or about hours with a plan (`what`), of a month that was sent.

    `reason` only for who may read names; `minutes_delta` of the learner, nothing where it was work with the plan.
    """

    day: date
    sheet_id: UUID
    whom: Whom
    minutes_delta: int | None
    paid_delta: int
    reason: str
    by: str
    at: datetime
    what: str = ""


@dataclass(frozen=True)
class PreparationLine:
    """Minutes with a plan itself. `minutes_now`: with what was corrected later."""

    id: UUID
    day: date
    what: str
    minutes: int
    minutes_now: int
    whom: Whom

    @property
    def hours(self) -> Decimal:
        """The minutes as hours."""
        return hours(self.minutes)


@dataclass(frozen=True)
class Total:
    """Paid minutes of one kind of line."""

    what: str
    minutes: int

    @property
    def hours(self) -> Decimal:
        """The minutes as hours."""
        return hours(self.minutes)


@dataclass(frozen=True)
class Step:
    """One step of the sheet's history. `note`: for who reads by number only what the programme is part of."""

    step: str
    by: str
    role: str
    at: datetime
    note: str


@dataclass(frozen=True)
class SheetPage:
    """Everything the page and the paper of one sheet show."""

    line: SheetLine
    own_of_head: bool
    closed_in_place: bool  # the head closed the month for who has left
    sessions: tuple[SessionLine, ...]
    corrections: tuple[CorrectionLine, ...]
    preparations: tuple[PreparationLine, ...]
    totals: tuple[Total, ...]
    costs: tuple[Cost, ...]
    history: tuple[Step, ...]
    open_steps: tuple[str, ...]
    positions: tuple[str, ...]
    may_correct: bool
    in_place: bool  # the reader answers for a provider who has left
    by_number: bool

    @property
    def cost_eur(self) -> Decimal:
        """What the sheet costs: by position and rate, each rounded once."""
        return sum((one.cost_eur for one in self.costs), start=Decimal("0.00"))

    @property
    def missed(self) -> int:
        """How many times somebody did not come."""
        return sum(len(session.missed) for session in self.sessions)

    @property
    def came_back(self) -> Step | None:
        """The step that opened the sheet again, with its words, while it stays open."""
        last = self.history[0] if self.history else None
        return last if last and self.line.state == SheetState.OPEN and last.step in OPENED_AGAIN else None

    @property
    def is_empty(self) -> bool:
        """Nothing was recorded."""
        return not (self.sessions or self.corrections or self.preparations)


def one_sheet(*, viewer: Viewer, sheet_id: UUID, today: date) -> SheetPage:
    """One sheet; Sheet.DoesNotExist out of reach. Notes that its learners were shown."""
    history = Prefetch("decisions", SheetDecision.objects.select_related("by").order_by("at"))
    rows = read_by(viewer).select_related("provider", "institution", "partner")
    sheet: Sheet = rows.prefetch_related(history).annotate(left=provider_left(today)).get(pk=sheet_id)
    sheet.asked = Asked(day=today, provider_left=sheet.left)  # type: ignore[attr-defined]
    in_place = stands_in(viewer, sheet)
    later = Coalesce(Sum("corrections__minutes_delta"), Value(0))
    told = Entry.objects.filter(session__sheet=sheet, taken_out_at=None).annotate(later=later)
    entries = list(
        told.select_related("session__order", "session__holiday_order").order_by("begins_at", "id")
    )
    sessions = list({one.session_id: one.session for one in entries}.values())
    other = _other_lines(sheet)
    corrections = [one for one in other if one.sort == CORRECTION]
    prepared = [one for one in other if one.sort == PREPARATION]
    lines: list[Any] = [*entries, *other]
    by_number = viewer.role in BY_NUMBER
    whom = _whom(lines, sheet, viewer)
    audit.shown(viewer, "work.sheet", learners={one.learner_id for one in lines}, purpose="money_evidence")
    sums = _sums(sheet, entries, other)
    totals = _totals(sums)
    open_steps = SHEET_LIFE.open_steps(sheet, viewer)
    return SheetPage(
        line=line_of(
            sheet,
            viewer,
            today,
            minutes=sum(one.minutes for one in totals),
            steps=len(sheet.decisions.all()),
            may_approve="approve" in open_steps,
        ),
        own_of_head=sheet.own_of_head,
        closed_in_place=_closed_in_place(sheet),
        sessions=tuple(_session(one, entries, whom, sheet.month, by_number) for one in sessions),
        corrections=tuple(_correction(one, whom, by_number) for one in corrections),
        preparations=tuple(
            PreparationLine(
                one.pk,
                one.on_day,
                one.about,
                one.minutes_sum,
                one.minutes_sum + one.later_minutes,
                whom[one.plan_id],
            )
            for one in prepared
        ),
        totals=totals,
        costs=tuple(one for one in costs_of(sums) if one.minutes),
        history=tuple(_step(one, by_number) for one in reversed(sheet.decisions.all())),
        open_steps=open_steps,
        positions=tuple(term.key for term in positions.on(today)),
        may_correct=sheet.state == SheetState.SENT and (sheet.provider_id == viewer.account_id or in_place),
        in_place=in_place,
        by_number=by_number,
    )


def _other_lines(sheet: Sheet) -> list[Any]:
    """Corrections and hours with plans that stand on a sheet, by one statement, in order of time."""
    names = ("sort", "pk", "plan_id", "learner_id", "on_day", "minutes_sum", "later_minutes", "said", "who",
             "of_sheet", "position", "noted_at", "about")  # fmt: skip
    text = CharField()
    later = Correction.objects.filter(sheet=sheet).annotate(
        sort=Value(CORRECTION, output_field=text), on_day=F("entry__session__day"), minutes_sum=F("paid_delta"),
        later_minutes=F("minutes_delta"), said=F("reason"), who=F("by__name"),
        of_sheet=F("entry__session__sheet_id"), position=F("entry__session__sheet__position"), noted_at=F("at"),
        about=Value("", output_field=text),
    )  # fmt: skip
    mended = Preparation.objects.filter(corrects=OuterRef("pk")).order_by().values("corrects")
    is_later = Q(corrects__isnull=False)
    with_plans = Preparation.objects.filter(sheet=sheet, taken_out_at=None).annotate(
        sort=Case(When(is_later, then=Value(CORRECTION)), default=Value(PREPARATION), output_field=text),
        on_day=F("day"), minutes_sum=F("minutes"),
        later_minutes=Coalesce(Subquery(mended.values(together=Sum("minutes")), output_field=IntegerField()), 0),
        said=F("reason"), who=Coalesce("by__name", Value("")), of_sheet=Coalesce("corrects__sheet_id", "sheet_id"),
        position=Coalesce("corrects__sheet__position", "sheet__position"), noted_at=F("recorded_at"), about=F("what"),
    )  # fmt: skip
    rows = later.order_by().values_list(*names, named=True)
    found = list(rows.union(with_plans.order_by().values_list(*names, named=True), all=True))
    return sorted(found, key=lambda one: (one.on_day, one.noted_at))


def _whom(lines: Iterable[Any], sheet: Sheet, viewer: Viewer) -> dict[UUID, Whom]:
    """By plan. A plan or a learner out of reach takes no line away, only the name."""
    by_number = viewer.role in BY_NUMBER
    learner = Learner.objects.visible_to(viewer).filter(pk=OuterRef("learner_id"))
    name = Concat("given_name", Value(" "), "family_name")
    rows = Plan.objects.visible_to(viewer).filter(pk__in={one.plan_id for one in lines})
    found = {
        row.id: Whom(
            "" if by_number else row.learner_name or "",
            "" if by_number else row.class_name,
            plan_code(row.semester, row.number),
            row.id,
        )
        for row in rows.annotate(learner_name=Subquery(learner.values_list(name)))
    }
    unknown = Whom("", "", "", None, left_my_care=sheet.provider_id == viewer.account_id)
    return {one.plan_id: found.get(one.plan_id, unknown) for one in lines}


def _session(
    session: Session, entries: Iterable[Any], whom: dict[UUID, Whom], month: str, by_number: bool
) -> SessionLine:
    mine = [one for one in entries if one.session_id == session.id]
    told = [
        EntryLine(one.id, whom[one.plan_id], one.attended, one.minutes, one.minutes + one.later)
        for one in mine
    ]
    return SessionLine(
        id=session.id,
        day=session.day,
        begins_at=session.begins_at,
        ends_at=session.ends_at,
        kind=session.kind,
        form=session.form,
        topic="" if by_number else session.topic,
        paid_minutes=sum(one.paid_minutes for one in mine),
        entries=tuple(one for one in told if one.attended),
        missed=tuple(one for one in told if not one.attended),
        late=f"{session.day:%Y-%m}" < month,
        late_orders=tuple(
            LateOrder(order.number, days)
            for order in (session.order, session.holiday_order)
            if order and (days := noted_late_days(order.signed_on, localdate(order.at)))
        ),
    )


def _closed_in_place(sheet: Sheet) -> bool:
    closers = [one.by_id for one in sheet.decisions.all() if one.step == "submit"]
    return bool(closers) and closers[-1] != sheet.provider_id


def _step(decision: SheetDecision, by_number: bool) -> Step:
    unseen = by_number and decision.step not in SAID_TO_THE_PROGRAMME
    note = "" if unseen else decision.note
    return Step(decision.step, decision.by.name, decision.role, decision.at, note)


def _correction(row: Any, whom: dict[UUID, Whom], by_number: bool) -> CorrectionLine:
    return CorrectionLine(
        day=row.on_day,
        sheet_id=row.of_sheet,
        whom=whom[row.plan_id],
        minutes_delta=None if row.about else row.later_minutes,
        paid_delta=row.minutes_sum,
        reason="" if by_number else row.said,
        by=row.who,
        at=row.noted_at,
        what=row.about,
    )


def _sums(sheet: Sheet, entries: Sequence[Entry], other: Sequence[Any]) -> list[OneSum]:
    told = [sum_of(SESSION, sheet.position, one.session.day, one.paid_minutes) for one in entries]
    return told + [sum_of(one.sort, one.position, one.on_day, one.minutes_sum) for one in other]


def _totals(sums: Sequence[OneSum]) -> tuple[Total, ...]:
    minutes = {SESSION: 0}
    for one in sums:
        minutes[one.what] = minutes.get(one.what, 0) + one.minutes
    return tuple(Total(what, minutes[what]) for what in (SESSION, CORRECTION, PREPARATION) if what in minutes)
