"""The notice of unexcused absence (paziņojums pašvaldībai) as PDF/UA: what the head signed, no more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pumpurs.programme.alerts.queries.duty import NoticePage
from pumpurs.web.frame.templatetags.house import lv_date, lv_time
from pumpurs.web.frame.templatetags.rules import semester_name
from pumpurs.web.paper.press import pressed
from pumpurs.web.words.coverage import lacking_in_words

TEMPLATE = Path(__file__).parent / "duty.typ"


def _data(found: NoticePage, now: datetime) -> dict[str, Any]:
    line = found.line
    told = lv_date(found.family_told_on)
    return {
        "language": (get_language() or "lv")[:2],
        "title": _("Notice of unexcused absence"),
        "subtitle": f"{semester_name(found.semester)} · {line.code}",
        "code": line.code,
        "made_at": lv_time(now),
        "facts": [
            {"label": _("To"), "value": found.municipality or _("The municipality where the learner lives")},
            {"label": _("From"), "value": line.institution},
            {"label": _("Learner"), "value": line.learner},
            {"label": _("Born"), "value": lv_date(found.birth_date)},
            {"label": _("Class"), "value": line.class_name},
            {"label": _("Lessons missed without excuse"), "value": str(line.lessons)},
            {"label": _("In the days"), "value": f"{lv_date(found.first_day)}–{lv_date(found.last_day)}"},
            {"label": _("The municipality is told above"), "value": str(found.limit)},
            *(
                [{"label": _("What the journal lacked"), "value": lacks}]
                if (lacks := lacking_in_words(found.lacking))
                else []
            ),
        ],
        "parts": [
            {"title": _("The family"), "text": _("The family was told on %(day)s.") % {"day": told}},
            {"title": _("What was done to find the cause"), "text": found.cause},
            {
                "title": pgettext("notice to the municipality", "What is asked"),
                "text": _(
                    "Please confirm that you have this notice, bring in the social service and, where needed, the "
                    "police and the children's rights inspectorate, and answer by %(day)s."
                )
                % {"day": lv_date(found.answer_due_on)},
            },
        ],
        "signature": _("Signed in the system by the head of the institution, %(name)s, %(at)s")
        % {"name": found.sent_by, "at": lv_time(found.sent_at)},
    }


def notice_pdf(found: NoticePage, *, now: datetime) -> bytes:
    """The PDF of a signed notice, in the language of the reader."""
    return pressed(TEMPLATE, _data(found, now))
