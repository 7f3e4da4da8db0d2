"""Arithmetic and yes/no of the work log on plain values: what a session is, what a measure still leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from pumpurs.rulebook import calendar, unit_rates, work_limits
from pumpurs.values.periods import Month, Span
from pumpurs.values.reasons import Reason

IN_PERSON, REMOTE = "in_person", "remote"
FORMS = (IN_PERSON, REMOTE)
HOLIDAYS = "holidays"
ORDERS = (REMOTE, HOLIDAYS)  # what a head's order (rīkojums) may allow
PREPARE, FOLLOW, EVALUATE = "prepare", "follow", "evaluate"
PREPARING = (PREPARE, FOLLOW, EVALUATE)  # what an author does with a plan itself
ANSWERS = GRANTED, DECLINED = ("granted", "declined")  # what becomes of hours that were asked for
SESSION, CORRECTION, PREPARATION = "session", "correction", "preparation"  # lines of a sheet
DEFAULT_POSITION = "teacher"
HALF_AN_HOUR = 30
MONTHS_TOLD = 3  # how far back a form tells which months are closed
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Asked:
    """What comes along with a step of a sheet: a note, the position that the head sets, the day it is taken.

    `provider_left`: whoever did the work is not at the institution any more on that day.
    """

    note: str = ""
    position: str = ""
    day: date | None = None
    provider_left: bool = False


@dataclass(frozen=True)
class Line:
    """One learner of a session, as the provider typed it: against which measure, present or not, minutes, outcome."""

    plan_id: UUID
    measure_id: UUID
    attended: bool
    minutes: int
    outcome: str = ""

    @property
    def place(self) -> str:
        """Where a reason against this line is shown."""
        return f"line:{self.measure_id}"


@dataclass(frozen=True)
class Meeting:
    """When and how a session took place; `ordered`: what the head's orders allow on that day.

    `confirmed_on`: when the learner or the family confirmed a remote session.
    """

    day: date
    begins: time
    ends: time
    form: str = IN_PERSON
    ordered: frozenset[str] = frozenset()
    confirmed_on: date | None = None

    @property
    def minutes(self) -> int:
        """How long it took; none or less if it ends before it begins."""
        begins, ends = (datetime.combine(self.day, clock) for clock in (self.begins, self.ends))
        return int((ends - begins).total_seconds()) // 60


@dataclass(frozen=True)
class Allowed:
    """What the approved plan allows of one measure on one day. `open_since`: the head's first approval, if any."""

    plan_span: Span
    span: Span
    open_since: date | None
    agreed: bool  # consent and application are in force on the day
    minutes_planned: int
    minutes_used: int = 0
    grade: int | None = None
    rests: tuple[tuple[date, date | None], ...] = ()  # suspended since, until (exclusive) or still

    @property
    def minutes_left(self) -> int:
        """What was planned and not given yet, never less than nothing."""
        return max(0, self.minutes_planned - self.minutes_used)


def noted_late_days(signed_on: date, noted_on: date) -> int:
    """How many days after its signing an order was noted, if more than the rulebook allows; else nothing."""
    days = (noted_on - signed_on).days
    return days if days > work_limits.most_on("order_noted_days", noted_on) else 0


def hours(minutes: int) -> Decimal:
    """Minutes as hours with two places, rounded half-up."""
    return (Decimal(minutes) / 60).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)


def week_of(day: date) -> Span:
    """The week a day lies in, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=7))


def against_meeting(meeting: Meeting, *, now: datetime) -> tuple[Reason, ...]:
    """Every reason against a session by itself; () if it can be recorded. `now`: local time."""
    return tuple(_against_meeting(meeting, now))


def _against_meeting(meeting: Meeting, now: datetime) -> Iterator[Reason]:
    most = work_limits.most_on("session_minutes", meeting.day)
    if meeting.minutes <= 0:
        yield Reason("work.record.ends_before_it_begins", place="ends")
    elif meeting.minutes > most:
        yield Reason("work.record.too_long", {"minutes": meeting.minutes, "most_minutes": most}, place="ends")
    begins, ends = (60 * clock.hour + clock.minute for clock in (meeting.begins, meeting.ends))
    first, last = (work_limits.most_on(key, meeting.day) for key in ("day_begins_minute", "day_ends_minute"))
    if begins < first or ends > last:
        hours_of_day = {"opens": f"{first // 60}:{first % 60:02}", "ends": f"{last // 60}:{last % 60:02}"}
        yield Reason("work.record.at_night", hours_of_day, place="begins")
    if datetime.combine(meeting.day, meeting.ends, now.tzinfo) > now:
        yield Reason("work.record.in_future", place="day")
    if meeting.form == REMOTE:
        yield from _against_remote(meeting)


def _against_remote(meeting: Meeting) -> Iterator[Reason]:
    if REMOTE not in meeting.ordered:
        yield Reason("work.record.remote_not_ordered", place="form")
        return
    days = work_limits.most_on("remote_confirmed_within_days", meeting.day)
    if meeting.confirmed_on is None:
        yield Reason("work.record.remote_not_confirmed", place="confirmed_on")
    elif not meeting.day <= meeting.confirmed_on <= meeting.day + timedelta(days=days):
        yield Reason("work.record.remote_confirmed_late", {"days": days}, place="confirmed_on")


def against_line(
    allowed: Allowed, meeting: Meeting, *, minutes: int, attended: bool, place: str
) -> tuple[Reason, ...]:
    """Every reason against one learner's line of a session; () if it can be recorded."""
    return tuple(_against_line(allowed, meeting, minutes, attended, place))


