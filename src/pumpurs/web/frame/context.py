"""What every template may use: the viewer's card, navigation, reasons of a refusal.

The one query of its own counts the alerts that wait for the viewer, only where the menu is drawn and only if the page
has not counted them (`request.my_new_alerts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from pumpurs.foundation.together import asked
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.queries.desk import my_new_alerts
from pumpurs.values.roles import FAMILY_ROLES, LEDGER_ROLES, MACHINES, NATIONAL_ROLES, Role
from pumpurs.web.words import in_words, label

STAFF = frozenset(Role) - FAMILY_ROLES - MACHINES - {Role.VISITOR, Role.SUPPORT} - LEDGER_ROLES
ALERTS = "/alerts/"
ALERTS_NAV = frozenset({Role.HEAD, Role.INSTITUTION_COORDINATOR, Role.PLAN_AUTHOR})
PAYMENTS_NAV = frozenset({Role.ACCOUNTANT, Role.MUNICIPAL_COORDINATOR, Role.PROGRAMME_MANAGER})
PARTNERS_NAV = NATIONAL_ROLES | {Role.MUNICIPAL_COORDINATOR}
SHEETS_NAV = NATIONAL_ROLES | {Role.HEAD, Role.MUNICIPAL_COORDINATOR}
CLAIMS_NAV = STAFF - {Role.STRATEGIC_PARTNER} | {Role.ACCOUNTANT}
WORK_NAV = frozenset({Role.PROVIDER, Role.PLAN_AUTHOR, Role.HEAD})
ACCOUNTS_NAV = NATIONAL_ROLES | {Role.MUNICIPAL_COORDINATOR, Role.ACCOUNTANT}
ACCOUNTING = ("/packages/", "/budgets/", "/statements/", "/samples/")
PEOPLE_NAV = frozenset(
    {Role.HEAD, Role.INSTITUTION_COORDINATOR, Role.MUNICIPAL_COORDINATOR, Role.PROGRAMME_MANAGER}
)


def _nav(viewer: Viewer, path: str, counted: int | None) -> list[dict[str, object]]:
    entries = [
        ("/desk/", _("Desk"), STAFF | LEDGER_ROLES),
        (ALERTS, _("Alerts"), ALERTS_NAV),
        ("/alerts/duty/", _("Notices of absence"), frozenset({Role.MUNICIPAL_COORDINATOR})),
        ("/alerts/models/", _("Early warning"), NATIONAL_ROLES),
        ("/learners/", _("Learners"), STAFF),
        ("/plans/", _("Plans"), STAFF - {Role.STRATEGIC_PARTNER}),
        ("/work/", _("My work"), WORK_NAV),
        ("/compensations/", _("Compensations"), CLAIMS_NAV),
        ("/work/sheets/", _("Monthly sheets"), SHEETS_NAV),
        ("/work/sheets/export/", _("Hours for payroll"), frozenset({Role.ACCOUNTANT})),
        ("/work/orders/", _("Orders"), frozenset({Role.HEAD})),
        ("/packages/", _("Accounting"), ACCOUNTS_NAV),
        ("/budgets/", _("Budget"), frozenset({Role.HEAD})),
        ("/consents/", _("Consents"), STAFF - {Role.STRATEGIC_PARTNER} - NATIONAL_ROLES),
        ("/payments/", _("Payments"), PAYMENTS_NAV | ({Role.HEAD} if viewer.reach.partners else set())),
        ("/learners/rosters/", _("Rosters"), PEOPLE_NAV),
        ("/journals/", _("Journals"), PEOPLE_NAV),
        ("/people/", _("People"), PEOPLE_NAV),
        ("/partners/", _("Partners"), PARTNERS_NAV),
        ("/family/", _("My page"), FAMILY_ROLES),
    ]
    mine = [(url, text) for url, text, roles in entries if viewer.role in roles]
    if path.startswith(ACCOUNTING):  # one entry leads to all of accounting
        path = next((url for url, _text in mine if url in ACCOUNTING), path)
    current = max((url for url, _text in mine if path.startswith(url)), key=len, default="")
    count = partial(_counted, viewer) if counted is None else counted
    return [
        {"url": url, "label": text, "current": url == current} | ({"count": count} if url == ALERTS else {})
        for url, text in mine
    ]


def _counted(viewer: Viewer) -> int:
    question = my_new_alerts(viewer=viewer)
    return asked(question) if question else 0


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


def frame(request: Any) -> Mapping[str, object]:
    """Context processor of the frame."""
    card = _card(request)
    reasons = getattr(request, "reasons", ())
    return {
        "viewer_card": card,
        "nav": _nav(request.standing.viewer, request.path, getattr(request, "my_new_alerts", None))
        if card
        else [],
        "opens_no_records": bool(card) and request.standing.viewer.role in LEDGER_ROLES,
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
