"""Words for codes: reasons, roles, states. The only place where a code becomes a sentence."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from django.utils.dateformat import format as date_format
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pumpurs.rulebook import compensation_kinds, risks
from pumpurs.values.reasons import Reason
from pumpurs.web.frame.templatetags.house import duration, hours, lv_date
from pumpurs.web.words.labels import ROLES, label
from pumpurs.web.words.reasons import REASONS
from pumpurs.web.words.semesters import semester_name

__all__ = ["REASONS", "ROLES", "in_words", "label"]


AFTER_A_DATE = re.compile(
    r"(?<=\d)\.\.(?!\.)"
)  # a Latvian date ends in a full stop: it ends the sentence too


def _value(name: str, value: object) -> str:
    if isinstance(value, int) and name.endswith("minutes"):
        return duration(value)
    if isinstance(value, int | Decimal) and name.endswith("_hours"):
        return hours(value)
    if isinstance(value, Decimal):
        return number_format(value, decimal_pos=2 if value == round(value, 2) else None)
    if isinstance(value, date):
        return lv_date(value)
    return str(value)


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _month(written: str) -> str:
    """`2026-11` in words."""
    return lv_date(date.fromisoformat(f"{written}-01"), "month")


def _period(written: str) -> str:
    """`2026-11` or a semester (`2026/1`) in words."""
    return semester_name(written) if "/" in written else _month(written)


def in_words(reason: Reason) -> str:
    """The sentence of a reason in the reader's language; a code without its own falls back to its last part."""
    text = REASONS.get(reason.code) or REASONS.get("*." + reason.code.rsplit(".", 1)[-1])
    if text is None:
        return _("This cannot be done (%(code)s).") % {"code": reason.code}
    values = _Values({name: _value(name, value) for name, value in reason.values.items()})
    if "state" in reason.values:
        values["state"] = label(reason.code.split(".")[0], str(reason.values["state"]))
    if "why" in reason.values:  # a reason inside a reason: why a row of a roster was not taken
        values["why"] = str(REASONS.get(str(reason.values["why"]), reason.values["why"]))
    if "semester" in reason.values:
        values["semester"] = semester_name(str(reason.values["semester"]))
    if "compensation" in reason.values:
        kind = compensation_kinds.kind(str(reason.values["compensation"]))
        values["compensation"] = kind.name.in_language(get_language() or "lv")
    if "period" in reason.values:
        values["period"] = _period(str(reason.values["period"]))
    if "risk" in reason.values:
        values["risk"] = risks.factor(str(reason.values["risk"])).name.in_language(get_language() or "lv")
    month = reason.values.get("month")
    if isinstance(month, date):
        values["month"] = date_format(month, "F").lower()
    elif month:  # of a year, as kept reasons write it: 2026-11
        values["month"] = _month(str(month))
    if "months" in reason.values:
        values["months"] = re.sub(r"\d{4}-\d{2}", lambda found: _month(found[0]), values["months"])
    if "group" in reason.values:
        group = risks.table().groups[str(reason.values["group"])]
        values["group"] = group.name.in_language(get_language() or "lv")
    said = AFTER_A_DATE.sub(".", str(text) % values)
    return f"{values['of_claim']}: {said}" if "of_claim" in reason.values else said