def _against_line(
    allowed: Allowed, meeting: Meeting, minutes: int, attended: bool, place: str
) -> Iterator[Reason]:
    day = meeting.day
    if allowed.open_since is None or day < allowed.open_since:
        yield Reason("work.record.before_approval", {"since": allowed.open_since or ""}, place=place)
    if not allowed.plan_span.contains(day):
        yield Reason("work.record.outside_plan", _days(allowed.plan_span), place=place)
    elif not allowed.span.contains(day):
        yield Reason("work.record.outside_measure", _days(allowed.span), place=place)
    if not allowed.agreed:
        yield Reason("work.record.no_consent", place=place)
    if any(since <= day and (until is None or day < until) for since, until in allowed.rests):
        yield Reason("work.record.suspended", place=place)
    free = calendar.free_day(day, allowed.grade)
    if free is not None and HOLIDAYS not in meeting.ordered:
        yield Reason(
            "work.record.free_day", {"kind": free.kind, "lv": free.name.lv, "en": free.name.en}, place="day"
        )
    if not attended:
        return
    if minutes <= 0 < meeting.minutes:
        yield Reason("work.record.no_minutes", place=place)
    if minutes > meeting.minutes > 0:
        yield Reason("work.record.longer_than_session", {"minutes": meeting.minutes}, place=place)
    if minutes > allowed.minutes_left:
        yield Reason(
            "work.record.over_planned",
            {"left_minutes": allowed.minutes_left, "planned_minutes": allowed.minutes_planned},
            place=place,
        )


def _days(span: Span) -> dict[str, date]:
    return {"first": span.first, "last": span.last}


def over_week(minutes: int, day: date, *, place: str = "ends") -> Reason | None:
    """None if the minutes of the day's week with one employer, this session included, fit the most that is allowed."""
    most = work_limits.most_on("hours_a_week", day)
    if minutes <= most * 60:
        return None
    return Reason("work.record.over_week", {"week_minutes": minutes, "most_hours": most}, place=place)


def over_day(minutes: int, worked_minutes: int, day: date, *, place: str = "ends") -> Reason | None:
    """None if so many minutes more, sessions and plans together, fit the most that one person gives in a day."""
    most = work_limits.most_on("day_minutes", day)
    if minutes + worked_minutes <= most:
        return None
    told = {"left_minutes": max(0, most - worked_minutes), "most_minutes": most}
    return Reason("work.record.over_day", told, place=place)


def sheet_due_on(month: Month) -> date:
    """The last day on which the sheets of a month are approved in time."""
    first = month.next.span.first
    return calendar.working_day(month.next, work_limits.most_on("sheet_due_working_day", first))


def sheet_reminded_on(month: Month) -> date:
    """The day on which people are reminded of the sheets of a month."""
    first = month.next.span.first
    return calendar.working_day(month.next, work_limits.most_on("sheet_reminded_working_day", first))


