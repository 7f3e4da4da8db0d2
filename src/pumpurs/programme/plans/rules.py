"""Arithmetic and yes/no of plans on plain values: what a measure costs, what fits under its cap, what changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pumpurs.rulebook import compensation_kinds, measures, preparation, risks, unit_rates
from pumpurs.values.money import eur
from pumpurs.values.periods import Month, Span, months_of
from pumpurs.values.reasons import Reason

Content = Mapping[str, Any]


@dataclass(frozen=True)
class MeasureDraft:
    """A measure as its author wrote it. Hours for a consultation, EUR a month or a semester for a compensation."""

    kind: str
    risks: tuple[str, ...]
    span: Span
    hours_planned: Decimal | None = None
    amount_eur: Decimal | None = None
    subject: str = ""
    expected_result: str = ""
    provider_profession: str = ""  # who gives a consultation; empty: the first whom the rulebook names


@dataclass(frozen=True)
class Asked:
    """What comes along with a step: the day it is taken, a reason of the rulebook, a note.

    `line`: the one that is commented on. `version`: the one that was read (None: nobody asks).
    """

    day: date | None = None
    reason_code: str = ""
    note: str = ""
    line: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Change:
    """One difference between two frozen contents: the line it stands on, what stood there, what stands there."""

    line: str
    before: Mapping[str, Any] | str | None
    after: Mapping[str, Any] | str | None


def family_heard(consulted: Collection[str]) -> bool:
    """The family was consulted; an adult learner speaks for herself."""
    return not {"family", "adult_learner"}.isdisjoint(consulted)


def plan_code(semester: str, number: int) -> str:
    """The plan's number as printed on papers: IAP-2026/1-000042."""
    return f"IAP-{semester}-{number:06}"


def periods_of(kind: str, span: Span) -> int:
    """How many of its cap's periods (months or the semester) a compensation covers in `span`."""
    per = compensation_kinds.kind(kind).per
    return len(months_of(span)) if per == "month" else 1


def cost_eur(draft: MeasureDraft) -> Decimal:
    """What a measure is planned to cost: hours at the rate of its first day, or the amount for every period."""
    measure = measures.measure(draft.kind)
    if measure.is_consultation:
        return eur((draft.hours_planned or Decimal(0)) * unit_rates.hourly_on(draft.span.first).eur)
    return eur(
        (draft.amount_eur or Decimal(0)) * periods_of(measure.compensation_kind or draft.kind, draft.span)
    )


def preparation_eur(hours: Decimal, day: date) -> Decimal:
    """What preparing, following and evaluating the plan costs."""
    return eur(hours * unit_rates.hourly_on(day).eur)


def over_cap(draft: MeasureDraft, place: str) -> Reason | None:
    """None if the amount of a compensation fits under the cap of its kind on the measure's first day."""
    measure = measures.measure(draft.kind)
    if measure.compensation_kind is None or draft.amount_eur is None:
        return None
    cap = compensation_kinds.cap_on(measure.compensation_kind, draft.span.first)
    if cap.eur is None or draft.amount_eur <= cap.eur:
        return None
    per = compensation_kinds.kind(measure.compensation_kind).per
    values = {"asked_eur": draft.amount_eur, "cap_eur": cap.eur, "per": per}
    return Reason("plan.measure.over_cap", values, place=place)


def over_cap_together(drafts: Mapping[str, MeasureDraft]) -> tuple[Reason, ...]:
    """A reason for each measure (by its place) that asks more in some period than measures of its kind before it leave.

    A measure that is over the cap by itself is left to `over_cap`; the days must lie where caps are in force.
    """
    asked: dict[tuple[str, Month | None], Decimal] = defaultdict(Decimal)
    found = []
    for place, draft in drafts.items():
        key = measures.measure(draft.kind).compensation_kind
        if key is None or draft.amount_eur is None:
            continue
        cap, per = compensation_kinds.cap_on(key, draft.span.first), compensation_kinds.kind(key).per
        periods = months_of(draft.span) if per == "month" else (None,)
        taken = max(asked[key, period] for period in periods)
        if taken and cap.eur is not None and draft.amount_eur <= cap.eur < taken + draft.amount_eur:
            values = {"asked_eur": taken + draft.amount_eur, "cap_eur": cap.eur, "per": per}
            found.append(Reason("plan.measure.over_cap_together", values, place=place))
        for period in periods:
            asked[key, period] += draft.amount_eur
    return tuple(found)


