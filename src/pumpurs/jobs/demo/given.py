"""Support that was given: sessions of approved plans, week by week, on the monthly sheets of those who gave them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.db import connection

from pumpurs.jobs.demo import bodies, phrases_of_support
from pumpurs.jobs.demo.draws import Draws
from pumpurs.jobs.demo.ledger import Ledger
from pumpurs.jobs.demo.people import Worker
from pumpurs.jobs.demo.plans import Draft, Written
from pumpurs.jobs.demo.timing import RIGA
from pumpurs.programme.work.models import Entry, Session, Sheet, SheetDecision
from pumpurs.programme.work.rules import DEFAULT_POSITION, SESSION, Sum, sum_of
from pumpurs.rulebook import calendar, measures
from pumpurs.values.periods import Month, month_of
from pumpurs.values.roles import Role

AFTER_LESSONS, EVENING = time(14, 10), time(18, 30)
LENGTHS, BREAK = (40, 40, 60, 80), timedelta(minutes=10)  # minutes of a session; between two
ABSENT, OFTEN_ABSENT, OFTEN = (
    0.05,
    0.4,
    0.06,
)  # shares: of sessions, of those of a few learners, of such learners
UNFINISHED = ("open", "at_head", "at_municipality", "approved", "approved", "approved")
WEEK = timedelta(days=7)
MANY = 10_000
CLOSE = """
    UPDATE work_sheet SET state = closed.state, sums = closed.sums
    FROM unnest(%s::uuid[], %s::text[], %s::jsonb[]) AS closed (id, state, sums) WHERE work_sheet.id = closed.id
