"""/learners/ — learners in reach, found by a part of the name or a whole personal code."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.learners.queries.lists import classes_in_sight, learners_in_sight
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import known_id, page


def show(request: HouseRequest) -> HttpResponse:
    """One page of learners."""
    return listed(request, search=request.GET.get("q", "")[:80], typed="")


def listed(request: HouseRequest, *, search: str, typed: str) -> HttpResponse:
    """The list narrowed by what was asked; `typed` is a personal code that stays out of every address."""
    viewer, chosen = request.viewer, request.GET.get("class", "")[:60]
    found = learners_in_sight(
        viewer=viewer,
        search=search,
        code=typed,
        class_name=chosen,
        institution_id=known_id(request.GET.get("institution", "")),
        number=page_number(request.GET.get("page")),
    )
    classes = classes_in_sight(viewer=viewer, today=today())
    return page(
        request,
        "learners/list/page.html",
        learners=found,
        search=search,
        classes=[{"value": name, "selected": name == chosen} for name in classes],
        narrowed=bool(search or typed or chosen),
        is_author=viewer.role is Role.PLAN_AUTHOR,
        may_import=viewer.role in {Role.HEAD, Role.INSTITUTION_COORDINATOR, Role.MUNICIPAL_COORDINATOR},
        many_institutions=len(viewer.reach.institutions) != 1,
        title=_("My learners") if viewer.role is Role.PLAN_AUTHOR else _("Learners"),
    )


def send(request: HouseRequest) -> HttpResponse:
    """A search by personal code: sent in the body, so that it stands in no address and in no log."""
    typed = request.POST.get("code", "").strip()[:20]
    return listed(request, search="", typed=typed) if typed else redirect("learners/list")
