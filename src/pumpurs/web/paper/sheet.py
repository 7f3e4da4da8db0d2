"""The monthly sheet (DLUV) as PDF/UA: the same lines as on the screen, with room for signatures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pumpurs.programme.work.queries.one_sheet import CorrectionLine, EntryLine, SessionLine, SheetPage, Whom
from pumpurs.web.frame.templatetags.house import clock, duration, eur, hours, lv_date, lv_time, signed
from pumpurs.web.frame.templatetags.rules import named
from pumpurs.web.paper.press import pressed
from pumpurs.web.words import label

TEMPLATE = Path(__file__).parent / "sheet.typ"


def _of(whom: Whom) -> str:
    unknown = _("Learner no longer in your care") if whom.left_my_care else _("a plan out of your reach")
    return whom.name or whom.code or unknown


def _entry(entry: EntryLine) -> str:
    got = duration(entry.minutes) if entry.attended else _("did not come")
    return f"{_of(entry.whom)}: {got}"


def _session(line: SessionLine) -> list[str]:
    remarks = [_("recorded late")] if line.late else []
    remarks += [_("remote")] if line.form == "remote" else []
    return [
        lv_date(line.day),
        f"{clock(line.begins_at)}–{clock(line.ends_at)}",
        ", ".join(part for part in (named(line.kind, "measure"), line.topic, *remarks) if part),
        "\n".join(_entry(entry) for entry in (*line.entries, *line.missed)),
        duration(line.paid_minutes),
    ]


def _corrected(line: CorrectionLine) -> str:
    about = label("preparation", line.what) if line.what else ""
    return ": ".join(part for part in (_("Correction"), about, line.reason) if part)


def _rows(found: SheetPage) -> list[list[str]]:
    later = [
        [lv_date(one.day), "", _corrected(one), _of(one.whom), signed(one.paid_delta)]
        for one in found.corrections
    ]  # fmt: skip
    with_plans = [
        [lv_date(one.day), "", label("preparation", one.what), _of(one.whom), duration(one.minutes)]
        for one in found.preparations
    ]
    return [*map(_session, found.sessions), *later, *with_plans]


def _data(found: SheetPage, now: datetime) -> dict[str, Any]:
    line = found.line
    return {
        "language": (get_language() or "lv")[:2],
        "programme": _("Support for reducing early school leaving · ESF project 8.3.4.0/16/I/001"),
        "title": _("Monthly sheet of working time"),
        "subtitle": f"{lv_date(line.month, 'month')} · {line.institution}",
        "code": f"DLUV-{line.month:%Y-%m}-{str(line.id)[:8]}",
        "made_at": lv_time(now),
        "facts": [
            {"label": _("Provider"), "value": line.provider},
            {"label": _("Position"), "value": named(line.position, "position")},
            {"label": _("State"), "value": label("sheet", line.state)},
            {"label": _("Hours to pay"), "value": hours(line.hours)},
        ],
        "columns": [_("Day"), _("Time"), _("What was done"), _("Learners"), _("Paid")],
        "rows": _rows(found),
        "empty": _("Nothing was recorded in this month."),
        "totals": [
            {"label": label("sheet_line", one.what), "hours": duration(one.minutes), "eur": ""}
            for one in found.totals
        ]
        + [
            {
                "label": f"{named(one.position, 'position')}, {eur(one.rate_eur)}/h",
                "hours": duration(one.minutes),
                "eur": eur(one.cost_eur),
            }
            for one in found.costs
        ],
        "total": {"label": _("Together"), "hours": hours(line.hours), "eur": eur(found.cost_eur)},
        "steps": [
            [label("sheet_step", one.step), f"{one.by}, {label('role', one.role)}", lv_time(one.at)]
            for one in reversed(found.history)
        ],
        "step_columns": [_("Step"), _("Who"), _("When")],
        "signatures": [_("Provider"), _("Head of the institution"), _("Coordinator")],
        "words": {
            "work": _("Work done"),
            "totals": _("Together"),
            "steps": _("Decisions"),
            "sign": _("Signatures"),
        },
    }


def sheet_pdf(found: SheetPage, *, now: datetime) -> bytes:
    """The PDF of one sheet, tagged for screen readers (PDF/UA-1), in the language of the reader."""
    return pressed(TEMPLATE, _data(found, now))
