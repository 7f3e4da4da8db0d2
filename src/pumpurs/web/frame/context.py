"""What every template may use: the viewer's card, navigation, reasons of a refusal. No query of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from pumpurs.values.roles import FAMILY_ROLES, MACHINES, NATIONAL_ROLES, Role
from pumpurs.web.words import in_words, label

STAFF = frozenset(Role) - FAMILY_ROLES - MACHINES - {Role.VISITOR, Role.SUPPORT}
ALERTS_NAV = frozenset({Role.HEAD, Role.INSTITUTION_COORDINATOR, Role.PLAN_AUTHOR})
PARTNERS_NAV = NATIONAL_ROLES | {Role.MUNICIPAL_COORDINATOR}
PEOPLE_NAV = frozenset(
    {Role.HEAD, Role.INSTITUTION_COORDINATOR, Role.MUNICIPAL_COORDINATOR, Role.PROGRAMME_MANAGER}
)


def _nav(role: Role, path: str) -> list[dict[str, object]]:
    entries = [
        ("/desk/", _("Desk"), STAFF),
        ("/alerts/", _("Alerts"), ALERTS_NAV),
        ("/alerts/duty/", _("Notices of absence"), frozenset({Role.MUNICIPAL_COORDINATOR})),
        ("/alerts/models/", _("Early warning"), NATIONAL_ROLES),
        ("/learners/", _("Learners"), STAFF),
        ("/plans/", _("Plans"), STAFF - {Role.STRATEGIC_PARTNER}),
        ("/consents/", _("Consents"), STAFF - {Role.STRATEGIC_PARTNER} - NATIONAL_ROLES),
        ("/learners/rosters/", _("Rosters"), PEOPLE_NAV),
        ("/journals/", _("Journals"), PEOPLE_NAV),
        ("/people/", _("People"), PEOPLE_NAV),
        ("/partners/", _("Partners"), PARTNERS_NAV),
        ("/family/", _("My page"), FAMILY_ROLES),
    ]
    mine = [(url, text) for url, text, roles in entries if role in roles]
    current = max((url for url, _text in mine if path.startswith(url)), key=len, default="")
    return [{"url": url, "label": text, "current": url == current} for url, text in mine]


def _card(request: Any) -> dict[str, object] | None:
    standing = getattr(request, "standing", None)
    if standing is None or not request.user.is_authenticated:
        return None
    viewer, place = standing.viewer, standing.place
    others = [
        {"id": str(p.appointment_id), "label": label("role", p.role), "place": p.place}
        for p in standing.places
        if place is None or p.appointment_id != place.appointment_id
    ]
    others += [
        {"id": str(role), "label": label("role", role), "place": ""}
        for role in standing.family_roles
        if place is not None or role != viewer.role
    ]
    return {
        "name": request.user.name,
        "role": str(viewer.role),
        "role_label": label("role", viewer.role),
        "place": place.place if place else "",
        "others": others,
    }


def frame(request: HttpRequest) -> Mapping[str, object]:
    """Context processor of the frame."""
    card = _card(request)
    role = Role(str(card["role"])) if card else Role.VISITOR
    reasons = getattr(request, "reasons", ())
    return {
        "viewer_card": card,
        "nav": _nav(role, request.path) if card else [],
        "refusals": [
            {
                "text": in_words(reason),
                "place": reason.place.replace(":", "-"),
                "code": reason.code,
                "values": reason.values,
            }
            for reason in reasons
        ],
        "demo": settings.DEMO or settings.TEST,
        "request_id": getattr(request, "request_id", ""),
    }