def against_measure(
    draft: MeasureDraft, *, plan_span: Span, vocational: bool, place: str
) -> tuple[Reason, ...]:
    """Every reason against one measure; () if it can stand in the plan."""
    return tuple(_against_measure(draft, plan_span, vocational, place))


def _against_measure(draft: MeasureDraft, plan_span: Span, vocational: bool, place: str) -> Iterator[Reason]:
    measure = measures.measure(draft.kind)
    if not measure.open_to_learner(vocational=vocational):
        yield Reason("plan.measure.vocational_only", place=place)
    inside = plan_span.covers(draft.span)
    if not inside:
        yield Reason(
            "plan.measure.outside_plan", {"first": plan_span.first, "last": plan_span.last}, place=place
        )
    if measure.is_consultation and not (draft.hours_planned and draft.hours_planned > 0):
        yield Reason("plan.measure.no_hours", place=place)
    if not measure.is_consultation and not (draft.amount_eur and draft.amount_eur > 0):
        yield Reason("plan.measure.no_amount", place=place)
    if not draft.risks:
        yield Reason("plan.measure.answers_no_risk", place=place)
    if inside and (over := over_cap(draft, place)):  # outside, no cap may be in force at all
        yield over


def too_much_preparation(hours: Decimal, day: date) -> Reason | None:
    """None if the hours for preparing, following and evaluating fit the most that one plan may have."""
    most = preparation.most_hours_on(day)
    if hours <= most:
        return None
    return Reason("plan.preparation.over_most", {"hours": hours, "most": most}, place="preparation")


def unjudged(levels: Mapping[str, int], day: date) -> tuple[Reason, ...]:
    """A reason for every group of the catalogue in which some risk was not judged yet, and how many."""
    left = Counter(factor.group for factor in risks.factors_on(day) if factor.key not in levels)
    return tuple(
        Reason("plan.submit.risks_not_judged", {"group": group, "count": count}, place=f"risks-{group}")
        for group, count in left.items()
    )


def unjustified(levels: Mapping[str, int], reasons: Mapping[str, str]) -> tuple[Reason, ...]:
    """A reason for every risk whose level asks for a justification that is not there."""
    return tuple(
        Reason("plan.submit.risk_not_justified", {"risk": factor}, place=f"risk:{factor}")
        for factor, level in sorted(levels.items())
        if risks.level(level).justification_required and not reasons.get(factor, "").strip()
    )


def _lines(content: Content) -> dict[str, Mapping[str, Any] | str]:
    lines: dict[str, Mapping[str, Any] | str] = {
        "goal": content.get("goal", ""),
        "consulted": ", ".join(content.get("consulted", [])) + "\n" + content.get("consulted_note", ""),
        "preparation": str(content.get("preparation_hours", "")),
    }
    lines |= {f"risk:{risk['factor']}": risk for risk in content.get("risks", []) if risk["level"]}
    lines |= {f"measure:{measure['id']}": measure for measure in content.get("measures", [])}
    return lines


def compared(before: Content, after: Content) -> tuple[Change, ...]:
    """Every line that differs between two frozen contents, in the order of the later one."""
    old, new = _lines(before), _lines(after)
    changed = [Change(line, old.get(line), new[line]) for line in new if old.get(line) != new[line]]
    return (*changed, *(Change(line, old[line], None) for line in old if line not in new))


def substance(content: Content, *, dated: bool) -> Any:
    """What an approver would have to read again: risks and measures without their ids; with their days if `dated`."""
    kept = [
        "kind",
        "risks",
        "hours_planned",
        "amount_eur",
        "provider_profession",
        "subject",
        "expected_result",
    ]
    if dated:
        kept += ["since", "until"]
    measures_in = sorted(
        str([(key, measure.get(key)) for key in kept]) for measure in content.get("measures", [])
    )
    risks_in = sorted((risk["factor"], risk["level"], risk["reason"]) for risk in content.get("risks", []))
    return risks_in, measures_in, content.get("preparation_hours")
