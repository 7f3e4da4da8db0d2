"""/work/ — my month: what stands on my sheet day by day, the week's hours, and one tap to repeat a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.http import HttpResponse
from django.utils.timezone import localtime

from pumpurs.foundation.clock import now, today
from pumpurs.programme.work.queries.mine import MyMonth, SessionLine, my_month
from pumpurs.programme.work.rules import IN_PERSON
from pumpurs.values.periods import Month, month_of
from pumpurs.values.reasons import Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.work.record.form import times_again

LOOK_BACK_MONTHS = 60


@dataclass(frozen=True)
class Again:
    """The last session as it would be today: one tap records it."""

    session: SessionLine
    day: date
    begins: time
    ends: time


def _again(mine: MyMonth) -> Again | None:
    """The last session of an earlier day; none if it was remote, for that is confirmed by a person each time."""
    last = mine.days[0].sessions[-1] if mine.days else None
    if last is None or last.form != IN_PERSON or last.day >= today():
        return None
    return Again(last, today(), *times_again(last, localtime(last.begins_at), localtime(now())))


def _month(text: str, current: Month) -> Month:
    """A month from a query string, none that is still to come; the current one for anything else."""
    try:
        wanted = Month.parse(text)
    except Refused:
        return current
    return wanted if current.plus(-LOOK_BACK_MONTHS) < wanted < current else current


def show(request: HouseRequest) -> HttpResponse:
    """The month; its neighbours to turn to."""
    current = month_of(today())
    month = _month(request.GET.get("month", ""), current)
    mine = my_month(viewer=request.viewer, month=month, today=today())
    first: date = month.span.first
    return page(
        request,
        "work/home/page.html",
        mine=mine,
        first=first,
        before=month.previous,
        after=month.next if month < current else None,
        is_current=month == current,
        again=_again(mine) if month == current else None,
        week_hours_most=mine.week_most_minutes // 60,
    )
