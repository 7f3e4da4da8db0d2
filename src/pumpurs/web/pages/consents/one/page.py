"""/consents/<consent_id>/ — one consent: the ladder, who signed, the applications, and what can be done."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.consents.queries import staff
from pumpurs.programme.consents.queries.staff import Rung, Sheet
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.frame.templatetags.house import lv_date, lv_time
from pumpurs.web.words import label


def _ladder(rungs: tuple[Rung, ...]) -> list[dict[str, object]]:
    words = {
        "sent": _("Sent"),
        "opened": _("Opened"),
        "asked": _("The family has a question"),
        "answered": _("Answer"),
        "signed": _("Signed"),
        "refused": pgettext("answer", "Refused"),
        "withdrawn": _("Signed, later withdrawn"),
        "expired": _("Not answered in time"),
    }
    return [
        {
            "role": words[rung.name],
            "state": rung.state,
            "at": lv_time(rung.at) if rung.at else "",
            "done": rung.state == "done",
        }
        for rung in rungs
    ]


def _ways() -> dict[str, str]:
    return {"paper": _("On paper"), "in_person": _("In person"), "link": _("By a link with a code")}


def _enders() -> dict[str, str]:
    return {"refused": _("Who refused"), "withdrawn": _("Who withdrew")}


def _ender(sheet: Sheet) -> str:
    ender = sheet.ender or _("the family")
    if sheet.noted_by:
        return _("%(name)s; noted by %(staff)s") % {"name": ender, "staff": sheet.noted_by}
    return _("%(name)s, on the family's own page") % {"name": ender}


def _sheet(sheet: Sheet) -> dict[str, object]:
    language = get_language() or "lv"
    facts = [
        {"label": _("Way"), "value": _ways().get(sheet.way, sheet.way)},
        {
            "label": _("Asked by"),
            "value": sheet.asked_by,
            "note": lv_date(sheet.asked_on) if sheet.asked_on else "",
        },
        {"label": _("Language"), "value": sheet.language.upper()},
        {"label": _("Text"), "value": _("version %(code)s") % {"code": sheet.text_version}},
    ]
    if sheet.signed_on:
        relation = label("relation", sheet.relation)
        facts.insert(
            0,
            {
                "label": _("Signed by"),
                "value": f"{sheet.signer} ({relation})",
                "note": lv_date(sheet.signed_on),
            },
        )
    if sheet.ended_on:
        facts.append({"label": _("Withdrawn from"), "value": lv_date(sheet.ended_on)})
    if sheet.state in _enders():
        facts.append({"label": _enders()[sheet.state], "value": _ender(sheet)})
    return {
        "sheet": sheet,
        "facts": facts,
        "wording": sheet.wording.in_language(language),
        "wanted": [one.in_language(language) for one in sheet.wanted],
        "circumstances": [one.in_language(language) for one in sheet.circumstances],
        "ladder": _ladder(sheet.ladder),
    }


def show(request: HouseRequest, consent_id: UUID) -> HttpResponse:
    """Everything about one consent."""
    card = staff.consent_to_see(viewer=request.viewer, consent_id=consent_id, now=now())
    return page(
        request,
        "consents/one/page.html",
        card=card,
        may_send=bool({"remind", "call_back"} & set(card.steps)),
        consent=_sheet(card.consent),
        applications=[_sheet(one) for one in card.applications],
        reply=request.POST.get("reply", ""),
    )
