"""What must be true before work is recorded or a sheet takes a step; each returns None or reasons with their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate, localtime

from pumpurs.foundation.together import Question, Rows, asked
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.plans.models import Plan, Suspension
from pumpurs.programme.plans.queries.in_force import with_version_in_force
from pumpurs.programme.work.models import Correction, Entry, HoursAsked, Order, Preparation, Session, Sheet
from pumpurs.programme.work.rules import HOLIDAYS, REMOTE, Allowed, Line, Meeting, against_line, week_of
from pumpurs.rulebook import calendar, measures, preparation, work_limits
from pumpurs.rulebook.vocabulary import positions
from pumpurs.values.periods import Span
from pumpurs.values.reasons import Reason

MOST_ASKED_MINUTES = 6_000
RUNNING = (
    "at_head",
    "at_municipality",
    "at_agency",
    "approved",
    "under_revision",
    "suspended",
)  # whether the day itself is open is told by the head's first approval and the suspensions


@dataclass(frozen=True)
class Support:
    """One plan as a session is judged by it: who it is for, and what the version in force says of each measure."""

    plan: Plan
    measures: Mapping[str, Mapping[str, Any]]  # measure id -> what was approved
    agreed: bool
    rests: tuple[tuple[date, date | None], ...]

    def kind_of(self, line: Line) -> str | None:
        """The kind of the line's measure; None if it is no consultation of the version in force."""
        found = self.measures.get(str(line.measure_id))
        return found["kind"] if found and found["hours_planned"] is not None else None

    def allowed(self, line: Line, minutes_used: int) -> Allowed:
        """What the version in force allows of the line's measure."""
        return self.allowed_of(line.measure_id, minutes_used)

    def allowed_of(self, measure_id: UUID, minutes_used: int) -> Allowed:
        """What the version in force allows of one of its measures."""
        found, opened = self.measures[str(measure_id)], self.plan.first_head_approved_at
        return Allowed(
            plan_span=Span(self.plan.since, self.plan.until),
            span=Span(date.fromisoformat(found["since"]), date.fromisoformat(found["until"])),
            open_since=localdate(opened) if opened else None,
            agreed=self.agreed,
            minutes_planned=int(Decimal(found["hours_planned"]) * 60),
            minutes_used=minutes_used,
            grade=self.plan.grade,
            rests=self.rests,
        )


def supports_of(plans: Iterable[Plan], day: date) -> dict[UUID, Support]:
    """How each plan stands on a day, by its id: the newest version that the head approved, consent, suspensions.

    A version under revision counts only once the head has approved it.
    """
    signed = Q(signed_on__lte=day) & (Q(ended_on=None) | Q(ended_on__gt=day))
    consents = Consent.objects.filter(signed, learner=OuterRef("learner"))
    applications = Application.objects.filter(
        signed, learner=OuterRef("learner"), semester=OuterRef("semester")
    )
    pauses = Suspension.objects.filter(plan=OuterRef("pk")).values(
        data=JSONObject(since="since", until="until")
    )
    rows = with_version_in_force(Plan.objects.filter(pk__in=[plan.id for plan in plans])).annotate(
        agreed=Exists(consents) & Exists(applications),
        pauses=ArraySubquery(pauses),
    )
    return {row.id: _support(row) for row in rows}


def _support(row: Any) -> Support:
    content = row.content or {"measures": []}
    rests = tuple(
        (
            date.fromisoformat(one["since"]),
            date.fromisoformat(one["until"]) if one["until"] else None,
        )
        for one in row.pauses
    )
    return Support(row, {one["id"]: one for one in content["measures"]}, row.agreed, rests)


