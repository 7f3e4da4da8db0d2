"""The approved plan in plain words: who helps with what, how often, until when, and what is paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import ngettext

from pumpurs.programme.plans.queries.cards import MeasureLine
from pumpurs.programme.plans.queries.versions import Frozen

WEEK_DAYS = 7


@dataclass(frozen=True)
class Help:
    """One line of help: `often` for hours, `amount_eur` and `unit` for costs that are paid."""

    kind: str
    subject: str
    often: str
    hours: Decimal | None
    amount_eur: Decimal | None
    unit: str
    first: date
    last: date
    result: str


@dataclass(frozen=True)
class PlanInWords:
    """The child's approved plan as its family reads it."""

    semester: str
    goal: str
    until: date
    people: tuple[Help, ...]
    costs: tuple[Help, ...]


def how_often(hours: Decimal, first: date, last: date) -> str:
    """Hours spread over the weeks of a period, as a parent would say it: about 2 hours a week."""
    weeks = Decimal((last - first).days + 1) / WEEK_DAYS
    a_week = int((hours / weeks).quantize(Decimal(1), ROUND_HALF_UP))
    if a_week:
        return ngettext("about %(n)d hour a week", "about %(n)d hours a week", a_week) % {"n": a_week}
    every = int((weeks / hours).quantize(Decimal(1), ROUND_HALF_UP))
    return ngettext("about one hour every %(n)d week", "about one hour every %(n)d weeks", every) % {
        "n": every
    }


def _help(line: MeasureLine) -> Help:
    hours = line.hours_planned
    often = how_often(hours, line.first, line.last) if hours else ""
    return Help(
        line.kind, line.subject, often, hours, line.amount_eur, line.unit, line.first, line.last,
        line.expected_result,
    )  # fmt: skip


def in_plain_words(plan: Frozen | None) -> PlanInWords | None:
    """The plan as the family reads it; None if no plan is approved yet."""
    if plan is None:
        return None
    helps = [_help(line) for line in plan.measures]
    return PlanInWords(
        semester=plan.card.semester,
        goal=plan.goal,
        until=plan.span.last,
        people=tuple(one for one in helps if one.amount_eur is None),
        costs=tuple(one for one in helps if one.amount_eur is not None),
    )
