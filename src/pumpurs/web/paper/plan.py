"""The approved support plan (IAP) as PDF/UA: the same content and the same words as on the screen."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pumpurs.programme.plans.queries.cards import MeasureLine
from pumpurs.programme.plans.queries.versions import Frozen
from pumpurs.web.frame.templatetags.house import eur, hours, lv_date, lv_time, or_left
from pumpurs.web.frame.templatetags.rules import named, semester_name
from pumpurs.web.paper.press import pressed
from pumpurs.web.words import label

TEMPLATE = Path(__file__).parent / "plan.typ"


def _amount(line: MeasureLine) -> str:
    if line.hours_planned is not None:
        return hours(line.hours_planned)
    period = _("%(sum)s a month") if line.unit == "month" else _("%(sum)s a semester")
    return period % {"sum": eur(line.amount_eur)}


def _groups(frozen: Frozen) -> list[dict[str, Any]]:
    hidden = _("The text is read only by the author and the head.")
    present = [line for line in frozen.risks if line.level]
    return [
        {
            "name": named(group, "risk_group"),
            "risks": [
                {
                    "name": named(line.factor, "risk"),
                    "level": named(line.level, "risk_level"),
                    "reason": hidden if line.reason is None else line.reason,
                }
                for line in lines
            ],
        }
        for group, lines in groupby(present, key=lambda line: line.group)
    ]


def _measures(frozen: Frozen) -> list[dict[str, str]]:
    return [
        {
            "kind": named(line.kind, "measure"),
            "subject": line.subject,
            "giver": named(line.provider_profession, "position"),
            "result": line.expected_result,
            "risks": ", ".join(named(risk, "risk") for risk in line.risks),
            "period": f"{lv_date(line.first)}–{lv_date(line.last)}",
            "amount": _amount(line),
            "planned": eur(line.planned_eur),
        }
        for line in frozen.measures
    ]


def _notices(frozen: Frozen) -> list[str]:
    """What has to be known before the plan is read."""
    found = []
    if day := frozen.card.consent_ended_on:
        found.append(
            _("The consent ended on %(day)s. From that day on no new support may be given under this plan.")
            % {"day": lv_date(day)}
        )
    if not frozen.reads_words:
        found.append(
            _(
                "Your role sees the support and what it costs. The goal, the talks, the risks and what is written "
                "about the learner are seen only by those who write the plan, approve it or receive the support."
            )
        )
    return found


def _data(frozen: Frozen, now: datetime) -> dict[str, Any]:
    card, none = frozen.card, sum(line.level == 0 for line in frozen.risks)
    others = ngettext(
        "%(n)s more risk was judged and is not there.",
        "%(n)s more risks were judged and are not there.",
        none,
    )
    return {
        "language": (get_language() or "lv")[:2],
        "programme": _("Support for reducing early school leaving · ESF project 8.3.4.0/16/I/001"),
        "title": _("Individual support plan"),
        "subtitle": f"{semester_name(card.semester)} · {card.code} · "
        + _("version %(n)s") % {"n": frozen.number},
        "code": card.code,
        "made_at": lv_time(now),
        "facts": [
            {"label": _("Learner"), "value": or_left(card.learner)},
            {"label": _("Class"), "value": card.class_name},
            {"label": _("Institution"), "value": card.institution},
            {"label": _("Author"), "value": card.author},
            {"label": _("When"), "value": f"{lv_date(frozen.span.first)}–{lv_date(frozen.span.last)}"},
            {"label": _("Approved"), "value": lv_date(frozen.approved_at)},
        ],
        "notices": _notices(frozen),
        "reads_words": frozen.reads_words,
        "goal": frozen.goal,
        "consulted": ", ".join(label("consulted", code) for code in frozen.consulted),
        "groups": _groups(frozen),
        "measures": _measures(frozen),
        "preparation": {
            "kind": _("Preparing, following and evaluating"),
            "amount": hours(frozen.preparation_hours),
            "planned": eur(frozen.preparation_eur),
        },
        "total": eur(frozen.planned_eur),
        "approvals": [
            {"role": label("role", d.role), "name": d.by, "at": lv_time(d.at)} for d in frozen.decisions
        ],
        "columns": [_("Support"), _("Answers"), _("When"), _("Amount"), _("Planned")],
        "approval_columns": [_("Role"), _("Given name and family name"), _("Approved")],
        "signatures": [_("Learner"), _("Parent or guardian")],
        "words": {
            "goal": _("Learner's goal"),
            "consulted": _("Talks"),
            "risks": _("Risks"),
            "others": others % {"n": none},
            "support": _("Support"),
            "total": _("Together"),
            "change": _("Should change:"),
            "approvals": _("Approval"),
        },
    }


def plan_pdf(frozen: Frozen, *, now: datetime) -> bytes:
    """The PDF of a frozen version, tagged for screen readers (PDF/UA-1), in the language of the reader."""
    return pressed(TEMPLATE, _data(frozen, now))