def one_kind_of_support(lines: Sequence[Line], supports: Mapping[UUID, Support]) -> tuple[Reason, ...]:
    """At least one learner, each once, all given the same kind of consultation by the version in force."""
    if not lines:
        return (Reason("work.record.nobody", place="lines"),)
    kinds = {line.place: supports[line.plan_id].kind_of(line) for line in lines}
    missing = tuple(
        Reason("work.record.not_planned", place=place) for place, kind in kinds.items() if kind is None
    )
    if missing:
        return missing
    found = []
    if len({line.plan_id for line in lines}) < len(lines):
        found.append(Reason("work.record.learner_twice", place="lines"))
    if len({supports[line.plan_id].plan.institution_id for line in lines}) > 1:
        found.append(Reason("work.record.several_schools", place="lines"))
    if len(set(kinds.values())) > 1:
        found.append(Reason("work.record.several_kinds", place="lines"))
    return tuple(found)


def position_may_give(position: str, kind: str) -> Reason | None:
    """The provider's position is one of those that give this kind of consultation."""
    givers = measures.measure(kind).given_by
    if position in givers:
        return None
    return Reason("work.record.other_position", {"position": position, "givers": ",".join(givers)}, "lines")


def plan_runs(plan: Plan, place: str) -> Reason | None:
    """The plan is on its way or approved, and neither removed nor evaluated."""
    return None if plan.state in RUNNING else Reason("work.record.plan_not_running", place=place)


def lines_allowed(
    lines: Iterable[Line], supports: Mapping[UUID, Support], meeting: Meeting, used: Mapping[UUID, int]
) -> tuple[Reason, ...]:
    """Every reason against every learner's line."""
    found: list[Reason] = []
    for line in lines:
        support = supports[line.plan_id]
        if stopped := plan_runs(support.plan, line.place):
            found.append(stopped)
        found += against_line(
            support.allowed(line, used.get(line.measure_id, 0)),
            meeting,
            minutes=line.minutes,
            attended=line.attended,
            place=line.place,
        )
    return tuple(found)


def minutes_used(plan_ids: Collection[UUID]) -> dict[UUID, int]:
    """Minutes given so far, by measure, with what was corrected later."""
    return asked(minutes_given(plan_ids))


def minutes_given(plan_ids: Collection[UUID]) -> Question[dict[UUID, int]]:
    """The same as a question, to be asked along with others."""
    entries = Entry.objects.filter(plan_id__in=plan_ids, taken_out_at=None)
    later = Correction.objects.filter(plan_id__in=plan_ids)
    rows = (
        entries.values_list("measure_id", "minutes")
        .order_by()
        .union(later.values_list("measure_id", "minutes_delta").order_by(), all=True)
    )
    return Question(rows, _added_up)


def _added_up(rows: Rows) -> dict[UUID, int]:
    used: dict[UUID, int] = defaultdict(int)
    for measure_id, minutes in rows:
        used[UUID(measure_id)] += minutes
    return used


def worked_by(provider_id: UUID, institution_id: UUID, day: date) -> tuple[int, int]:
    """Minutes that the provider worked here in the day's week, and on the day at all institutions. One statement.

    Work with plans themselves counts too, as it was corrected.
    """
    week = week_of(day)
    mine: dict[str, Any] = {
        "provider_id": provider_id, "day__gte": week.first, "day__lt": week.end, "taken_out_at": None,
    }  # fmt: skip
    length = ExpressionWrapper(F("ends_at") - F("begins_at"), output_field=DurationField())
    sessions = Session.objects.filter(**mine).values_list("institution_id", "day", length)
    minute = Value(timedelta(minutes=1), output_field=DurationField())
    prepared = ExpressionWrapper(F("minutes") * minute, output_field=DurationField())
    with_plans = Preparation.objects.filter(**mine).values_list("institution_id", "day", prepared)
    here = on_day = 0
    for where, when, worked in sessions.union(with_plans, all=True):
        minutes = int(worked.total_seconds()) // 60
        here += minutes if where == institution_id else 0
        on_day += minutes if when == day else 0
    return here, on_day


