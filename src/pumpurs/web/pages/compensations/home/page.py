"""/compensations/ — claims in reach by state, and those that can be granted at once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.compensations.queries.claims import Filter, claims_in_sight, counts_by_state
from pumpurs.rulebook import compensation_kinds
from pumpurs.values.periods import month_of
from pumpurs.values.reasons import Reason
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.frame.templatetags.rules import period_name
from pumpurs.web.pages.compensations.forms import name_of
from pumpurs.web.words import in_words
from pumpurs.web.words.labels import CLAIM

GRANTERS = frozenset({Role.MUNICIPAL_COORDINATOR, Role.HEAD})
FILERS = frozenset({Role.PLAN_AUTHOR, Role.INSTITUTION_COORDINATOR, Role.HEAD})
MONTHS_TO_CHOOSE = 6
NARROWS = ("kind", "period", "state")
OF_CLAIM = "claim:"


def show(request: HouseRequest) -> HttpResponse:
    """One page of claims, narrowed by state, kind and month."""
    asked, viewer = request.GET, request.viewer
    kinds = compensation_kinds.table().rules
    kind = asked.get("kind", "") if asked.get("kind") in kinds else ""
    state = asked.get("state", "") if asked.get("state") in CLAIM else ""
    period = asked.get("period", "")[:7]
    narrowed = Filter(state, kind, period)
    counts = counts_by_state(viewer=viewer, narrowed=narrowed)
    claims = claims_in_sight(viewer=viewer, narrowed=narrowed, number=page_number(asked.get("page")))
    kept = {"kind": kind, "period": period}
    tabs = [{"label": _("All"), "url": _url(kept), "current": not state, "count": sum(counts.values())}]
    tabs += [
        {
            "label": words,
            "url": _url({**kept, "state": key}),
            "current": key == state,
            "count": counts.get(key, 0),
        }
        for key, words in CLAIM.items()
        if counts.get(key) or key == state
    ]
    months = [month_of(today()).plus(-back) for back in range(MONTHS_TO_CHOOSE)]
    fields = [
        {
            "name": "kind",
            "label": _("Kind"),
            "options": [{"value": "", "label": _("All")}]
            + [{"value": key, "label": name_of(key), "selected": key == kind} for key in kinds],
        },
        {
            "name": "period",
            "label": _("Month of the service"),
            "options": [{"value": "", "label": _("All")}]
            + [
                {"value": str(one), "label": period_name(str(one)), "selected": str(one) == period}
                for one in months
            ],
        },
    ]
    return page(
        request,
        "compensations/home/page.html",
        claims=claims,
        tabs=tabs,
        fields=fields,
        narrowed=bool(kind or state or period),
        refusals=_of_claims(getattr(request, "reasons", ())),
        may_file=viewer.role in FILERS,
        grants=viewer.role in GRANTERS and any(claim.grantable for claim in claims.items),
        picked=frozenset(request.POST.getlist("pick")),
        kept=_query({**kept, "state": state, "page": asked.get("page", "")[:4]}),
        bulk=[
            {"label": _("Grant what is marked, each whole"), "kind": "primary", "icon": "check", "key": "a"}
        ],
    )


def list_url(request: HouseRequest) -> str:
    """The list narrowed as it was when several were granted from it."""
    return _url({name: request.GET.get(name, "")[:40] for name in NARROWS})


def _url(values: dict[str, str]) -> str:
    return f"/compensations/{_query(values)}"


def _query(values: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in values.items() if value})
    return f"?{query}" if query else ""


def _of_claims(reasons: tuple[Reason, ...]) -> list[dict[str, object]]:
    """Why nothing was granted together; each reason leads to its claim, where it can be granted or refused alone."""
    keys = [one.place.removeprefix(OF_CLAIM) if one.place.startswith(OF_CLAIM) else "" for one in reasons]
    return [
        {
            "text": in_words(one),
            "href": f"/compensations/{key}/" if key else "",
            "code": one.code,
            "values": one.values,
        }
        for one, key in zip(reasons, keys, strict=True)
    ]
