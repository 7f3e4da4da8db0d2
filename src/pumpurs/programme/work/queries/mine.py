"""What a provider did: the sheet of a month day by day, one session, a session to be repeated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import NOBODY, Viewer
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.work.lifecycle import SHEET_LIFE
from pumpurs.programme.work.models import Correction, Entry, HoursAsked, Preparation, Session, Sheet
from pumpurs.programme.work.preconditions import worked_by
from pumpurs.programme.work.preconditions.leaving import has_left
from pumpurs.programme.work.queries.offers import LEARNER_NAME
from pumpurs.programme.work.rules import Asked
from pumpurs.rulebook import work_limits
from pumpurs.values.periods import Month, month_of

MOST_ASKED = 10


@dataclass(frozen=True)
class EntryLine:
    """One learner of a session. `outcome` is None where the viewer may not read it."""

    plan_id: UUID
    measure_id: UUID
    learner_id: UUID
    learner: str
    attended: bool
    minutes: int
    outcome: str | None

    @property
    def key(self) -> str:
        """What stands for this line in a form."""
        return f"{self.plan_id}:{self.measure_id}"


@dataclass(frozen=True)
class SessionLine:
    """One session: `minutes` is its length, `paid_minutes` what counts on the sheet."""

    id: UUID
    kind: str
    day: date
    begins_at: datetime
    ends_at: datetime
    form: str
    confirmed_on: date | None
    topic: str
    entries: tuple[EntryLine, ...]
    paid_minutes: int
    taken_out_at: datetime | None

    @property
    def minutes(self) -> int:
        """Its length in minutes."""
        return int((self.ends_at - self.begins_at).total_seconds()) // 60

    @property
    def missed(self) -> int:
        """How many learners did not come."""
        return sum(not one.attended for one in self.entries)


@dataclass(frozen=True)
class Day:
    """Sessions of one day, in order of time."""

    day: date
    sessions: tuple[SessionLine, ...]
    paid_minutes: int


@dataclass(frozen=True)
class AskedLine:
    """Hours that the viewer asked for, and what became of it ("" while nobody answered)."""

    learner: str
    kind: str
    minutes: int
    at: datetime
    answer: str


@dataclass(frozen=True)
class MyMonth:
    """The viewer's sheet of a month; `sheet_id` is None while nothing was recorded. Minutes are whole."""

    month: Month
    sheet_id: UUID | None
    state: str
    position: str
    days: tuple[Day, ...]
    session_minutes: int
    plan_minutes: int
    corrected_minutes: int
    missed: int
    week_minutes: int
    week_most_minutes: int
    asked: tuple[AskedLine, ...]

    @property
    def minutes(self) -> int:
        """All that counts on the sheet."""
        return self.session_minutes + self.plan_minutes + self.corrected_minutes


@dataclass(frozen=True)
class SessionPage:
    """One session as its page shows it."""

    line: SessionLine
    provider: str
    month: str
    sheet_id: UUID
    sheet_state: str
    is_mine: bool
    may_take_out: bool


def my_month(*, viewer: Viewer, month: Month, today: date) -> MyMonth:
    """The viewer's month at the place of work. The look is logged."""
    place = _place(viewer, month)
    week, _of_today = worked_by(viewer.account_id, place.institution_id, today)
    most = work_limits.most_on("hours_a_week", today) * 60
    asked = tuple(_asked(viewer, today))
    if place.sheet_id is None:
        return MyMonth(month, None, "", "", (), 0, 0, 0, 0, week, most, asked)
    lines = _lines(Session.objects.filter(sheet_id=place.sheet_id, taken_out_at=None), reads=True)
    by_day: dict[date, list[SessionLine]] = defaultdict(list)
    for line in lines:
        by_day[line.day].append(line)
    learners = {one.learner_id for line in lines for one in line.entries}
    audit.shown(viewer, "work.month", learners=learners)
    return MyMonth(
        month=month,
        sheet_id=place.sheet_id,
        state=place.state,
        position=place.position,
        days=tuple(_day(day, by_day[day]) for day in sorted(by_day, reverse=True)),
        session_minutes=sum(line.paid_minutes for line in lines),
        plan_minutes=place.plan_minutes,
        corrected_minutes=place.corrected_minutes,
        missed=sum(line.missed for line in lines),
        week_minutes=week,
        week_most_minutes=most,
        asked=asked,
    )


@dataclass(frozen=True)
class _Place:
    """Where the viewer works, and the sheet of the month there."""

    institution_id: UUID
    sheet_id: UUID | None = None
    state: str = ""
    position: str = ""
    plan_minutes: int = 0
    corrected_minutes: int = 0