def orders_on(institution_id: UUID, day: date, form: str, grades: Iterable[int]) -> dict[str, Order]:
    """The head's orders in force on a day that the session needs, by what they allow."""
    needed = {REMOTE} if form == REMOTE else set()
    if any(calendar.free_day(day, grade) for grade in grades):
        needed.add(HOLIDAYS)
    if not needed:
        return {}
    rows = Order.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day),
        institution_id=institution_id,
        allows__in=needed,
        since__lte=day,
        until__gt=day,
    )
    return {row.allows: row for row in rows.order_by("signed_on", "id")}


def at_the_same_time(
    constraint: str, lines: Sequence[Line], begins_at: datetime, ends_at: datetime, provider_id: UUID
) -> Reason | None:
    """What the database found in the very moment of saving: provider or learner is in another session then; its hours.

    Of a learner the hours are told of sessions in reach alone.
    """
    then: dict[str, Any] = {"taken_out_at": None, "begins_at__lt": ends_at, "ends_at__gt": begins_at}
    if "provider_in_one_session" in constraint:
        own = Session.objects.filter(provider_id=provider_id, **then)
        return Reason("work.record.you_overlap", _hours_of(own), place="begins")
    if "learner_in_one_session" in constraint:
        learners = Plan.objects.filter(pk__in=[line.plan_id for line in lines]).values("learner")
        theirs = Entry.objects.filter(learner__in=learners, attended=True, **then)
        place = lines[0].place if len(lines) == 1 else "lines"
        return Reason("work.record.learner_overlaps", _hours_of(theirs), place=place)
    return None


def _hours_of(rows: QuerySet[Any]) -> dict[str, str]:
    found = rows.order_by("begins_at").values_list("begins_at", "ends_at").first()
    if found is None:
        return {}
    begins_at, ends_at = (localtime(one) for one in found)
    return {"begins": f"{begins_at:%H:%M}", "ends": f"{ends_at:%H:%M}"}


def order_stands(order: Order, kinds: Collection[str]) -> tuple[Reason, ...]:
    """A number, a known kind, and days the right way round, no more of them than one order may hold."""
    found = []
    most, days = work_limits.most_on("order_days", localdate(order.at)), (order.until - order.since).days
    if days > most:
        found.append(Reason("work.order.too_long", {"days": days, "most_days": most}, place="until"))
    if not order.number.strip():
        found.append(Reason("work.order.no_number", place="number"))
    if order.allows not in kinds:
        found.append(Reason("work.order.unknown_kind", place="allows"))
    if order.until <= order.since:
        found.append(Reason("work.order.ends_before_it_begins", place="until"))
    if order.signed_on > order.since:
        found.append(Reason("work.order.signed_after_it_begins", place="signed_on"))
    return tuple(found)


def order_ends(order: Order, day: date, because: str) -> tuple[Reason, ...]:
    """An order in force is ended once, from one of its own days on, with a reason."""
    if order.ended_on is not None:
        return (Reason("work.order.ended_already", {"day": order.ended_on}, place="from_day"),)
    found = []
    if not order.since <= day < order.until:
        days = {"first": order.since, "last": order.until - timedelta(days=1)}
        found.append(Reason("work.order.ends_outside", days, place="from_day"))
    if not because:
        found.append(Reason("work.order.says_nothing", place="because"))
    return tuple(found)


def number_is_taken(order: Order) -> Reason:
    """The reason against a second order of one number; the database may find it in the very moment of saving."""
    return Reason("work.order.number_taken", {"number": order.number}, place="number")


def not_taken_out(line: Session | Preparation) -> Reason | None:
    """A line is taken out once."""
    return Reason("work.take_out.gone") if line.taken_out_at else None


def not_corrected(line: Session | Preparation) -> Reason | None:
    """What was corrected later stays, so that the correction has something to stand on; a correction stays itself."""
    if isinstance(line, Session):
        there = Correction.objects.filter(entry__session=line).exists()
    else:
        there = line.corrects_id is not None or line.corrections.exists()
    return Reason("work.take_out.corrected") if there else None


