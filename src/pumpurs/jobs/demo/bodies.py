"""What stands in an invented plan: judged risks, measures that answer them, hours and sums within the caps.

How often which group of risks is named follows what the programme published for 2019/2020: learning and school in
most plans, economic in every fourth, family in every twentieth, social and health in few.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from pumpurs.jobs.demo import phrases
from pumpurs.jobs.demo.draws import Draws
from pumpurs.programme.plans.rules import MeasureDraft, cost_eur
from pumpurs.rulebook import compensation_kinds, measures, preparation, risks
from pumpurs.values.periods import Span

GROUP_SHARES = {
    "learning": 0.565,
    "economic": 0.27,
    "family": 0.048,
    "social": 0.024,
}  # of none, learning is drawn
MOST_OF_GROUP = {"learning": 3, "economic": 2, "family": 1, "social": 1}
FACTOR_WEIGHTS = {
    "learning_difficulties": 40, "insufficient_marks": 35, "low_motivation": 30, "unexcused_absence": 24,
    "behaviour_difficulties": 12, "conflicts_with_classmates": 6, "change_of_school": 5,
    "conflicts_with_teachers": 4, "language_of_instruction": 3, "repeated_grade": 3, "violence_at_school": 2,
    "difficult_journey": 60, "material_conditions": 45, "home_duties": 4, "paid_work": 3,
    "low_parental_involvement": 45, "family_conflicts": 22, "parents_abroad": 20, "out_of_family_care": 10,
    "violence_in_family": 3, "special_needs": 40, "emotional_difficulties": 25, "long_illness": 20,
    "ill_relatives": 5, "offences": 4, "pregnancy_or_small_children": 3, "addiction": 2,
    "marriage_or_relationship": 1,
}  # fmt: skip
ANSWERS = {"family": "social_pedagogue_consultation", "social": "psychologist_consultation"}
ASSISTANT_HOURS = Decimal(12)
LEAST = 6  # hours of a consultation are not made fewer below this
YOUNG = 4  # grades up to this one learn other subjects and speak otherwise


@dataclass(frozen=True)
class Pupil:
    """What a plan's content depends on."""

    grade: int
    vocational: bool
    adult: bool
    language: str


@dataclass(frozen=True)
class Risk:
    """One judged risk."""

    factor: str
    level: int
    reason: str


@dataclass(frozen=True)
class Line:
    """One measure."""

    kind: str
    risks: tuple[str, ...]
    profession: str
    subject: str
    hours: Decimal | None
    amount_eur: Decimal | None
    expected: str


@dataclass(frozen=True)
class Body:
    """The content of a plan."""

    risks: tuple[Risk, ...]
    lines: tuple[Line, ...]
    goal: str
    consulted: tuple[str, ...]
    note: str
    preparation_hours: Decimal


def drawn(draws: Draws, pupil: Pupil, span: Span) -> Body:
    """A new plan's content."""
    present = tuple(_risks(draws, pupil, span))
    lines = tuple(_lines(draws, pupil, present, span))
    goal = draws.one(phrases.GOALS_YOUNG if _young(pupil) else phrases.GOALS)
    most = _most_hours(span)
    share = draws.weighted((2, 3, 4), (1, 2, 4))
    heard = ("adult_learner",) if pupil.adult else ("family",)
    consulted = (
        ("class_teacher", *heard, "subject_teachers") if draws.chance(0.8) else ("class_teacher", *heard)
    )
    return Body(
        present, lines, goal, consulted, draws.one(phrases.TALKS), (most * share / 4).quantize(Decimal("0.5"))
    )


def changed_a_little(draws: Draws, body: Body) -> Body:
    """The content with one measure's hours changed, as after a comment or in a new semester."""
    place = next((number for number, line in enumerate(body.lines) if line.hours is not None), None)
    if place is None:
        return replace(body, goal=draws.one(phrases.GOALS))
    lines = list(body.lines)
    hours = lines[place].hours or Decimal(0)
    less = Decimal(-2) if hours > LEAST else Decimal(1)
    lines[place] = replace(lines[place], hours=hours + draws.one((less, Decimal(2), Decimal(4))))
    return replace(body, lines=tuple(lines))


def with_family_risk(draws: Draws, body: Body) -> Body:
    """The content with a risk that lies in the family, such as a strategic partner is drawn in for."""
    if any(risks.factor(risk.factor).group == "family" for risk in body.risks):
        return body
    risk = Risk("family_conflicts", 2, phrases.REASONS["family_conflicts"][0])
    kind = "social_pedagogue_consultation"
    given_by = measures.measure(kind).given_by[0]
    line = Line(
        kind, (risk.factor,), given_by, "", Decimal(draws.number(4, 8)), None, phrases.EXPECTED[kind][1]
    )
    return replace(body, risks=(*body.risks, risk), lines=(*body.lines, line), goal=phrases.REFERRAL_GOAL)


def with_fares(body: Body, span: Span) -> Body:
    """The content with the way to school paid, so that there is something to claim."""
    kind, factor = "intercity_transport", "difficult_journey"
    if any(line.kind == kind for line in body.lines):
        return body
    present = body.risks
    if not any(risk.factor == factor for risk in present):
        reason = phrases.REASONS[factor][0].format(n=18, k=3, km=18)
        present = (*present, Risk(factor, 2, reason))
    line = Line(kind, (factor,), "", "", None, _amounts(kind, span)[-1], phrases.EXPECTED[kind][0])
    return replace(body, risks=present, lines=(*body.lines, line))


