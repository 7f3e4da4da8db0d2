"""The model's card and trials of rules on their pages: read, switched on and off, asked for, told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

import pytest
from django.db import connection

from pumpurs.analytics.model.card import as_json, card
from pumpurs.analytics.model.evaluate import evaluate
from pumpurs.analytics.model.train import plain
from pumpurs.jobs.models import load
from pumpurs.programme.alerts.models import RiskModel, RuleTrial, ScoringRun
from pumpurs.programme.alerts.rules.trials import AtPlace, Found, Outcome
from pumpurs.programme.partners.models import Institution
from pumpurs.values.roles import Role
from pumpurs.web.frame.templatetags.house import lv_time
from tests import database
from tests.analytics.model.invented import learners
from tests.web.country import NOW, Person, built, persons, signed_in

pytestmark = pytest.mark.django_db


@lru_cache
def evaluated() -> tuple[str, dict[str, Any]]:
    """A model of invented learners and its card, made as the evaluation makes them."""
    sample = replace(learners(300), name="own")
    terms = plain(sample, "regression")
    report = replace(evaluate(sample, lambda _what: None, 20), beats_flags=True)
    made = card([report], made_on="2026-11-01", model=terms.hash, kind=terms.kind)
    return terms.as_json(), json.loads(as_json(made))


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Person]]:
    with django_db_blocker.unblock(), built():
        load(*evaluated())
        yield persons()


def as_role(country: list[Person], role: Role) -> Any:
    database.become_owner(connection)
    client = signed_in(next(one for one in country if one.role is role))
    client.cookies["django_language"] = "lv"
    database.become_web(connection)
    return client


def model() -> RiskModel:
    return RiskModel.objects.get(version=evaluated()[1]["model"])


def path() -> str:
    return f"/alerts/models/{model().id}/"


def test_the_manager_finds_the_model_and_reads_its_card(country: list[Person]) -> None:
    manager = as_role(country, Role.PROGRAMME_MANAGER)

    listed = manager.get("/alerts/models/").content.decode()
    read = manager.get(path()).content.decode()

    assert path() in listed
    for words in ("Mērķis", "Ierobežojumi", "Kā apstrīdēt", "Brier", "Programmas izglītojamie", "Pa grupām"):
        assert words in read
    assert "nav jāzina" not in read


def test_a_run_held_by_a_later_evening_says_so_with_the_time_it_was_made(country: list[Person]) -> None:
    database.become_owner(connection)
    newest = ScoringRun.objects.order_by("-as_of")[0]
    at = newest.started_at + timedelta(minutes=7)
    ScoringRun.objects.create(
        name="x", as_of=newest.as_of - timedelta(days=1), engine="duckdb", state="held", started_at=at
    )

    listed = as_role(country, Role.PROGRAMME_MANAGER).get("/alerts/models/").content.decode()

    assert "Paliek vēlāka vakara brīdinājumi" in listed
    assert f"aprēķināts {lv_time(at)}" in listed
    assert f"aprēķināts {lv_time(newest.started_at)}" in listed


def test_it_goes_on_when_the_card_was_read_and_off_with_a_reason(country: list[Person]) -> None:
    manager = as_role(country, Role.PROGRAMME_MANAGER)

    assert manager.post(path(), {"step": "switch_on"}).status_code == 422
    assert manager.post(path(), {"step": "switch_on", "read": "yes"}).status_code == 302
    assert model().state == "on"
    assert manager.post(path(), {"step": "switch_off", "why": " "}).status_code == 422
    assert manager.post(path(), {"step": "switch_off", "why": "Pārbaudām."}).status_code == 302
    assert model().state == "off"
    assert "Pārbaudām." in manager.get(path()).content.decode()


def test_others_read_the_card_and_do_not_decide(country: list[Person]) -> None:
    for role in (Role.NATIONAL_EXPERT, Role.PLAN_AUTHOR, Role.HEAD):
        client = as_role(country, role)
        assert client.get(path()).status_code == 200
        assert client.post(path(), {"step": "switch_on", "read": "yes"}).status_code in (404, 422)
    assert as_role(country, Role.PLAN_AUTHOR).get("/alerts/models/").status_code == 403
    assert model().state == "off"


def test_a_trial_is_asked_for_and_stands_on_the_list(country: list[Person]) -> None:
    manager = as_role(country, Role.PROGRAMME_MANAGER)
    form = {"semester": "2025/2", "rules_of": "2026-11-22", "rule": "many_missed", "threshold": "12,5"}

    wrong = manager.post("/alerts/trials/", {**form, "threshold": "daudz"})
    asked = manager.post("/alerts/trials/", form)

    assert wrong.status_code == 422
    assert asked.status_code == 302
    trial = RuleTrial.objects.get()
    assert (trial.state, trial.threshold) == ("asked", "0.125")
    assert f"/alerts/trials/{trial.id}/" in manager.get("/alerts/trials/").content.decode()
    told = manager.get(f"/alerts/trials/{trial.id}/").content.decode()
    assert "12,5" in told
    assert "Gaida rindā" in told


def test_what_a_trial_found_is_told_beside_the_rules_in_force_in_order_of_names(
    country: list[Person],
) -> None:
    manager = as_role(country, Role.PROGRAMME_MANAGER)
    database.become_owner(connection)
    schools = list(Institution.objects.order_by("partner__sort_key", "sort_key", "id")[:2])
    outcome = Outcome(
        ("2026-01-25",), 200, 10, Found(40, {"many_missed": 40}, 8), Found(25, {"many_missed": 25}, 5), 15, 0,
        tuple(AtPlace(str(one.id), tried, tried) for one, tried in zip(reversed(schools), (30, 10), strict=True)),
    )  # fmt: skip
    trial = RuleTrial.objects.create(
        asked_at=NOW, asked_by_id=country[0].account.id, semester="2025/2", rules_of=NOW.date(), state="finished",
        result=outcome.as_data(),
    )  # fmt: skip
    database.become_web(connection)

    told = manager.get(f"/alerts/trials/{trial.id}/").content.decode()

    assert "8 / 10 (80" in told
    assert "5 / 10 (50" in told
    first, second = (told.index(one.name) for one in schools)
    assert first < second


def test_the_expert_reads_trials_and_asks_for_none(country: list[Person]) -> None:
    expert = as_role(country, Role.NATIONAL_EXPERT)

    assert 'name="threshold"' not in expert.get("/alerts/trials/").content.decode()
    form = {"semester": "2025/2", "rules_of": "2026-11-22", "rule": "", "threshold": ""}
    assert expert.post("/alerts/trials/", form).status_code == 422
    assert as_role(country, Role.HEAD).get("/alerts/trials/").status_code == 403