def _place(viewer: Viewer, month: Month) -> _Place:
    """All that stands beside the sessions of a month, in one query."""
    sheet = Sheet.objects.filter(
        provider_id=viewer.account_id, institution_id=OuterRef("institution_id"), month=str(month)
    )
    plans = Preparation.objects.filter(sheet_id=OuterRef("of_sheet"), taken_out_at=None).order_by()
    later = Correction.objects.filter(sheet_id=OuterRef("of_sheet")).order_by()
    row = (
        Appointment.objects.visible_to(viewer)
        .filter(pk=viewer.appointment_id or NOBODY, institution_id__isnull=False)
        .annotate(of_sheet=Subquery(sheet.values("id")[:1]))
        .values_list(
            "institution_id",
            "of_sheet",
            Coalesce(Subquery(sheet.values("state")[:1]), Value("")),
            Coalesce(Subquery(sheet.values("position")[:1]), Value("")),
            Coalesce(Subquery(plans.values("sheet_id").values(sum=Sum("minutes"))), Value(0)),
            Coalesce(Subquery(later.values("sheet_id").values(sum=Sum("paid_delta"))), Value(0)),
        )
        .first()
    )
    return _Place(*row) if row else _Place(NOBODY)


def one_session(*, viewer: Viewer, session_id: UUID, today: date) -> SessionPage:
    """One session, the own one or one of the institution's. DoesNotExist out of reach."""
    row = Session.objects.visible_to(viewer).select_related("sheet").get(pk=session_id)
    mine = row.provider_id == viewer.account_id
    (line,) = _lines([row], reads=mine)
    audit.shown(viewer, "work.session", learners=[one.learner_id for one in line.entries])
    names = Account.objects.filter(pk=row.provider_id).values_list("name", flat=True)
    row.sheet.asked = Asked(day=today, provider_left=not mine and has_left(row.sheet, today))
    steps = SHEET_LIFE.open_steps(row.sheet, viewer)
    return SessionPage(
        line=line,
        provider=names.first() or "",
        month=row.sheet.month,
        sheet_id=row.sheet_id,
        sheet_state=row.sheet.state,
        is_mine=mine,
        may_take_out="take_out" in steps and row.taken_out_at is None,
    )


def sheet_month_of(*, viewer: Viewer, session_id: UUID) -> Month:
    """The month of the sheet on which an own session stands; DoesNotExist if it is not the viewer's. Names nobody."""
    mine = Session.objects.visible_to(viewer).filter(provider_id=viewer.account_id)
    return Month.parse(mine.values_list("sheet__month", flat=True).get(pk=session_id))


def session_to_repeat(*, viewer: Viewer, session_id: UUID) -> SessionLine:
    """An own session whose learners, length and topic are offered again. DoesNotExist if it is not the viewer's."""
    row = Session.objects.visible_to(viewer).get(pk=session_id, provider_id=viewer.account_id)
    (line,) = _lines([row], reads=True)
    return line


def _day(day: date, sessions: list[SessionLine]) -> Day:
    return Day(day, tuple(sessions), sum(one.paid_minutes for one in sessions))


def _lines(sessions: Collection[Session], *, reads: bool) -> list[SessionLine]:
    """Sessions with their learners, in order of time, in two queries however many there are."""
    rows = sorted(sessions, key=lambda row: (row.begins_at, row.id))
    entries: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(session__in=[row.id for row in rows]).annotate(called=LEARNER_NAME):
        entries[entry.session_id].append(entry)
    return [
        SessionLine(
            id=row.id,
            kind=row.kind,
            day=row.day,
            begins_at=row.begins_at,
            ends_at=row.ends_at,
            form=row.form,
            confirmed_on=row.confirmed_on,
            topic=row.topic,
            entries=tuple(
                sorted(
                    (_entry(entry, reads=reads) for entry in entries[row.id]),
                    key=lambda line: line.learner,
                )
            ),
            paid_minutes=sum(entry.paid_minutes for entry in entries[row.id]),
            taken_out_at=row.taken_out_at,
        )
        for row in rows
    ]


def _entry(entry: Entry, *, reads: bool) -> EntryLine:
    return EntryLine(
        plan_id=entry.plan_id,
        measure_id=entry.measure_id,
        learner_id=entry.learner_id,
        learner=vars(entry)["called"] or "",
        attended=entry.attended,
        minutes=entry.minutes,
        outcome=entry.outcome if reads else None,
    )


def _asked(viewer: Viewer, today: date) -> list[AskedLine]:
    """What the viewer asked for: all that is open, and what was answered this month."""
    span = month_of(today).span
    recent = Q(answer="") | Q(answered_at__date__gte=span.first)
    mine = HoursAsked.objects.visible_to(viewer).filter(recent, by_id=viewer.account_id)
    rows = mine.annotate(called=Coalesce(LEARNER_NAME, Value(""))).order_by("-at")
    columns = ("called", "kind", "minutes", "at", "answer")
    return [AskedLine(*row) for row in rows.values_list(*columns)[:MOST_ASKED]]
