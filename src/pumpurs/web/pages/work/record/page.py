"""/work/record/ — one session on a phone: who, from–to, done.

A session can be repeated with ?repeat=<id>, or recorded otherwise with ?instead=<id>: then the form begins as it was.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime

from pumpurs.foundation.clock import now, today
from pumpurs.programme.work.actions.record import record
from pumpurs.programme.work.queries.closed import closed_now, months_closed
from pumpurs.programme.work.queries.mine import EntryLine, SessionLine, session_to_repeat, sheet_month_of
from pumpurs.programme.work.queries.offers import Offer, offers
from pumpurs.rulebook import work_limits
from pumpurs.values.periods import month_of
from pumpurs.values.reasons import Reason
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.pages.work.record.form import (
    SessionForm,
    given_from,
    lines_of,
    picked_keys,
    times_again,
    usual_times,
)
from pumpurs.web.pages.work.record.where import said_of_closed, where_it_stands


def _earlier(request: HouseRequest) -> SessionLine | None:
    session_id = known_id(request.GET.get("repeat") or request.GET.get("instead"))
    return session_to_repeat(viewer=request.viewer, session_id=session_id) if session_id else None


def _start(earlier: SessionLine | None, *, instead: bool) -> dict[str, object]:
    """What the form begins with: today, just now, or what was done before; `instead` of it on its own day."""
    moment = localtime(now())
    if earlier is None:
        begins, ends = usual_times(moment, work_limits.most_on("usual_minutes", today()))
        return {"day": today(), "begins": begins, "ends": ends, "confirmed_on": today()}
    told = {"topic": earlier.topic, "remote": earlier.form == "remote"}
    if instead:
        begins, ends = localtime(earlier.begins_at).time(), localtime(earlier.ends_at).time()
        return {
            **told,
            "day": earlier.day,
            "begins": begins,
            "ends": ends,
            "confirmed_on": earlier.confirmed_on,
        }
    begins, ends = times_again(earlier, localtime(earlier.begins_at), moment)
    return {**told, "day": today(), "begins": begins, "ends": ends, "confirmed_on": today()}


def _missing(request: HouseRequest) -> dict[str, int]:
    """Minutes beyond the planned hours, by key of the learner's line: what can be asked for in one tap."""
    missing: dict[str, int] = {}
    keys = picked_keys(request.POST)
    length = 0
    form = SessionForm(request.POST)
    if form.is_valid():
        length = max((line.minutes for line in given_from(form.cleaned_data, request.POST).lines), default=0)
    lines = {line.place: line for line in lines_of(request.POST, keys, length)}
    for reason in request.reasons:
        if isinstance(reason, Reason) and reason.code == "work.record.over_planned":
            line = lines.get(reason.place)
            if line is not None:
                missing[f"{line.plan_id}:{line.measure_id}"] = line.minutes - int(
                    reason.values["left_minutes"]
                )
    return missing


def show(request: HouseRequest) -> HttpResponse:
    """Learners with hours left, those met last first; after a refusal what was typed, with what is wrong beside it."""
    earlier = None if request.POST else _earlier(request)
    instead = bool(request.GET.get("instead"))
    picked = (
        picked_keys(request.POST) if request.POST else [one.key for one in earlier.entries] if earlier else []
    )
    search = request.GET.get("q", "")[:80]
    found = offers(viewer=request.viewer, today=today(), search=search, picked=picked)
    form = SessionForm(request.POST or None, initial=_start(earlier, instead=instead))
    by_key = {one.key: one for one in (*found.open, *found.used_up)}
    as_it_was = {one.key: one for one in earlier.entries} if earlier and instead else {}
    missing = _missing(request) if request.reasons else {}
    usual = work_limits.most_on("usual_minutes", today())
    return page(
        request,
        "work/record/page.html",
        form=form,
        found=found,
        lines=[_line(request, one, picked, as_it_was.get(one.key)) for one in found.open],
        used_up=found.used_up,
        missing=[
            {"offer": by_key[key], "missing": minutes} for key, minutes in missing.items() if key in by_key
        ],
        search=search,
        earlier=earlier,
        instead=instead,
        usual_minutes=usual,
        wrong=faults_by_place(request, form),
        remote_open=bool(form["remote"].value()),
        closed_now=closed_now(viewer=request.viewer, today=today()),
        closed=said_of_closed(months_closed(viewer=request.viewer, today=today())),
    )


def _line(request: HouseRequest, one: Offer, picked: list[str], was: EntryLine | None) -> dict[str, Any]:
    """One learner of the form: what was typed, or what the session that it is recorded instead of held."""
    place = f"line:{one.measure_id}"
    return {
        "offer": one,
        "place": place,
        "picked": one.key in picked,
        "absent": not was.attended if was else one.key in request.POST.getlist("absent"),
        "minutes": (was.minutes or "") if was else request.POST.get(f"minutes-{one.measure_id}", ""),
        "outcome": was.outcome if was else request.POST.get(f"outcome-{one.measure_id}", ""),
    }


def send(request: HouseRequest) -> HttpResponse:
    """Record it."""
    form = checked(SessionForm(request.POST))
    given = given_from(form.cleaned_data, request.POST)
    session_id = record(given=given, viewer=request.viewer, now=now())
    on = sheet_month_of(viewer=request.viewer, session_id=session_id)
    messages.success(request, where_it_stands(on, month_of(given.day)))
    return redirect("work/home")
