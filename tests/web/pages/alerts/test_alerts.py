"""Alerts on the pages of the demo country: the list, the facts in sentences, what people do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from pumpurs.programme.alerts.models import Alert, ScoringRun
from pumpurs.values.roles import Role
from tests import database
from tests.web.country import Person, built, persons, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Person]]:
    """The demo's people, and one alert of each kind from the rules of last night."""
    with django_db_blocker.unblock(), built():
        yield persons()


def as_role(country: list[Person], role: Role) -> Any:
    database.become_owner(connection)
    client = signed_in(next(one for one in country if one.role is role))
    client.cookies["django_language"] = "lv"
    database.become_web(connection)
    return client


def newest(**wanted: Any) -> Alert:
    database.become_owner(connection)
    found = Alert.objects.filter(**wanted).order_by("id").first()
    database.become_web(connection)
    assert found is not None
    return found


def test_the_demos_alerts_come_from_a_run_of_the_rules(country: list[Person]) -> None:
    database.become_owner(connection)

    assert ScoringRun.objects.get().state == "finished"
    assert {"duty", "high", "medium"} <= set(Alert.objects.values_list("kind", flat=True))


def test_the_teacher_reads_the_facts_in_sentences(country: list[Person]) -> None:
    client, alert = as_role(country, Role.PLAN_AUTHOR), newest(kind="duty", state="new")

    listed, told = (
        client.get("/alerts/").content.decode(),
        client.get(f"/alerts/{alert.id}/").content.decode(),
    )

    assert f"/alerts/{alert.id}/" in listed
    assert "Neattaisnoti kavētas stundas: 23." in told
    assert "Slieksnis: vairāk nekā 20." in told
    assert "Klasē parasti: 0" in told
    assert "neattaisnoti mācību kavējumi" in told.lower()


def test_setting_aside_without_a_reason_is_the_same_page_with_the_reason(country: list[Person]) -> None:
    client, alert = as_role(country, Role.PLAN_AUTHOR), newest(kind="high", state="new")

    answer = client.post(f"/alerts/{alert.id}/", {"step": "set_aside", "until": "kādreiz", "note": "Slimo"})

    assert answer.status_code == 422
    assert "Slimo" in answer.content.decode()


def test_a_plan_opened_from_an_alert_has_the_facts_beside_it(country: list[Person]) -> None:
    client, alert = as_role(country, Role.PLAN_AUTHOR), newest(kind="duty", state="new")

    opened = client.post(f"/alerts/{alert.id}/", {"step": "plan"})

    assert opened.status_code == 302
    assert "Neattaisnoti kavētas stundas: 23." in client.get(opened["Location"], follow=True).content.decode()


def test_who_does_not_work_with_alerts_does_not_enter(country: list[Person]) -> None:
    for role in (Role.MUNICIPAL_COORDINATOR, Role.STRATEGIC_PARTNER, Role.NATIONAL_EXPERT, Role.GUARDIAN):
        assert as_role(country, role).get("/alerts/").status_code == 403


def test_a_mothers_call_for_help_stands_on_the_schools_list(country: list[Person]) -> None:
    client = as_role(country, Role.GUARDIAN)
    page = client.get("/family/").content.decode()
    path = "/family/help/" + page.split("/family/help/", 1)[1].split('"', 1)[0]

    assert client.post(path, {"text": ""}).status_code == 422
    assert client.post(path, {"text": "Negrib iet uz skolu."}).status_code == 302

    assert newest(source="asked").text == "Negrib iet uz skolu."


def test_an_asked_alert_says_who_wrote_and_a_draft_does_not_end_it(country: list[Person]) -> None:
    teacher, alert = as_role(country, Role.PLAN_AUTHOR), newest(kind="high", state="new")
    learner = f"/learners/{alert.learner_id}/"
    assert teacher.post(f"/alerts/hunch/{alert.learner_id}/", {"text": "Kļuvis kluss."}).status_code == 302
    hunch = newest(source="hunch")

    told = teacher.get(f"/alerts/{hunch.id}/").content.decode()
    listed = teacher.get(learner).content.decode()

    assert "Evija Smilga · " in told.split("Kļuvis kluss.")[1]
    assert f"/alerts/{hunch.id}/" in listed
    assert f"/alerts/{alert.id}/" in listed


def test_setting_aside_says_until_when_and_can_be_taken_back(country: list[Person]) -> None:
    client, alert = as_role(country, Role.PLAN_AUTHOR), newest(kind="high", state="new")
    path = f"/alerts/{alert.id}/"

    empty = client.post(path, {"step": "disagree", "note": " "})
    client.post(path, {"step": "disagree", "note": "Žurnālā kļūda."})
    aside = client.get(path).content.decode()
    client.post(path, {"step": "take_back"})

    assert empty.status_code == 422
    assert '<details class="more" open>' in empty.content.decode()
    assert "atlikts līdz " in aside
    assert newest(pk=alert.pk).state == "looked_at"


def test_a_learners_page_tells_of_alerts_only_to_who_works_with_them(country: list[Person]) -> None:
    alert = newest(kind="high")

    told = as_role(country, Role.MUNICIPAL_COORDINATOR).get(f"/learners/{alert.learner_id}/")

    assert told.status_code == 200
    assert "/alerts/" + str(alert.id) not in told.content.decode()


def test_the_demos_data_are_as_old_as_its_journal(country: list[Person]) -> None:
    listed = as_role(country, Role.PLAN_AUTHOR).get("/alerts/").content.decode()

    assert "nav žurnāla datu" not in listed
    assert "20.11.2026." in listed
