"""Words for the order a model gives (saraksta secība): what each indicator adds, and the learner's figure behind it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pumpurs.programme.alerts.rules.ordering import Point, Score, as_number
from pumpurs.rulebook import indicators, words
from pumpurs.web.words.facts import figure_in_words

SCHOOL = "institution"
PLACES = 2


@dataclass(frozen=True)
class PointWords:
    """One indicator: its name, the learner's figure, what it does to the place on the list, and by how much.

    `evidence`: the kind of records behind it. Both it and `indicator` are empty for the school's share.
    """

    name: str
    figure: str
    effect: str
    points: str
    indicator: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class ScoreWords:
    """The whole sum: `base` is what every learner starts from."""

    base: str
    points: tuple[PointWords, ...]
    total: str


def score_in_words(score: Score) -> ScoreWords:
    """A score in the language of the page."""
    return ScoreWords(
        _signed(score.base_units), tuple(_point(one) for one in score.points), _signed(score.score_units)
    )


def _point(point: Point) -> PointWords:
    language = get_language() or "lv"
    if point.units > 0:
        effect = _("moves the alert up")
    elif point.units < 0:
        effect = _("moves the alert down")
    else:
        effect = _("changes nothing")
    if point.indicator == SCHOOL:
        return PointWords(_("How many leave this school early"), "", effect, _signed(point.units))
    indicator = indicators.indicator(point.indicator)
    name = indicator.name.in_language(language)
    if point.window:
        name = f"{name}, {words.say(f'window_{point.window}').in_language(language)}"
    figure = _("the journal shows nothing of it")
    if point.num is not None and point.den:
        figure = figure_in_words(Fraction(point.num, point.den), indicator.unit)
    return PointWords(name, figure, effect, _signed(point.units), indicator.key, indicator.evidence)


def _signed(units: int) -> str:
    value = as_number(units)
    return ("+" if value >= 0 else "−") + str(number_format(abs(value), decimal_pos=PLACES))