"""
MUNICIPALITY = str(Role.MUNICIPAL_COORDINATOR)


class Support:
    """Writes sessions and remembers who is where, so that nobody is in two sessions at once."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        self._ledger, self._today = ledger, now.astimezone(RIGA).date()
        self._month = month_of(self._today)
        self._busy: dict[tuple[str, date], datetime] = {}
        self._sheets: dict[tuple[str, str, Month], str] = {}
        self._closed: dict[str, str] = {}  # a sheet that was closed -> its state
        self._minutes: dict[str, dict[Sum, int]] = defaultdict(lambda: defaultdict(int))

    def give(self, draws: Draws, draft: Draft, plan: Written, staff: Mapping[str, Worker]) -> None:
        """Sessions of every consultation of one plan, up to the day before today."""
        if plan.open_since is None or draft.state in {"inactive", "suspended"}:
            return
        often = draws.chance(OFTEN)
        for key, line in plan.lines:
            worker = self._worker(draft, line, staff)
            if line.hours is None or worker is None:
                continue
            left = int(line.hours * 60)
            for day in self._days(draws, draft, plan.open_since):
                minutes = min(draws.one(LENGTHS), left)
                begins = self._free(worker, draft, day, minutes)
                if begins is None or not minutes:
                    continue
                came = not draws.chance(OFTEN_ABSENT if often else ABSENT)
                sheet = self._sheet(draws, draft, worker, day)
                self._session(draws, draft, plan.key, key, line, worker, sheet, begins, minutes, came=came)
                if came:
                    rate = sum_of(SESSION, worker.profession or DEFAULT_POSITION, day, 0)
                    self._minutes[sheet][rate] += minutes
                left -= minutes * came

    def close(self) -> None:
        """Sheets of months that are over are closed, with what they come to. After the ledger was flushed."""
        rows = [
            (
                key,
                state,
                json.dumps(
                    [rate._replace(minutes=total).kept() for rate, total in self._minutes[key].items()]
                ),
            )
            for key, state in self._closed.items()
        ]
        with connection.cursor() as cursor:
            for first in range(0, len(rows), MANY):
                cursor.execute(
                    CLOSE, [list(column) for column in zip(*rows[first : first + MANY], strict=True)]
                )

    def _worker(self, draft: Draft, line: bodies.Line, staff: Mapping[str, Worker]) -> Worker | None:
        givers = measures.measure(line.kind).given_by
        author = draft.workers["author"]
        if author.profession in givers:
            return author
        return next((staff[giver] for giver in givers if giver in staff), None)

    def _days(self, draws: Draws, draft: Draft, since: date) -> Iterator[date]:
        """One school day a week, from the day after the head's approval on."""
        day = since + timedelta(days=1 + draws.number(0, 4))
        while day < min(draft.term.span.end, self._today):
            if calendar.is_school_day(day, draft.grade):
                yield day
            day += WEEK

    def _free(self, worker: Worker, draft: Draft, day: date, minutes: int) -> datetime | None:
        """When both are free that day; None if there is no time left."""
        start = datetime.combine(day, AFTER_LESSONS, RIGA)
        whose = ((worker.account, day), (draft.child.key, day))
        begins = max(self._busy.get(one, start) for one in whose)
        ends = begins + timedelta(minutes=minutes)
        if ends > datetime.combine(day, EVENING, RIGA):
            return None
        for one in whose:
            self._busy[one] = ends + BREAK
        return begins

    def _session(
        self, draws: Draws, draft: Draft, plan: str, measure: str, line: bodies.Line, worker: Worker, sheet: str,
        begins: datetime, minutes: int, *, came: bool,
    ) -> None:  # fmt: skip
        key, times = draws.key(), {"begins_at": begins, "ends_at": begins + timedelta(minutes=minutes)}
        said = phrases_of_support.TOPICS.get(line.kind, phrases_of_support.ANY_TOPIC)
        topic = f"{line.subject}: {draws.one(said)}" if line.subject else draws.one(said).capitalize()
        self._ledger.add(
            Session, id=key, sheet_id=sheet, provider_id=worker.account, institution_id=draft.institution,
            kind=line.kind, day=begins.date(), form="in_person", topic=topic,
            recorded_at=times["ends_at"] + timedelta(minutes=draws.number(2, 200)), **times,
        )  # fmt: skip
        self._ledger.add(
            Entry, id=draws.key(), session_id=key, plan_id=plan, measure_id=measure, learner_id=draft.child.key,
            institution_id=draft.institution, provider_id=worker.account, attended=came,
            minutes=minutes * came, paid_minutes=minutes * came,
            outcome=draws.one(phrases_of_support.OUTCOMES) if came else "", **times,
        )  # fmt: skip

    def _sheet(self, draws: Draws, draft: Draft, worker: Worker, day: date) -> str:
        month = month_of(day)
        found = self._sheets.get((worker.account, draft.institution, month))
        if found is not None:
            return found
        key = self._sheets[worker.account, draft.institution, month] = draws.key()
        state = self._state(month, len(self._sheets), municipal=MUNICIPALITY in draft.workers)
        self._ledger.add(
            Sheet, id=key, provider_id=worker.account, appointment_id=worker.appointment,
            institution_id=draft.institution, partner_id=draft.partner, month=str(month), state="open",
            position=worker.profession or DEFAULT_POSITION, opened_at=datetime.combine(day, EVENING, RIGA),
        )  # fmt: skip
        self._decided(draws, draft, key, worker, month, state)
        if state != "open":
            self._closed[key] = state
        return key

    def _state(self, month: Month, turn: int, *, municipal: bool) -> str:
        """Months before the last are approved; of the last some still wait, as they do in life."""
        if month == self._month:
            return "open"
        if month.next != self._month:
            return "approved"
        state = UNFINISHED[turn % len(UNFINISHED)]
        return state if municipal or state != "at_municipality" else "approved"

    def _decided(
        self, draws: Draws, draft: Draft, sheet: str, worker: Worker, month: Month, state: str
    ) -> None:
        head, coordinator = draft.workers[str(Role.HEAD)], draft.workers.get(MUNICIPALITY)
        way = [("submit", worker, "open", "at_head")]
        if coordinator is not None:
            way += [
                ("approve", head, "at_head", "at_municipality"),
                ("approve", coordinator, "at_municipality", "approved"),
            ]
        else:
            way.append(("approve", head, "at_head", "approved"))
        at = datetime.combine(month.span.end, time(9, draws.number(0, 59)), RIGA)
        place = "open"
        for step, who, before, after in way:
            if place == state:
                return
            self._ledger.add(
                SheetDecision, id=draws.key(), sheet_id=sheet, institution_id=draft.institution,
                provider_id=worker.account, step=step, by_id=who.account, role=str(who.role),
                at=min(at, datetime.combine(self._today, time(8, 30), RIGA)), from_state=before, to_state=after,
            )  # fmt: skip
            at, place = at + timedelta(hours=draws.number(3, 26)), after