def with_an_assistant(body: Body) -> Body:
    """The content with hours of a teacher's assistant, so that one who gives support and writes no plans has a day."""
    kind = "teacher_assistant_consultation"
    if any(line.kind == kind for line in body.lines):
        return body
    given_by = measures.measure(kind).given_by[0]
    line = Line(kind, (body.risks[0].factor,), given_by, "", ASSISTANT_HOURS, None, phrases.EXPECTED[kind][0])
    return replace(body, lines=(*body.lines, line))


def _young(pupil: Pupil) -> bool:
    return not pupil.vocational and pupil.grade <= YOUNG


@lru_cache(maxsize=64)
def _factors(group: str, span: Span) -> tuple[tuple[str, ...], tuple[float, ...]]:
    keys = tuple(factor.key for factor in risks.factors_of(group, span.first))
    return keys, tuple(FACTOR_WEIGHTS.get(key, 1) for key in keys)


@lru_cache(maxsize=64)
def _most_hours(span: Span) -> Decimal:
    return preparation.most_hours_on(span.first)


@lru_cache(maxsize=4096)
def _kinds(factor: str, vocational: bool, span: Span) -> tuple[str, ...]:
    """The measures that answer a factor for such a learner; never none."""
    kinds = [one.key for one in risks.suggested_measures(factor, span.first, vocational=vocational)]
    kinds = [kind for kind in kinds if kind != "special_transport" or factor == "special_needs"]
    return tuple(kinds) or (ANSWERS.get(risks.factor(factor).group, "teacher_consultation"),)


@lru_cache(maxsize=4096)
def _amounts(kind: str, span: Span) -> tuple[Decimal, ...]:
    """Sums up to the cap of a kind; where there is no cap, what tools and working clothes cost."""
    cap = compensation_kinds.cap_on(kind, span.first)
    most = cap.eur if cap.eur is not None else Decimal(60)
    return tuple((most * tenths / 10).quantize(Decimal("0.01")) for tenths in (4, 6, 8, 10))


def _risks(draws: Draws, pupil: Pupil, span: Span) -> Iterable[Risk]:
    groups = [group for group, share in GROUP_SHARES.items() if draws.chance(share)] or ["learning"]
    for group in groups:
        keys, weights = _factors(group, span)
        weights = tuple(_fitting(key, weight, pupil) for key, weight in zip(keys, weights, strict=True))
        count = draws.number(1, MOST_OF_GROUP[group])
        for key in draws.some(keys, weights, count):
            level = draws.weighted((1, 2, 3), (0.25, 0.5, 0.25))
            numbers = {"n": draws.number(9, 46), "k": draws.number(2, 5), "km": draws.number(6, 38)}
            yield Risk(key, level, draws.one(phrases.REASONS[key]).format(**numbers))


def _fitting(key: str, weight: float, pupil: Pupil) -> float:
    if key == "language_of_instruction":
        return weight * {"uk": 40, "ru": 3}.get(pupil.language, 0.05)
    if key in {"paid_work", "pregnancy_or_small_children", "marriage_or_relationship"}:
        return weight * (4 if pupil.adult else 0.02)
    if key in {"insufficient_marks", "addiction", "offences"} and _young(pupil):
        return weight * 0.05
    return weight


def _lines(draws: Draws, pupil: Pupil, present: tuple[Risk, ...], span: Span) -> Iterable[Line]:
    wanted: dict[str, list[str]] = {}
    for risk in present:
        kinds = _kinds(risk.factor, pupil.vocational, span)
        kind = kinds[0] if draws.chance(0.7) else draws.one(kinds)
        wanted.setdefault(kind, []).append(risk.factor)
        if risk.factor == "material_conditions" and draws.chance(0.5):
            wanted.setdefault("personal_items", []).append(risk.factor)
    for kind, factors in wanted.items():
        yield from _answer(draws, pupil, kind, tuple(sorted(set(factors))), span)


def _answer(draws: Draws, pupil: Pupil, kind: str, factors: tuple[str, ...], span: Span) -> Iterable[Line]:
    measure = measures.measure(kind)
    expected = phrases.EXPECTED[kind]
    if measure.compensation_kind is not None:
        amount = draws.weighted(_amounts(measure.compensation_kind, span), (1, 3, 4, 3))
        yield Line(kind, factors, "", "", None, amount, draws.one(expected))
        return
    subjects = [""]
    if kind == "teacher_consultation":
        listed = phrases.SUBJECTS_YOUNG if _young(pupil) else phrases.SUBJECTS
        listed = phrases.SUBJECTS_VOCATIONAL if pupil.vocational else listed
        names, weights = zip(*listed, strict=True)
        subjects = draws.some(names, weights, draws.weighted((1, 2, 3), (0.5, 0.38, 0.12)))
    for subject in subjects:
        hours = Decimal(draws.number(5, 9) if len(subjects) > 1 else draws.number(6, 16))
        profession = measure.given_by[0]
        yield Line(kind, factors, profession, subject, hours, None, draws.one(expected))


@lru_cache(maxsize=100_000)
def cost_of(kind: str, first_to_end: Span, hours: Decimal | None, amount_eur: Decimal | None) -> Decimal:
    """What a line costs over its days, by the house's own arithmetic."""
    return cost_eur(MeasureDraft(kind, (), first_to_end, hours, amount_eur))
