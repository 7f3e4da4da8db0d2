"""Words for the records behind an alert (ieraksti): weeks as a strip, lessons day by day, marks, remarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pumpurs.programme.alerts.queries.records import RecordsPage
from pumpurs.programme.alerts.rules.records import Absence, MarkGiven, Week
from pumpurs.rulebook import attendance_codes, note_kinds
from pumpurs.web.frame.templatetags.house import lv_date

STEP, HOTTEST = 26, 4


@dataclass(frozen=True)
class DayOfAbsence:
    """One day: the lessons that were missed, and why."""

    day: date
    lessons: tuple[str, ...]


@dataclass(frozen=True)
class RecordWords:
    """Everything of one alert. `heat`: the strip of weeks with its table."""

    as_of: date
    heat: dict[str, object]
    days: tuple[DayOfAbsence, ...]
    marks: tuple[tuple[date, str, str], ...]
    notes: tuple[tuple[date, str], ...]
    cut: bool


def records_in_words(page: RecordsPage) -> RecordWords:
    """The records in the language of the page."""
    kinds = {one.code: one.name for one in note_kinds.table().rules.values()}
    language = get_language() or "lv"
    return RecordWords(
        as_of=page.as_of,
        heat=_heat(page.of.weeks),
        days=tuple(
            DayOfAbsence(day, _lessons(lessons))
            for day, lessons in groupby(page.of.absences, key=lambda one: one.day)
        ),
        marks=tuple((one.day, one.subject.capitalize(), _mark(one)) for one in page.of.marks),
        notes=tuple(
            (one.day, kinds[one.code].in_language(language)) for one in page.of.notes if one.code in kinds
        ),
        cut=page.of.cut,
    )


def _heat(weeks: tuple[Week, ...]) -> dict[str, object]:
    cells = []
    for place, week in enumerate(weeks):
        share = week.missed / week.held if week.held else 0
        level = 0 if not week.missed else min(HOTTEST, 1 + int(share * HOTTEST))
        last = week.monday + timedelta(days=4)
        cells.append(
            {
                "x": place * STEP, "level": level, "label": f"{lv_date(week.monday)}–{lv_date(last)}",
                **{what: getattr(week, what) if week.held else "–" for what in ("held", "missed", "unexcused")},
                "note": _aside(week),
            }
        )  # fmt: skip
    caption = _("Share of lessons missed in each week with journal data: the darker, the more")
    noted = any(cell["note"] for cell in cells)
    return {"caption": caption, "cells": cells, "width": max(1, len(cells)) * STEP, "noted": noted}


def _aside(week: Week) -> str:
    """What of a week is in no share, and what the duty to tell counts nevertheless."""
    said = []
    if week.left_out:
        said.append(_("ill all week: %(count)s lessons") % {"count": week.left_out})
    if week.uncounted:
        said.append(_("without excuse, counted for the duty alone: %(count)s") % {"count": week.uncounted})
    return "; ".join(said)


def _lessons(day: Iterable[Absence]) -> tuple[str, ...]:
    """A line for each run of lessons that were missed in the same way, with their subjects."""
    runs: list[list[Absence]] = []
    for one in sorted(day, key=lambda one: one.lesson):
        if runs and (runs[-1][-1].code, runs[-1][-1].lesson + 1) == (one.code, one.lesson):
            runs[-1].append(one)
        else:
            runs.append([one])
    return tuple(_run(run) for run in runs)


def _run(run: Sequence[Absence]) -> str:
    names = {code.code: code.name for code in attendance_codes.table().rules.values()}
    first, last = run[0], run[-1]
    status = names[first.code].in_language(get_language() or "lv") if first.code in names else ""
    subjects = list(dict.fromkeys(one.subject for one in run if one.subject))
    said = {
        "number": first.lesson, "last": last.lesson, "subject": f" ({', '.join(subjects)})" if subjects else "",
        "status": status.lower(),
    }  # fmt: skip
    if len(run) == 1:
        return _("lesson %(number)s%(subject)s: %(status)s") % said
    return _("lessons %(number)s–%(last)s%(subject)s: %(status)s") % said


def _mark(one: MarkGiven) -> str:
    if one.mark is not None:
        return str(one.mark)
    return _("passed") if one.passed else _("not passed")
