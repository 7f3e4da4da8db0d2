"""Arithmetic of plans: what a measure costs, what fits under its cap, what changed between two versions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pumpurs.programme.plans.rules import (
    MeasureDraft,
    against_measure,
    compared,
    cost_eur,
    over_cap_together,
    preparation_eur,
    substance,
    too_much_preparation,
    unjudged,
    unjustified,
)
from pumpurs.rulebook import preparation, risks, unit_rates
from pumpurs.values.periods import Span
from tests.examples import cases, said
from tests.programme.plans.stage import TODAY, consultation, meals, span


def draft_of(case: dict[str, str]) -> MeasureDraft:
    number, unit = case["given"].split()
    days = Span.through(date.fromisoformat(case["first"]), date.fromisoformat(case["last"]))
    amount: dict[str, Any] = (
        {"hours_planned": Decimal(number)} if unit == "h" else {"amount_eur": Decimal(number)}
    )
    return MeasureDraft(kind=case["kind"], risks=("unexcused_absence",), span=days, **amount)


@pytest.mark.parametrize("case", cases("plan_measures"), ids=said)
def test_signed_off_measures(case: dict[str, str]) -> None:
    draft = draft_of(case)

    against = against_measure(draft, plan_span=span(), vocational=case["vocational"] == "yes", place="here")

    found = [reason.code.removeprefix("plan.measure.") for reason in against] or ["fits"]
    assert (found, cost_eur(draft)) == ([case["expected"]], Decimal(case["planned_eur"]))


def support(kind: str, euros: str, first: date, last: date) -> MeasureDraft:
    return MeasureDraft(kind, ("unexcused_absence",), Span.through(first, last), amount_eur=Decimal(euros))


SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("others", "over"),
    [
        (support("meals", "40.00", SEPTEMBER, date(2026, 10, 31)), ["70.01"]),
        (support("meals", "39.99", SEPTEMBER, date(2026, 10, 31)), []),
        (support("meals", "70.00", NOVEMBER, date(2026, 12, 18)), []),
        (support("intercity_transport", "30.00", OCTOBER, date(2026, 10, 31)), []),
    ],
    ids=["a cent too much in October", "just the cap", "in other months", "of another kind"],
)
def test_support_of_one_kind_shares_one_cap_in_each_period(others: MeasureDraft, over: list[str]) -> None:
    found = over_cap_together(
        {"first": others, "second": support("meals", "30.01", OCTOBER, date(2026, 10, 31))}
    )

    assert [str(reason.values["asked_eur"]) for reason in found] == over
    assert {reason.place for reason in found} <= {"second"}


def test_personal_items_share_the_cap_of_the_semester() -> None:
    autumn = support("personal_items", "20.00", SEPTEMBER, SEPTEMBER)
    again = support("personal_items", "5.01", NOVEMBER, NOVEMBER)

    assert [reason.code for reason in over_cap_together({"a": autumn, "b": again})] == [
        "plan.measure.over_cap_together"
    ]


def test_all_reasons_against_a_measure_come_at_once_with_their_place() -> None:
    hopeless = MeasureDraft(
        "learning_aids", (), Span(date(2026, 8, 1), date(2027, 1, 1)), amount_eur=Decimal(0)
    )

    against = against_measure(hopeless, plan_span=span(), vocational=False, place="here")

    assert {(reason.code, reason.place) for reason in against} == {
        ("plan.measure.vocational_only", "here"),
        ("plan.measure.outside_plan", "here"),
        ("plan.measure.no_amount", "here"),
        ("plan.measure.answers_no_risk", "here"),
    }


def test_a_cap_that_is_passed_is_told_with_what_was_asked_and_what_is_allowed() -> None:
    (reason,) = against_measure(meals("70.01"), plan_span=span(), vocational=False, place="here")

    assert reason.values == {"asked_eur": Decimal("70.01"), "cap_eur": Decimal("70.00"), "per": "month"}


def test_preparing_takes_at_most_the_hours_of_the_rulebook() -> None:
    most = preparation.most_hours_on(TODAY)

    assert too_much_preparation(most, TODAY) is None
    over = too_much_preparation(most + Decimal("0.1"), TODAY)
    assert over is not None
    assert (over.code, over.place) == ("plan.preparation.over_most", "preparation")


def test_preparing_costs_the_hourly_rate_of_the_day() -> None:
    assert preparation_eur(Decimal("2.5"), TODAY) == Decimal("2.5") * unit_rates.hourly_on(TODAY).eur


def test_a_cost_is_rounded_to_whole_cents() -> None:
    odd = consultation(hours_planned=Decimal("0.333"))

    assert cost_eur(odd) == round(cost_eur(odd), 2)


def test_every_risk_of_the_catalogue_wants_to_be_judged() -> None:
    catalogue = [factor.key for factor in risks.factors_on(TODAY)]

    left = unjudged(dict.fromkeys(catalogue[1:], 0), TODAY)

    group = risks.factor(catalogue[0]).group
    assert [(reason.values, reason.place) for reason in left] == [
        ({"group": group, "count": 1}, f"risks-{group}")
    ]
    assert [reason.values["group"] for reason in unjudged({}, TODAY)] == list(risks.table().groups)
    assert sum(reason.values["count"] for reason in unjudged({}, TODAY)) == len(catalogue)
    assert unjudged(dict.fromkeys(catalogue, 0), TODAY) == ()


def test_a_level_above_none_wants_a_reason_that_is_more_than_blanks() -> None:
    levels = {"unexcused_absence": 1, "low_motivation": 3, "paid_work": 0}

    missing = unjustified(levels, {"unexcused_absence": " \n", "low_motivation": "Nenāk."})

    assert [reason.place for reason in missing] == ["risk:unexcused_absence"]


CONTENT: dict[str, Any] = {
    "goal": "Pabeigt klasi.", "consulted": ["family"], "consulted_note": "", "preparation_hours": "6.0",
    "risks": [
        {"factor": "unexcused_absence", "level": 2, "reason": "Kavē."},
        {"factor": "paid_work", "level": 0, "reason": ""},
    ],
    "measures": [{
        "id": "m1", "kind": "meals", "risks": ["unexcused_absence"], "hours_planned": None, "amount_eur": "20.00",
        "subject": "", "since": "2026-09-01", "until": "2026-12-19", "expected_result": "Nāk.",
    }],
}  # fmt: skip


def changed(**more: Any) -> dict[str, Any]:
    return {**CONTENT, **more}


def measure(**more: Any) -> dict[str, Any]:
    return changed(measures=[{**CONTENT["measures"][0], **more}])


def test_a_version_compared_with_itself_differs_in_nothing() -> None:
    assert compared(CONTENT, CONTENT) == ()


@pytest.mark.parametrize(
    ("after", "line"),
    [
        (changed(goal="Kļūt par pavāru."), "goal"),
        (changed(consulted=["family", "psychologist"]), "consulted"),
        (changed(consulted_note="Tētis ārzemēs."), "consulted"),
        (changed(preparation_hours="5.0"), "preparation"),
        (changed(risks=[{"factor": "unexcused_absence", "level": 3, "reason": "Kavē."}]), "risk:unexcused_absence"),
        (measure(amount_eur="30.00"), "measure:m1"),
        (measure(until="2026-10-19"), "measure:m1"),
    ],
)  # fmt: skip
def test_a_changed_line_is_named_with_both_sides(after: dict[str, Any], line: str) -> None:
    (change,) = compared(CONTENT, after)

    assert change.line == line
    assert change.before
    assert change.after
    assert change.before != change.after


def test_lines_that_came_or_went_have_one_side_only() -> None:
    without = changed(measures=[])

    assert [(c.line, c.before, c.after) for c in compared(CONTENT, without)] == [
        ("measure:m1", CONTENT["measures"][0], None)
    ]
    assert [(c.line, c.before, c.after) for c in compared(without, CONTENT)] == [
        ("measure:m1", None, CONTENT["measures"][0])
    ]


def test_judging_an_absent_risk_absent_is_no_difference() -> None:
    assert compared(CONTENT, changed(risks=CONTENT["risks"][:1])) == ()


@pytest.mark.parametrize(
    "after",
    [
        changed(preparation_hours="5.0"),
        changed(risks=[{"factor": "unexcused_absence", "level": 3, "reason": "Kavē."}]),
        changed(risks=[{"factor": "unexcused_absence", "level": 2, "reason": "Kavē daudz."}]),
        measure(amount_eur="20.01"),
        measure(expected_result="Cits."),
        measure(risks=[]),
        measure(kind="overnight"),
        changed(measures=[]),
    ],
)
def test_risks_support_and_hours_are_of_the_substance(after: dict[str, Any]) -> None:
    for dated in (True, False):
        assert substance(CONTENT, dated=dated) != substance(after, dated=dated)


def test_ids_are_not_of_the_substance_and_order_neither() -> None:
    two = changed(
        measures=[CONTENT["measures"][0], {**CONTENT["measures"][0], "id": "m2", "amount_eur": "9.00"}]
    )
    turned = changed(measures=[{**row, "id": row["id"] + "x"} for row in reversed(two["measures"])])

    assert substance(two, dated=True) == substance(turned, dated=True)


@pytest.mark.parametrize("days", [{"since": "2026-09-02"}, {"until": "2026-10-19"}])
def test_days_of_support_are_of_the_substance_where_they_are_not_dated_anew(days: dict[str, str]) -> None:
    assert substance(CONTENT, dated=True) != substance(measure(**days), dated=True)
    assert substance(CONTENT, dated=False) == substance(measure(**days), dated=False)
