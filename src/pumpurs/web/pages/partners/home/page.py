"""/partners/ — how far the programme reaches, and who has joined."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.partners.queries.goals import goals, not_recorded
from pumpurs.programme.partners.queries.listing import partners_in_sight
from pumpurs.rulebook.vocabulary import partner_kinds
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page


def show(request: HouseRequest) -> HttpResponse:
    """Figures against their goals and the list; a municipal coordinator goes straight to the own card."""
    viewer = request.viewer
    if not viewer.reach.national:
        own = sorted(viewer.reach.partners)
        return redirect("partners/one", own[0]) if own else redirect("house/home")
    asked = {key: request.GET.get(key, "")[:80] for key in ("q", "joined", "kind")}
    found = partners_in_sight(
        viewer=viewer,
        today=today(),
        search=asked["q"],
        joined=asked["joined"],
        kind=asked["kind"],
        page=page_number(request.GET.get("page")),
    )
    language = get_language() or "lv"
    return page(
        request,
        "partners/home/page.html",
        goals=goals(viewer=viewer, today=today()),
        partners=found,
        missing=not_recorded(viewer=viewer, today=today()) if asked["joined"] != "yes" else (),
        narrowed=any(asked.values()),
        search=asked["q"],
        joined=_choices([("", _("All")), ("yes", _("Joined")), ("no", _("Not joined"))], asked["joined"]),
        kinds=_choices(
            [
                ("", _("All")),
                *((one.key, one.name.in_language(language)) for one in partner_kinds.on(today())),
            ],
            asked["kind"],
        ),
        may_record=viewer.role is Role.PROGRAMME_MANAGER,
    )


def _choices(options: list[tuple[str, str]], chosen: str) -> list[dict[str, object]]:
    return [{"value": value, "label": text, "selected": value == chosen} for value, text in options]
