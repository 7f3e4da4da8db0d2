"""Filters that say a code of the rulebook in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language

from pumpurs.rulebook import (
    alert_handling,
    compensation_kinds,
    early_warning_rules,
    institution_kinds,
    measures,
    risks,
)
from pumpurs.rulebook.reading import Names, RulebookError
from pumpurs.rulebook.vocabulary import (
    claim_refusal_reasons,
    enrolment_answers,
    helped_answers,
    learner_outcomes,
    measure_verdicts,
    next_answers,
    partner_kinds,
    positions,
    recommendations,
    refusal_reasons,
    risk_outcomes,
    strategic_partner_kinds,
    suspension_reasons,
    unused_reasons,
)
from pumpurs.values.periods import Month
from pumpurs.web.frame.templatetags.house import lv_date, percent
from pumpurs.web.words import label, semesters
from pumpurs.web.words.coverage import lacking_in_words

register = template.Library()

NAMES: dict[str, Callable[[str], Names]] = {
    "alert_kind": lambda key: alert_handling.kind(key).name,
    "early_warning_rule": lambda key: early_warning_rules.rule(key).name,
    "risk": lambda key: risks.factor(key).name,
    "risk_group": lambda key: risks.group(key).name,
    "risk_level": lambda key: risks.level(int(key)).name,
    "measure": lambda key: measures.measure(key).name,
    "compensation": lambda key: compensation_kinds.kind(key).name,
    "claim_refusal": lambda key: claim_refusal_reasons.term(key).name,
    "position": lambda key: positions.term(key).name,
    "refusal": lambda key: refusal_reasons.term(key).name,
    "risk_outcome": lambda key: risk_outcomes.term(key).name,
    "measure_verdict": lambda key: measure_verdicts.term(key).name,
    "unused_reason": lambda key: unused_reasons.term(key).name,
    "recommendation": lambda key: recommendations.term(key).name,
    "learner_outcome": lambda key: learner_outcomes.term(key).name,
    "helped": lambda key: helped_answers.term(key).name,
    "next_step": lambda key: next_answers.term(key).name,
    "enrolment": lambda key: enrolment_answers.term(key).name,
    "suspension": lambda key: suspension_reasons.term(key).name,
    "institution_kind": lambda key: institution_kinds.kind(key).name,
    "partner_kind": lambda key: partner_kinds.term(key).name,
    "strategic_kind": lambda key: strategic_partner_kinds.term(key).name,
}


register.filter("lacking", lacking_in_words)


@register.filter
def named(key: object, table: str) -> str:
    """`"low_motivation"|named:"risk"` -> its name in the language of the page; an unknown key stays as it is."""
    if key is None or key == "":
        return ""
    try:
        return said(NAMES[table](str(key)))
    except RulebookError:
        return str(key)


def said(names: Names) -> str:
    """A name of the rulebook in the language of the page."""
    return names.in_language(get_language() or "lv")


@register.filter
def threshold(text: str, rule: str) -> str:
    """`"0.125"|threshold:"many_missed"` -> `12,5 %`: a kept threshold as people read it."""
    value = Fraction(text)
    if early_warning_rules.rule(rule).indicator.unit.startswith("share"):
        return percent(value, 0 if (value * 100).denominator == 1 else 1)
    return number_format(float(value), 0 if value.denominator == 1 else 1)


@register.filter
def labelled(value: object, kind: str) -> str:
    """`"head"|labelled:"role"` -> the label of a coded value."""
    return label(kind, str(value))


@register.filter
def semester_name(text: str) -> str:
    """`2026/1` -> `2026/2027, semester 1` in the language of the page."""
    return semesters.semester_name(str(text))


@register.filter
def period_name(text: str) -> str:
    """`2026-10` -> `2026. gada oktobris`, `2026/1` -> the semester's name, in the language of the page."""
    if "/" in text:
        return semesters.semester_name(text)
    return lv_date(Month.parse(text).span.first, "month")


@register.filter
def month_name(text: str) -> str:
    """`2026-10` -> the month in words, in the language of the page."""
    return lv_date(Month.parse(str(text)).span.first, "month")


@register.filter
def until(first: str, last: str) -> str:
    """`"2026-09"|until:"2026-10"` -> both months in words with a dash; one month alone stands alone."""
    return month_name(first) if first == last else f"{month_name(first)} – {month_name(last)}"


@register.filter
def anchor(place: str) -> str:
    """`risk:low_motivation` -> `risk-low_motivation`: where a reason can be mended on the page."""
    return place.replace(":", "-")


@register.filter
def in_map(mapping: dict[str, object], key: str) -> object:
    """The value of a key that is itself a variable."""
    return mapping.get(key, "")


@register.filter
def level_tone(level: int) -> str:
    """The tone of a badge for a risk level: calm for the lowest, alarming for the highest of the rulebook."""
    ranks = sorted(item.level for item in risks.table().levels.values() if item.level)
    tones = ("info", "warn", "bad")
    return tones[min(ranks.index(level), len(tones) - 1)] if level in ranks else "neutral"
