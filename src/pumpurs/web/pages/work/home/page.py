"""/work/ — my month: what stands on my sheet day by day, the week's hours, and one tap to repeat a session."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from pumpurs.foundation.clock import today
from pumpurs.programme.work.queries.mine import my_month
from pumpurs.values.periods import Month, month_of
from pumpurs.values.reasons import Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page

LOOK_BACK_MONTHS = 60


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
        week_hours_most=mine.week_most_minutes // 60,
    )