def paid_shares(minutes: Sequence[int]) -> tuple[int, ...]:
    """What each learner's minutes count for in the provider's time: together as long as the longest of them.

    A group's hour is paid once. Shares are whole minutes in proportion, none more than the learner got.
    """
    longest, together = max(minutes, default=0), sum(minutes)
    if not together:
        return tuple(0 for _ in minutes)
    upto = [sum(minutes[:turn]) * longest // together for turn in range(len(minutes) + 1)]
    return tuple(after - before for before, after in pairwise(upto))


class Sum(NamedTuple):
    """Minutes of one kind of line on a sheet in one position at one rate; a correction's are signed.

    Position and rate are those of the session, also for what was corrected later. A group's time is counted once.
    """

    what: str
    position: str
    rate_since: date
    rate_eur: Decimal  # an hour, since `rate_since`
    minutes: int

    def kept(self) -> dict[str, str | int]:
        """As it is kept with a closed sheet."""
        return {
            "what": self.what, "position": self.position, "rate_since": self.rate_since.isoformat(),
            "minutes": self.minutes,
        }  # fmt: skip


@lru_cache
def _rate_eur(position: str, since: date) -> Decimal:
    return unit_rates.hour_of(position, since).eur


@lru_cache
def rate_starts() -> tuple[date, ...]:
    """Days on which a rate of the rulebook begins, in order."""
    return tuple(sorted({rate.force.since for _rule, rate in unit_rates.table().each()}))


def sum_since(what: str, position: str, since: date, minutes: int) -> Sum:
    """Minutes at the rate that begins on a day."""
    return Sum(what, position, since, _rate_eur(position, since), minutes)


def sum_of(what: str, position: str, day: date, minutes: int) -> Sum:
    """Minutes of a day, at the rate that is in force on it."""
    return sum_since(what, position, max(since for since in rate_starts() if since <= day), minutes)


@lru_cache
def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def sums_of_kept(kept: Iterable[Mapping[str, Any]]) -> tuple[Sum, ...]:
    """The sums of a closed sheet as they were kept."""
    return tuple(
        sum_since(one["what"], one["position"], _day(one["rate_since"]), one["minutes"]) for one in kept
    )


def kept_at(position: str, since: str) -> Decimal:
    """The hourly rate in euros of minutes that a closed sheet keeps."""
    return _rate_eur(position, _day(since))


class KeptSheet(NamedTuple):
    """A closed sheet as it is told by the database: ids as text, its sums as they are kept (`Sum.kept`)."""

    id: str
    institution: str
    provider: str
    position: str
    month: str
    sums: Sequence[Mapping[str, Any]]


class SheetSums(NamedTuple):
    """A sheet with what it comes to."""

    id: UUID
    partner_id: UUID
    institution_id: UUID
    provider_id: UUID
    month: str
    position: str
    state: str
    sums: tuple[Sum, ...]

    @property
    def minutes(self) -> int:
        """Paid minutes of all lines together."""
        return sum(one.minutes for one in self.sums)


@dataclass(frozen=True)
class Prepared:
    """Minutes with a plan itself on a day, as the plan's author typed them."""

    day: date
    minutes: int
    what: str = PREPARE


def against_preparation(
    given: Prepared, *, today: date, begun_on: date, open_since: date | None, minutes_left: int
) -> tuple[Reason, ...]:
    """Every reason against minutes with a plan, begun on `begun_on` and approved by the head on `open_since`."""
    return tuple(_against_preparation(given, today, begun_on, open_since, minutes_left))


def _against_preparation(
    given: Prepared, today: date, begun_on: date, open_since: date | None, minutes_left: int
) -> Iterator[Reason]:
    if given.what not in PREPARING:
        yield Reason("work.prepare.unknown", place="what")
    if given.day > today:
        yield Reason("work.prepare.in_future", place="day")
    if given.day < begun_on:
        yield Reason("work.prepare.before_the_plan", {"since": begun_on}, place="day")
    if open_since is None:
        yield Reason("work.prepare.not_approved", place="plan")
    elif given.what in (FOLLOW, EVALUATE) and given.day < open_since:
        yield Reason("work.prepare.before_approval", {"since": open_since}, place="day")
    if given.minutes <= 0:
        yield Reason("work.prepare.no_minutes", place="minutes")
    elif given.minutes > minutes_left:
        yield Reason("work.prepare.over_cap", {"left_minutes": minutes_left}, place="minutes")


def hours_to_add(missing_minutes: int) -> Decimal:
    """Hours that cover the missing minutes, in halves of an hour, as plans are written."""
    return Decimal(-(-missing_minutes // HALF_AN_HOUR)) / 2


def many_missed(came: Sequence[bool], day: date) -> tuple[int, int] | None:
    """(missed, of how many) of the last sessions, newest first; None while too few were missed to be told."""
    last = came[: work_limits.most_on("no_shows_of_last", day)]
    missed = sum(not one for one in last)
    return (missed, len(last)) if missed >= work_limits.most_on("no_shows_told", day) else None
