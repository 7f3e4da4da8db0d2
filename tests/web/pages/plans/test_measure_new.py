"""/plans/<id>/measures/new/ — choose a kind of support, then plan it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from pumpurs.programme.plans.models import Measure
from tests.database import as_owner
from tests.programme.plans.stage import Stage, started, written
from tests.web.pages.plans.hands import all_of, dead_links, reasons_on, text_of


def typed(**more: Any) -> dict[str, Any]:
    return {
        "kind": "meals", "amount_eur": "20,50", "risks": ["unexcused_absence"], "first": "2026-09-01",
        "last": "2026-12-18", "expected_result": "Nāk katru dienu.",
    } | more  # fmt: skip


def test_suitable_kinds_are_suggested_first_and_closed_ones_not_offered(home: Stage, anna: Client) -> None:
    answer = anna.get(f"/plans/{written(home)}/measures/new/")

    assert answer.context["suggested"]
    offered = [choice["key"] for choice in (*answer.context["suggested"], *answer.context["other"])]
    assert len(offered) == len(set(offered))
    assert "learning_aids" not in offered


@pytest.mark.parametrize(
    ("today", "first"),
    [("2026-10-05", "2026-10-05"), ("2026-07-01", "2026-09-01"), ("2027-01-20", "2026-12-18")],
)
def test_new_support_begins_today_at_the_earliest_and_never_outside_the_plan(
    home: Stage, anna: Client, settings: Any, today: str, first: str
) -> None:
    plan_id = written(home)
    settings.FIXED_NOW = datetime.fromisoformat(f"{today}T09:00:00+00:00")

    form = anna.get(f"/plans/{plan_id}/measures/new/?kind=meals").context["form"]

    assert str(form.initial["first"]) == first


def test_an_unknown_kind_shows_the_kinds_again(home: Stage, anna: Client) -> None:
    answer = anna.get(f"/plans/{started(home)}/measures/new/?kind=horse_riding")

    assert (answer.status_code, "form" in answer.context) == (200, False)


def test_added_with_a_latvian_comma_it_leads_back_to_the_plan(home: Stage, anna: Client) -> None:
    plan_id = written(home)

    answer = anna.post(f"/plans/{plan_id}/measures/new/", typed())

    assert answer["Location"] == f"/plans/{plan_id}/write/#measures"
    with as_owner():
        row = Measure.objects.get(kind="meals")
    assert (row.amount_eur, row.planned_eur) == (Decimal("20.50"), Decimal("82.00"))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"amount_eur": "70,01"}, "plan.measure.over_cap"),
        ({"amount_eur": "daudz"}, "form.invalid"),
        ({"amount_eur": ""}, "form.invalid"),
        ({"risks": []}, "form.invalid"),
        ({"risks": ["astrology"]}, "form.invalid"),
        ({"first": "2026-12-01", "last": "2026-11-30"}, "plan.measure.ends_before_start"),
        ({"last": "2026-12-19"}, "plan.measure.outside_plan"),
        ({"first": "0001-01-01"}, "plan.measure.outside_plan"),
        ({"kind": "learning_aids"}, "plan.measure.vocational_only"),
        ({"kind": "horse_riding"}, "plan.measure.unknown_kind"),
    ],
)
def test_what_does_not_fit_is_refused_and_kept_in_the_form(
    home: Stage, anna: Client, wrong: dict[str, Any], code: str
) -> None:
    plan_id = written(home)
    before = all_of(plan_id)

    answer = anna.post(f"/plans/{plan_id}/measures/new/", typed(**wrong))

    assert (answer.status_code, reasons_on(answer)) == (422, [code])
    if wrong.get("kind") != "horse_riding":
        assert dead_links(answer) == set()
        assert "Nāk" in text_of(answer)
    assert all_of(plan_id) == before
