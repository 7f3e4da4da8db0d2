"""Alerts on the pages of the demo country: the list, the facts in sentences, what people do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from pumpurs.programme.alerts.models import Alert, RiskModel, ScoringRun
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


def test_a_refused_step_says_why_beside_the_field_itself(country: list[Person]) -> None:
    client, alert = as_role(country, Role.PLAN_AUTHOR), newest(kind="high", state="new")

    aside = client.post(
        f"/alerts/{alert.id}/", {"step": "set_aside", "until": "", "note": ""}
    ).content.decode()
    talk = client.post(f"/alerts/{alert.id}/", {"step": "talk", "note": ""}).content.decode()

    assert 'id="id_set_aside_note_error"' in aside
    assert 'id="id_until_error"' in aside
    assert 'id="id_talk_note_error"' in talk


def test_who_asked_for_help_sees_whether_the_school_has_looked(country: list[Person]) -> None:
    mother, teacher = as_role(country, Role.GUARDIAN), as_role(country, Role.PLAN_AUTHOR)
    path = (
        "/family/help/"
        + mother.get("/family/").content.decode().split("/family/help/", 1)[1].split('"', 1)[0]
    )
    assert "Palīdzība lūgta" not in mother.get("/family/").content.decode()
    mother.post(path, {"text": "Negrib iet uz skolu."})

    before = mother.get("/family/").content.decode()
    teacher.post(f"/alerts/{newest(source='asked').id}/", {"step": "look"})
    after = mother.get("/family/").content.decode()

    assert "Skola to vēl nav apskatījusi." in before
    assert "Skola to ir apskatījusi." in after


def test_a_call_for_help_offers_no_disagreement(country: list[Person]) -> None:
    teacher, alert = as_role(country, Role.PLAN_AUTHOR), newest(kind="high", state="new")
    teacher.post(f"/alerts/hunch/{alert.learner_id}/", {"text": "Kļuvis kluss."})

    assert "id_disagree_note" in teacher.get(f"/alerts/{alert.id}/").content.decode()
    assert "id_disagree_note" not in teacher.get(f"/alerts/{newest(source='hunch').id}/").content.decode()


def test_a_disagreement_says_until_when_the_alert_is_silent(country: list[Person]) -> None:
    client = as_role(country, Role.PLAN_AUTHOR)
    said = []
    for kind in ("high", "duty"):
        path = f"/alerts/{newest(kind=kind, state='new').id}/"
        answer = client.post(path, {"step": "disagree", "note": "Žurnālā kļūda."}, follow=True)
        said.append(answer.content.decode())

    assert "Brīdinājums klusē līdz 19.12.2026." in said[0]
    assert "brīdinājums paliek atvērts" in said[1]


def test_the_list_says_that_a_model_put_it_in_order(country: list[Person]) -> None:
    client = as_role(country, Role.PLAN_AUTHOR)
    database.become_owner(connection)
    Alert.objects.filter(source="rules").update(score_units=None)
    without = client.get("/alerts/").content.decode()
    Alert.objects.filter(source="rules").update(score_units=1, base_units=1)
    database.become_owner(connection)
    RiskModel.objects.filter(pk=RiskModel.objects.order_by("id").values("pk")[:1]).update(state="on")
    database.become_web(connection)
    ordered = client.get("/alerts/").content.decode()

    assert "statistiskais modelis" not in without
    assert "sakārto statistiskais modelis" in ordered


def test_a_plan_marks_the_risks_its_alert_speaks_of(country: list[Person]) -> None:
    client, alert = as_role(country, Role.PLAN_AUTHOR), newest(kind="duty", state="new")

    opened = client.post(f"/alerts/{alert.id}/", {"step": "plan"})
    told = client.get(opened["Location"]).content.decode()

    assert "Brīdinājums pievienots plānam." in told
    factor = told.split('href="#risk-', 1)[1].split('"', 1)[0]
    row = told.split(f'id="risk-{factor}"', 1)[1].split("<fieldset", 1)[0]
    assert "brīdinājums par to" in row
    assert told.count("brīdinājums par to") < told.count('class="risk"')
