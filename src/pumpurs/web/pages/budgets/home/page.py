"""/budgets/ — budgets of a year: of all partners, of the own one, or what the own institution uses."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.reporting.queries.budgets import COLUMNS, budgets_in_sight, own_institutions
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page, whole_number
from pumpurs.web.words.accounting import ways

FIRST_YEAR = 2017


def chosen_year(text: str | None) -> int:
    """The year of the address if there can be one, else this year."""
    year, this = whole_number(text), today().year
    return year if FIRST_YEAR <= year <= this + 1 else this


def show(request: HouseRequest) -> HttpResponse:
    """A table of partners; who reaches one partner alone goes straight to it; a head sees the own institutions."""
    viewer, year = request.viewer, chosen_year(request.GET.get("year"))
    frame = {"tabs": ways("budgets", viewer.role), "year": year, "years": _years(year)}
    if viewer.role is Role.HEAD and not viewer.reach.partners:
        own = own_institutions(viewer=viewer, year=year, today=today())
        return page(request, "budgets/home/page.html", own=own, **frame)
    if not viewer.reach.national and len(viewer.reach.partners) == 1:
        answer = redirect("budgets/one", next(iter(viewer.reach.partners)))
        answer["Location"] += f"?year={year}"
        return answer
    sort = request.GET.get("sort", "used") if request.GET.get("sort") in COLUMNS else "used"
    number = page_number(request.GET.get("page"))
    found = budgets_in_sight(viewer=viewer, year=year, today=today(), sort=sort, number=number)
    return page(
        request, "budgets/home/page.html", found=found, columns=_columns(sort, year), sort=sort, **frame
    )


def _years(chosen: int) -> list[dict[str, object]]:
    years = range(today().year + 1, today().year - 3, -1)
    options = [{"value": str(one), "label": str(one), "selected": one == chosen} for one in years]
    return [{"name": "year", "label": _("Year"), "options": options}]


def _columns(sort: str, year: int) -> list[dict[str, object]]:
    names = {
        "partner": _("Partner"),
        "budget": _("Budget"),
        "planned": _("Planned"),
        "committed": _("Committed"),
        "spent": _("Spent"),
        "left": pgettext("budget", "Left"),
        "forecast": _("Forecast"),
        "used": _("Used"),
    }
    return [
        {
            "label": text,
            "url": f"?year={year}&sort={name}",
            "dir": ("up" if name == "partner" else "down") if name == sort else "",
            "num": name != "partner",
        }
        for name, text in names.items()
    ]
