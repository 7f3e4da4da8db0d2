"""/consents/ — consents by state, with this semester's applications: who waits, who asks, who lacks what."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.foundation.paging import page_number
from pumpurs.programme.consents.queries import staff
from pumpurs.programme.consents.queries.staff import ConsentList, Filters
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.words.semesters import semester_name


def _address(query: QueryDict, **changes: str) -> str:
    wanted = query.copy()
    for name, value in changes.items():
        wanted[name] = value
    return f"?{wanted.urlencode()}"


def _tabs(found: ConsentList, chosen: str, query: QueryDict) -> list[dict[str, object]]:
    names = {
        "all": _("All"),
        "asked": _("Family asks"),
        "waiting": _("Waiting for the family"),
        "signed": _("Signed"),
        "no_application": _("No application yet"),
        "ended": _("Refused or ended"),
    }
    return [
        {
            "label": text,
            "url": _address(query, tab=tab, page="1"),
            "current": tab == chosen,
            "count": found.counts[tab],
        }
        for tab, text in names.items()
    ]


def show(request: HouseRequest) -> HttpResponse:
    """The list."""
    query = request.GET
    semester = staff.semester_named(query.get("semester", ""), now=now())
    tab = query.get("tab", "all") if query.get("tab") in staff.TABS else "all"
    filters = Filters(semester, tab, known_id(query.get("class", "")))
    found = staff.consents_in_sight(
        viewer=request.viewer, filters=filters, page=page_number(query.get("page"))
    )
    fields = [
        {
            "name": "semester",
            "label": _("Semester"),
            "options": [
                {"value": one, "label": semester_name(one), "selected": one == semester}
                for one in staff.semesters_to_choose(now=now())
            ],
        },
        {
            "name": "class",
            "label": _("Class"),
            "options": [
                {"value": "", "label": _("All classes"), "selected": not filters.class_id},
                *(
                    {"value": str(one), "label": name, "selected": one == filters.class_id}
                    for one, name in found.classes
                ),
            ],
        },
    ]
    return page(
        request,
        "consents/home/page.html",
        found=found,
        rows=found.page.items,
        tabs=_tabs(found, tab, query),
        fields=fields,
    )