def its_month_was_sent(sheet: Sheet) -> Reason | None:
    """A line of a month that was not sent is mended on its own sheet, not by a correction."""
    return None if sheet.state == "sent" else Reason("work.correct.not_sent")


def sent_before(*, same: bool) -> Reason | None:
    """A form that was sent already writes nothing more; what it says now is what it said then."""
    return None if same else Reason("form.sent_before")


def something_was_done(sheet: Sheet) -> Reason | None:
    """The sheet holds at least one session, correction or hour with a plan."""
    rows = (
        sheet.sessions.filter(taken_out_at=None),
        sheet.corrections.all(),
        sheet.preparations.filter(taken_out_at=None),
    )
    return None if any(row.exists() for row in rows) else Reason("sheet.submit.empty")


def position_of_the_rulebook(sheet: Sheet) -> Reason | None:
    """A position that the rulebook names, and one that may give all that was given."""
    day, wanted = sheet.asked.day, sheet.asked.position
    if day is None or wanted not in {term.key for term in positions.on(day)}:
        return Reason("sheet.set_position.unknown", place="position")
    kinds = set(sheet.sessions.filter(taken_out_at=None).values_list("kind", flat=True))
    if all(wanted in measures.measure(kind).given_by for kind in kinds):
        return None
    return Reason("sheet.set_position.does_not_fit", place="position")


def its_sessions_uncorrected(sheet: Sheet) -> Reason | None:
    """Corrections on later sheets are paid by the position of the session, so that it stays as it was paid."""
    later = Correction.objects.filter(entry__session__sheet=sheet).exists()
    there = later or Preparation.objects.filter(corrects__sheet=sheet).exists()
    return Reason("sheet.set_position.corrected", place="position") if there else None


def says_why(sheet: Sheet) -> Reason | None:
    """Some words for the provider."""
    return None if sheet.asked.note.strip() else Reason("sheet.send_back.says_nothing", place="note")


def as_it_was_read(sheet: Sheet, read: int | None) -> Reason | None:
    """The sheet took no step since the approver read it; `read`: how many it had taken then."""
    if read is None or len(sheet.decisions.all()) == read:
        return None
    return Reason("sheet.approve.other_than_read", place=f"sheet:{sheet.id}")


def month_not_sent(sheet: Sheet) -> Reason | None:
    """The month's package is not with the programme yet; afterwards only a correction in a later month mends it."""
    return Reason("sheet.take_back.sent") if sheet.state == "sent" else None


def not_removed(plan: Plan) -> Reason | None:
    """Nothing is paid for a plan that was removed."""
    return Reason("work.prepare.removed", place="plan") if plan.state == "inactive" else None


def preparation_minutes(plan: Plan) -> int:
    """What the plan may count for preparing, following and evaluating it: as planned, within the rulebook."""
    return int(min(plan.preparation_hours, preparation.most_hours_on(plan.since)) * 60)


def consultation_in_force(support: Support, measure_id: UUID) -> Reason | None:
    """The version that the head approved holds this consultation."""
    found = support.measures.get(str(measure_id))
    planned = found is not None and found["hours_planned"] is not None
    return None if planned else Reason("work.record.not_planned")


def asked_not_before(plan: Plan, measure_id: UUID, viewer: Viewer) -> Reason | None:
    """The same person does not ask for the same measure while the author has not answered."""
    open_still = HoursAsked.objects.filter(
        measure_id=measure_id, by_id=viewer.account_id, answer="", plan=plan
    )
    return Reason("work.hours.asked_already") if open_still.exists() else None


def some_time_asked(minutes: int) -> Reason | None:
    """More than nothing, and no more than a plan could hold."""
    return None if 0 < minutes <= MOST_ASKED_MINUTES else Reason("work.hours.how_many", place="minutes")


def not_answered(asked: HoursAsked) -> Reason | None:
    """What was asked for is answered once."""
    return Reason("work.hours.answered") if asked.answer else None
