"""/work/sheets/ — monthly sheets in reach, newest month first; several that wait are approved at once."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.work.actions import sheet
from pumpurs.programme.work.queries.sheets import Filter, places_of_sheets, sheets_in_sight
from pumpurs.values.periods import Month, month_of
from pumpurs.values.reasons import Reason, Refused
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import known_id, page, whole_number
from pumpurs.web.frame.templatetags.house import lv_date
from pumpurs.web.words.labels import SHEET

MONTHS_BACK = 12
OF_PAYROLL = frozenset(
    {
        Role.HEAD,
        Role.MUNICIPAL_COORDINATOR,
        Role.ACCOUNTANT,
        Role.NATIONAL_EXPERT,
        Role.PROGRAMME_MANAGER,
    }
)
READERS = OF_PAYROLL - {Role.ACCOUNTANT} | {Role.PROVIDER, Role.PLAN_AUTHOR, Role.INSTITUTION_COORDINATOR}


def months_to_choose(chosen: str) -> list[dict[str, object]]:
    """The last months as options of a select, the current one first."""
    last = month_of(today())
    months = [last.plus(-back) for back in range(MONTHS_BACK + 1)]
    return [
        {"value": str(one), "label": lv_date(one.span.first, "month"), "selected": str(one) == chosen}
        for one in months
    ]


def institution_field(places: Iterable[tuple[UUID, str]], chosen: UUID | None) -> dict[str, object]:
    """A select of institutions for a filter."""
    options = [{"value": str(id_), "label": name, "selected": id_ == chosen} for id_, name in places]
    label = _("Institution")
    return {"name": "institution", "label": label, "options": [{"value": "", "label": _("All")}, *options]}


def known_month(text: str) -> str:
    """The month as it was written in the address, or nothing if it is none."""
    try:
        return str(Month.parse(text))
    except Refused:
        return ""


def show(request: HouseRequest) -> HttpResponse:
    """One page of sheets, narrowed by month, state and the name of a person or an institution."""
    asked = request.GET
    state, search = asked.get("state", ""), asked.get("q", "")[:80]
    month = known_month(asked.get("month", ""))
    institution_id = known_id(asked.get("institution", ""))
    narrowed = Filter(month, state if state in {*SHEET, "waiting"} else "", search, institution_id)
    states = [("", _("All")), ("waiting", pgettext("sheet", "Waiting for approval")), *SHEET.items()]
    fields: list[dict[str, object]] = [
        {"name": "q", "label": _("Provider or institution"), "value": search},
        {
            "name": "month",
            "label": _("Month"),
            "options": [{"value": "", "label": _("All")}, *months_to_choose(month)],
        },
        {
            "name": "state",
            "label": _("State"),
            "options": [{"value": v, "label": w, "selected": v == state} for v, w in states],
        },
    ]
    if places := places_of_sheets(viewer=request.viewer):
        fields.insert(1, institution_field(places, institution_id))
    sheets = sheets_in_sight(
        viewer=request.viewer, narrowed=narrowed, today=today(), number=page_number(asked.get("page"))
    )
    return page(
        request,
        "work/sheets/page.html",
        sheets=sheets,
        fields=fields,
        narrowed=bool(search or state or month or institution_id),
        month=month,
        payroll=request.viewer.role in OF_PAYROLL,
        may_approve=any(line.may_approve for line in sheets.items),
        picked=frozenset(request.POST.getlist("pick")),
        bulk=[
            {
                "label": pgettext("sheet", "Approve what is marked"),
                "kind": "primary",
                "icon": "check",
                "key": "a",
            }
        ],
    )


def _picked(request: HouseRequest) -> dict[UUID, int]:
    """Each marked sheet with the steps it had taken when it was read; nothing if one mark is none of ours."""
    marks = [text.partition(":") for text in request.POST.getlist("pick")]
    try:
        return {UUID(sheet_id): whole_number(steps) for sheet_id, _colon, steps in marks}
    except ValueError:
        return {}


def send(request: HouseRequest) -> HttpResponse:
    """Approve what is marked, all or none."""
    picked = _picked(request)
    if not picked:
        raise Refused(Reason("sheet.approve.nothing_marked"))
    count = sheet.approve_many(read=picked, viewer=request.viewer, now=now())
    text = ngettext("%(n)s sheet is approved.", "%(n)s sheets are approved.", count) % {"n": count}
    messages.success(request, text)
    return redirect("work/sheets")
