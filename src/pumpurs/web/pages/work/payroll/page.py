"""/work/sheets/export/ — approved hours of a month for payroll: on the screen, as XLSX and as CSV."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.work.queries.payroll import Payroll, partners_of_payroll, payroll
from pumpurs.values.periods import Month, month_of
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.frame.templatetags.house import lv_date, lv_time
from pumpurs.web.frame.templatetags.rules import named
from pumpurs.web.pages.work.sheets.page import known_month, months_to_choose
from pumpurs.web.paper.spreadsheet import CSV, XLSX, Table, as_csv, xlsx
from pumpurs.web.words import label

MAKERS = {"xlsx": (xlsx, XLSX), "csv": (as_csv, CSV)}


def show(request: HouseRequest) -> HttpResponse:
    """The hours of the month that is asked for, of last month if none is; `as=xlsx` or `as=csv` gives the file."""
    asked = request.GET
    month = known_month(asked.get("month", "")) or str(month_of(today()).previous)
    institution_id = known_id(asked.get("institution", ""))
    partner_id = known_id(asked.get("partner", ""))
    found = payroll(
        viewer=request.viewer, month=Month.parse(month), institution_id=institution_id, partner_id=partner_id
    )
    if asked.get("as") in MAKERS:
        return _file(request, found, asked["as"])
    fields: list[dict[str, object]] = [
        {"name": "month", "label": _("Month"), "options": months_to_choose(month)}
    ]
    partners = partners_of_payroll(viewer=request.viewer)
    if partners:
        options = [
            {"value": str(id_), "label": name, "selected": id_ == partner_id} for id_, name in partners
        ]
        choose = {"value": "", "label": _("Choose a partner")}
        fields.append({"name": "partner", "label": _("Partner"), "options": [choose, *options]})
    shown: dict[str, object] = {
        "found": found,
        "lines": found.page(page_number(asked.get("page"))),
        "fields": fields,
        "month": found.month.span.first,
        "value": month,
    }
    shown |= {"choose": bool(partners) and partner_id is None, "partner": partner_id}
    reads_sheets = request.viewer.role is not Role.ACCOUNTANT
    return page(
        request, "work/payroll/page.html", institution=institution_id, reads_sheets=reads_sheets, **shown
    )


def _file(request: HouseRequest, found: Payroll, kind: str) -> HttpResponse:
    make, content_type = MAKERS[kind]
    answer = HttpResponse(make(_table(request, found)), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="stundas-{found.month}.{kind}"'
    return answer


def _table(request: HouseRequest, found: Payroll) -> Table:
    month = lv_date(found.month.span.first, "month")
    return Table(
        title=_("Hours %(month)s") % {"month": month},
        columns=[
            _("Provider"),
            _("Institution"),
            _("Position"),
            _("Minutes"),
            _("Hours"),
            _("Rate, EUR"),
            _("Sum, EUR"),
        ],
        rows=[
            [
                line.provider,
                line.institution,
                named(line.position, "position"),
                line.minutes,
                line.hours,
                line.rate_eur,
                line.sum_eur,
            ]
            for line in found.lines
        ],
        stamp_title=_("About this file"),
        stamp=[
            (_("Who"), f"{request.viewer.name}, {label('role', str(request.viewer.role))}"),
            (_("When"), lv_time(now())),
            (_("Why"), _("Payroll: hours of approved monthly sheets, %(month)s") % {"month": month}),
        ],
    )
