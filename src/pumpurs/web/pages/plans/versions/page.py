"""/plans/<plan_id>/versions/ — every frozen version, and any two side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.programme.plans.queries.versions import history
from pumpurs.programme.plans.rules import Change
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page, whole_number
from pumpurs.web.frame.templatetags.house import eur, hours, lv_date
from pumpurs.web.frame.templatetags.rules import named
from pumpurs.web.words import label


def _said(line: Mapping[str, Any] | str | None) -> str:
    """One side of a comparison in words."""
    if line is None:
        return ""
    if isinstance(line, str):
        return line
    if "factor" in line:
        return f"{named(line['level'], 'risk_level')}. {line['reason']}"
    amount = hours(line["hours_planned"]) if line["hours_planned"] else eur(line["amount_eur"])
    answers = ", ".join(named(risk, "risk") for risk in line["risks"])
    giver = named(line.get("provider_profession", ""), "position")
    who = _("Given by: %(who)s.") % {"who": giver} + " " if giver else ""
    return f"{amount}, {line['since']} – {line['until']}. {who}{answers}. {line['expected_result']}"


def _row(change: Change) -> dict[str, object]:
    line = change.after or change.before
    name = label("line", change.line)
    if isinstance(line, Mapping):
        name = named(line["factor"], "risk") if "factor" in line else named(line["kind"], "measure")
    return {"label": name, "old": _said(change.before), "new": _said(change.after), "changed": True}


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """The comparison asked for; by default the last two."""
    asked = request.GET
    found = history(
        viewer=request.viewer,
        plan_id=plan_id,
        today=today(),
        older=whole_number(asked.get("older")) or None,
        newer=whole_number(asked.get("newer")) or None,
    )
    titles = {
        line.number: _("Version %(n)s, %(day)s") % {"n": line.number, "day": lv_date(line.frozen_at)}
        for line in found.versions
    }
    return page(
        request,
        "plans/versions/page.html",
        found=found,
        rows=[_row(change) for change in found.changes],
        old_title=titles.get(found.older, ""),
        new_title=titles.get(found.newer, ""),
        titles=titles,
    )
