"""The notice of absence on its pages: the school writes and signs, the municipality answers, the paper is the same."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from pypdf import PdfReader

from pumpurs.jobs.notices import duty as duty_mail
from pumpurs.programme.alerts.models import Alert, AlertRecords, DutyNotice
from pumpurs.values.roles import Role
from tests import database
from tests.web.country import NOW, Person, built, persons, signed_in

pytestmark = pytest.mark.django_db
SIGNED = {"step": "send", "family_told_on": "2026-11-20", "cause": "Zvanījām divas reizes, neatbild."}


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Person]]:
    """The demo's people, with the notice that last night prepared."""
    with django_db_blocker.unblock(), built():
        yield persons()


def as_role(country: list[Person], role: Role) -> Any:
    database.become_owner(connection)
    client = signed_in(next(one for one in country if one.role is role))
    client.cookies["django_language"] = "lv"
    database.become_web(connection)
    return client


def notice() -> DutyNotice:
    database.become_owner(connection)
    found = DutyNotice.objects.order_by("prepared_at", "id").first()
    database.become_web(connection)
    assert found is not None
    return found


def path() -> str:
    return f"/alerts/duty/{notice().id}/"


def test_the_school_finds_the_prepared_notice_from_the_alert_and_from_the_list(country: list[Person]) -> None:
    head = as_role(country, Role.HEAD)

    alert = head.get(f"/alerts/{notice().alert_id}/").content.decode()
    home = head.get("/alerts/").content.decode()
    listed = head.get("/alerts/duty/").content.decode()

    assert path() in alert
    assert path() in listed
    assert "Gaida vadītāja parakstu" in listed
    assert 'href="/alerts/duty/"' in home


def test_the_municipality_knows_nothing_before_the_head_has_signed(country: list[Person]) -> None:
    coordinator = as_role(country, Role.MUNICIPAL_COORDINATOR)

    assert coordinator.get(path()).status_code == 404
    assert coordinator.get(path() + "paper/").status_code == 404
    assert str(notice().id) not in coordinator.get("/alerts/duty/").content.decode()
    assert as_role(country, Role.HEAD).get(path() + "paper/").status_code == 404


def test_what_is_lacking_is_said_beside_its_field_and_nothing_typed_is_lost(country: list[Person]) -> None:
    head = as_role(country, Role.HEAD)

    answer = head.post(path(), {**SIGNED, "family_told_on": "2026-11-30"})
    empty = head.post(path(), {"step": "send", "family_told_on": "", "cause": ""})
    wrong = head.post(path(), {"step": "send", "family_told_on": "vakar", "cause": "x"})

    assert (answer.status_code, empty.status_code, wrong.status_code) == (422, 422, 422)
    assert "nevar būt nākotnē" in answer.content.decode()
    assert SIGNED["cause"] in answer.content.decode()
    assert 'href="#id_cause"' in empty.content.decode()


def test_from_the_teachers_words_to_the_municipalitys_answer(country: list[Person]) -> None:
    teacher, head = as_role(country, Role.PLAN_AUTHOR), as_role(country, Role.HEAD)
    assert teacher.post(path(), {**SIGNED, "step": "write"}).status_code == 302
    assert "Parakstīt un nosūtīt" not in teacher.get(path()).content.decode()
    assert SIGNED["cause"] in head.get(path()).content.decode()

    assert head.post(path(), SIGNED).status_code == 302
    assert notice().state == "sent"

    coordinator = as_role(country, Role.MUNICIPAL_COORDINATOR)
    assert path() in coordinator.get("/alerts/duty/").content.decode()
    shown = coordinator.get(path()).content.decode()
    assert SIGNED["cause"] in shown
    assert "/alerts/" + str(notice().alert_id) not in shown
    assert coordinator.post(path(), {"step": "receive"}).status_code == 302
    assert coordinator.post(path(), {"step": "answer", "outcome": ""}).status_code == 422
    done = {"step": "answer", "outcome": "Apmeklējām ģimeni.", "brought_in": ["social_service", "police"]}
    assert coordinator.post(path(), done).status_code == 302

    read = as_role(country, Role.HEAD).get(path()).content.decode()
    assert "Apmeklējām ģimeni." in read
    assert "Sociālais dienests, Policija" in " ".join(read.split())


def test_the_paper_says_what_was_signed_and_no_more(country: list[Person]) -> None:
    head = as_role(country, Role.HEAD)
    head.post(path(), SIGNED)
    answer = head.get(path() + "paper/")

    paper = PdfReader(BytesIO(answer.content))
    text = " ".join(page.extract_text() for page in paper.pages)
    assert notice().learner_name in text
    assert SIGNED["cause"] in text
    assert "23" in text
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert paper.trailer["/Root"]["/Lang"] == "lv"
    assert notice().learner_name not in answer["Content-Disposition"]


def test_who_has_nothing_to_do_with_it_does_not_enter(country: list[Person]) -> None:
    for role in (Role.STRATEGIC_PARTNER, Role.NATIONAL_EXPERT, Role.PROGRAMME_MANAGER, Role.GUARDIAN):
        assert as_role(country, role).get("/alerts/duty/").status_code == 403


def test_a_step_that_there_is_not_is_refused(country: list[Person]) -> None:
    assert as_role(country, Role.HEAD).post(path(), {"step": "burn"}).status_code == 422


def test_the_mail_says_that_something_waits_and_names_nobody(country: list[Person]) -> None:
    found = notice()

    told = duty_mail(notice="duty_sent", place_id=str(found.partner_id))

    assert told == len(mail.outbox) > 0
    for letter in mail.outbox:
        assert "/alerts/duty/" in letter.body
        words = [*found.learner_name.split(), str(found.id), found.class_name]
        assert not [word for word in words if word in letter.body or word in letter.subject]


def test_the_alert_shows_the_lessons_behind_its_facts(country: list[Person]) -> None:
    database.become_owner(connection)
    alert = Alert.objects.get(pk=notice().alert_id)
    kept = AlertRecords.objects.get(alert=alert)
    database.become_web(connection)

    read = as_role(country, Role.PLAN_AUTHOR).get(f"/alerts/{alert.id}/").content.decode()

    assert len(kept.absences) == 23
    assert "1.–6. stunda: neattaisnots kavējums" in read
    assert "Kavējumi pa dienām" in read
    assert "heat-strip" in read


def test_the_plan_shows_the_facts_of_its_alert_and_says_how_old_they_are(country: list[Person]) -> None:
    author = as_role(country, Role.PLAN_AUTHOR)
    database.become_owner(connection)
    alert = Alert.objects.filter(kind="high", state="new", source="rules").order_by("id").first()
    database.become_web(connection)
    assert alert is not None
    opened = author.post(f"/alerts/{alert.id}/", {"step": "plan"})
    plan = opened["Location"].removesuffix("write/")

    fresh = author.get(plan).content.decode()
    database.become_owner(connection)
    alert.alertsteps.filter(step="plan").update(at=NOW.replace(day=20))
    Alert.objects.filter(pk=alert.id).update(as_of=NOW.replace(day=19).date())
    database.become_web(connection)
    older = author.get(plan).content.decode()

    assert "Neattaisnoti kavētas stundas:" in fresh
    assert "jaunākie konstatētie fakti" in fresh
    assert "pievienošanas brīdī" in older
    assert f"/alerts/{alert.id}/" in older
