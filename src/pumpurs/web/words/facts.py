"""Sentences for the facts of an alert: the learner's numbers, the threshold, what is usual for the class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pumpurs.programme.alerts.queries.alerts import AttachedAlert, FactLine
from pumpurs.rulebook import early_warning_rules, words
from pumpurs.rulebook.early_warning_rules import OPERATORS
from pumpurs.rulebook.reading import Names
from pumpurs.web.frame.templatetags.house import WHOLE, lv_date, percent, rounded

FOUND: Mapping[str, object] = {
    "missed_share": gettext_lazy("Lessons missed: %(num)s of %(den)s, that is %(value)s."),
    "unexcused_share": gettext_lazy("Lessons missed without excuse: %(num)s of %(den)s, that is %(value)s."),
    "unexcused_lessons": gettext_lazy("Lessons missed without excuse: %(value)s."),
    "absence_change": gettext_lazy(
        "The share of lessons missed grew against earlier in the year by %(value)s."
    ),
    "insufficient_subjects": gettext_lazy("Subjects with an insufficient mark: %(value)s."),
    "mean_mark": gettext_lazy("Mean mark: %(value)s."),
    "mark_fall": gettext_lazy("Marks fall in four weeks by %(value)s."),
    "repeated_grade": gettext_lazy("The same grade this school year as in the one before."),
    "change_of_school": gettext_lazy("Changes of school: %(value)s."),
    "behaviour_notes": gettext_lazy("Remarks on behaviour: %(value)s."),
    "support_no_shows": gettext_lazy(
        "Agreed support not come to: %(num)s of %(den)s times, that is %(value)s."
    ),
    "enrolled_nowhere": gettext_lazy("School days without a school: %(value)s."),
}


@dataclass(frozen=True)
class FactWords:
    """One fact in words. `usual` is empty where nothing is usual for the class; `evidence`: the records behind it."""

    rule: str
    name: str
    found: str
    limit: str
    usual: str
    when: str
    source: str
    evidence: str


@dataclass(frozen=True)
class AttachedWords:
    """An alert beside the plan that was opened from it. `alert_id`: None where the reader has no way to the alert."""

    alert_id: UUID | None
    as_of: date | None
    of_the_draft: bool
    facts: tuple[FactWords, ...]
    suggests: tuple[str, ...]


def attached_in_words(found: Iterable[AttachedAlert]) -> list[AttachedWords]:
    """The alerts of a plan in the language of the page."""
    return [
        AttachedWords(
            one.line.id if one.may_open else None, one.line.as_of, one.of_the_draft,
            tuple(fact_in_words(fact) for fact in one.line.facts), one.suggests,
        )
        for one in found
    ]  # fmt: skip


def fact_in_words(fact: FactLine) -> FactWords:
    """What a rule found, in the language of the page."""
    rule, language = early_warning_rules.rule(fact.rule), get_language() or "lv"
    unit = rule.indicator.unit
    limit_at = Fraction(fact.threshold_num, fact.threshold_den)
    value = figure_in_words(Fraction(fact.num, fact.den), unit, short_of=limit_at)
    limit_value = figure_in_words(limit_at, unit)
    limit = words.say(
        f"limit_{OPERATORS.index(rule.operator)}", value=Names(limit_value, limit_value)
    ).in_language(language)
    usual = ""
    if fact.usual_num is not None and fact.usual_den:
        usual = _("Usual for the class: %(value)s.") % {
            "value": figure_in_words(Fraction(fact.usual_num, fact.usual_den), unit, short_of=limit_at)
        }
    window = words.say(f"window_{fact.window}").in_language(language)
    found = FOUND.get(fact.indicator, gettext_lazy("Figure: %(value)s."))
    return FactWords(
        rule=fact.rule,
        name=rule.name.in_language(language),
        found=str(found) % {"num": fact.num, "den": fact.den, "value": value},
        limit=_("An alert begins at: %(limit)s.") % {"limit": limit},
        usual=usual,
        when=f"{window[:1].upper()}{window[1:]}, {lv_date(fact.first_day)}–{lv_date(fact.last_day)}",
        source=_source(fact, rule),
        evidence=rule.indicator.evidence,
    )


def _source(fact: FactLine, rule: early_warning_rules.EarlyWarningRule) -> str:
    """Where the threshold that was crossed comes from; both sources if grades share it and rest on different ones."""
    limit, language = Fraction(fact.threshold_num, fact.threshold_den), get_language() or "lv"
    of_rule = [
        row.source.in_language(language) for row in early_warning_rules.shown().rows if row.key == rule.key
    ]
    crossed = [
        source
        for source, one in zip(of_rule, rule.thresholds, strict=True)
        if one.value == limit and one.force.on(fact.last_day)
    ]
    return "; ".join(dict.fromkeys(crossed))


def figure_in_words(value: Fraction, unit: str, *, short_of: Fraction | None = None) -> str:
    """A figure as people read it: shares in per cent, the rest as it is; never as if it reached what it does not."""
    if unit.startswith("share"):
        places = 0 if (value * 100).denominator == 1 else 1
        return percent(value, places, short_of if short_of is not None else WHOLE)
    if value.denominator == 1:
        return str(value.numerator)
    return str(number_format(rounded(value, 2, short_of), decimal_pos=2))
