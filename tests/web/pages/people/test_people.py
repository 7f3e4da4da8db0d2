"""Pages of people: a head appoints, invites, imports a list, gives into care, names a deputy, hands over."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pumpurs.foundation.letters import Letter
from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.learners.models import Care
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.values.roles import Role
from pumpurs.web.signin import invite
from tests import database
from tests.programme import people_and_places as house
from tests.web.pages.partners.test_partners import client_of, sight

LIST = (
    "Vārds, uzvārds;E-pasts;Loma;Iestādes kods;Amats;No\n"
    "Anna Liepa;anna.liepa@example.lv;plan_author;rubene;Psihologs;2026-09-01\n"
    "Juris Krūms;juris.krums@example.lv;plan_author;{code};;01.09.2026\n"
)


@pytest.fixture
def school() -> Institution:
    with database.as_owner():
        return house.make_institution("Rubenes skola", source_code="rubene")


@pytest.fixture
def head(school: Institution) -> Client:
    return client_of(Role.HEAD, school, name="Dace Kalna")


def appointed(name: str) -> Appointment:
    sight()
    return Appointment.objects.get(account__name=name, deputy_for=None)


def appoint(head: Client, school: Institution, name: str = "Anna Liepa") -> Appointment:
    email = name.lower().replace(" ", ".").replace("ū", "u") + "@example.lv"
    given = {
        "name": name,
        "email": email,
        "role": "plan_author",
        "institution": str(school.id),
        "since": "2026-09-01",
    }
    assert head.post("/people/new/", given).status_code == 302
    return appointed(name)


@pytest.mark.django_db
def test_who_is_appointed_is_invited_by_a_letter_and_who_appoints_never_holds_the_link(
    head: Client, school: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters: list[Letter] = []
    monkeypatch.setattr(invite, "post", letters.append)
    assert "Rubenes skola" in head.get("/people/new/").content.decode()

    made = appoint(head, school)

    card = head.get(f"/people/{made.id}/").content.decode()
    assert "/signin/invite/" not in card
    head.post(f"/people/{made.id}/", {"step": "invite"})
    assert [one.address for one in letters] == [made.account.email] * 2
    link = re.search(rf"/signin/invite/{made.account_id}/\S+/", letters[1].body)
    assert link
    assert "Anna" not in letters[1].body
    assert Client().get(link[0])["Location"] == "/signin/invited/"
    assert "Anna Liepa" in head.get("/people/?q=liepa").content.decode()
    assert "Anna Liepa" not in head.get("/people/?role=head").content.decode()


@pytest.mark.django_db
def test_a_role_that_is_not_ours_is_not_even_offered(head: Client, school: Institution) -> None:
    answer = head.post(
        "/people/new/",
        {"name": "X Y", "email": "x@example.lv", "role": "programme_manager", "since": "2026-09-01"},
    )

    assert answer.status_code == 422
    sight()
    assert not Account.objects.filter(email="x@example.lv").exists()


def sent(head: Client, code: str) -> str:
    file = SimpleUploadedFile("saraksts.csv", LIST.format(code=code).encode(), content_type="text/csv")
    answer = head.post("/people/import/", {"list": file})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_a_list_is_tried_first_and_then_taken_over_whole(head: Client, school: Institution) -> None:
    trial = sent(head, "rubene")
    sight()
    assert Account.objects.filter(name="Anna Liepa").count() == 0
    kept = html.unescape(trial.split('<textarea name="list" hidden>')[1].split("</textarea>")[0])

    answer = head.post("/people/import/", {"step": "confirm", "list": kept})

    assert answer["Location"] == "/people/"
    assert appointed("Anna Liepa").profession == "psychologist"
    assert appointed("Juris Krūms").institution_id == school.id


@pytest.mark.django_db
def test_a_list_with_a_fault_tells_the_place_and_cannot_be_confirmed(
    head: Client, school: Institution
) -> None:
    trial = sent(head, "nekur")

    assert "nekur" in trial
    assert 'value="confirm"' not in trial
    forged = LIST.format(code="nekur").replace(";", ",").replace("Vārds, uzvārds", "name")
    numbered = "\n".join(f"{n},{line}" for n, line in enumerate(forged.splitlines()))
    assert head.post("/people/import/", {"step": "confirm", "list": numbered}).status_code == 422
    sight()
    assert not Account.objects.filter(name="Anna Liepa").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"PK\x03\x04broken", b"\xff\xfe\x00", b"a;b\n1;2;3;4\n", b"x"]
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(head: Client, content: bytes) -> None:
    file = SimpleUploadedFile("saraksts.csv", content, content_type="text/csv")

    assert head.post("/people/import/", {"list": file}).status_code == 422


@pytest.mark.django_db
def test_no_file_at_all_is_refused_with_a_sentence(head: Client) -> None:
    assert head.post("/people/import/", {}).status_code == 422
    assert head.get("/people/import/").status_code == 200


@pytest.mark.django_db
def test_a_class_is_given_into_care_and_handed_over(head: Client, school: Institution) -> None:
    anna, juris = appoint(head, school), appoint(head, school, "Juris Krūms")
    with database.as_owner():
        seventh = house.make_class(school)
        child = house.make_learner(school, "Zane", "Ozola", school_class=seventh)
    cares = f"/people/{anna.id}/cares/"

    assert "Zane Ozola" in head.get(f"{cares}?q=ozola").content.decode()
    assert head.post(cares, {"class": str(seventh.id)}).status_code == 302
    assert head.post(cares, {"learner": str(child.id)}).status_code == 302
    assert head.post(cares, {}).status_code == 422
    preview = head.get(f"/people/{anna.id}/handover/").content.decode()
    assert "Zane Ozola" in preview
    assert "Juris Krūms" in preview
    answer = head.post(
        f"/people/{anna.id}/handover/", {"colleague": str(juris.id), "first_day": "2030-01-07"}
    )
    assert answer["Location"] == f"/people/{juris.id}/"
    sight()
    assert Care.objects.filter(appointment=juris).count() == 2


@pytest.mark.django_db
def test_a_deputy_is_named_and_an_appointment_ended(head: Client, school: Institution) -> None:
    anna = appoint(head, school)
    card = f"/people/{anna.id}/"
    deputy = {
        "step": "deputy",
        "name": "Ieva Kļava",
        "email": "ieva@example.lv",
        "since": "2030-01-07",
        "last_day": "2030-01-11",
    }

    assert head.post(card, deputy).status_code == 302
    assert "Ieva Kļava" in head.get(card).content.decode()
    assert head.post(card, {**deputy, "email": "x"}).status_code == 422
    assert head.post(card, {"step": "end", "last_day": "2031-01-01"}).status_code == 302
    assert head.post(card, {"step": "nothing"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "handover/", "cares/"])
def test_another_schools_people_do_not_exist(head: Client, school: Institution, page: str) -> None:
    with database.as_owner():
        other = house.make_institution("Līgatnes skola", partner=school.partner)
        stranger = house.appoint(Role.PLAN_AUTHOR, other)

    assert head.get(f"/people/{stranger.id}/{page}").status_code == 404


@pytest.mark.django_db
def test_a_plan_author_has_no_business_here(school: Institution) -> None:
    author = client_of(Role.PLAN_AUTHOR, school)

    assert author.get("/people/").status_code == 403


@pytest.mark.django_db
def test_the_programme_manager_appoints_a_coordinator_from_the_partners_card(school: Institution) -> None:
    manager = client_of(Role.PROGRAMME_MANAGER)

    offered = manager.get(
        f"/people/new/?role=municipal_coordinator&partner={school.partner_id}"
    ).content.decode()
    given = {
        "name": "Zane Priede", "email": "zane.priede@example.lv", "role": "municipal_coordinator",
        "partner": str(school.partner_id), "since": "2026-09-01",
    }  # fmt: skip
    manager.post("/people/new/", given)

    assert f'value="{school.partner_id}" selected' in offered
    assert "Zane Priede" in manager.get(f"/partners/{school.partner_id}/").content.decode()
    assert "Zane Priede" in manager.get("/people/").content.decode()
    raise_wall(job_viewer("test"))


@pytest.mark.django_db
def test_the_invitation_of_somebody_with_a_role_elsewhere_is_not_ours_to_show(
    head: Client, school: Institution, settings: Any
) -> None:
    settings.DEMO = True  # where the card shows the link
    made = appoint(head, school)
    shown = head.get(f"/people/{made.id}/").content.decode()
    link = re.search(rf"/signin/invite/{made.account_id}/[^\"/<\s]+/", shown)
    assert link
    with database.as_owner():
        elsewhere = house.make_institution("Mārsnēnu skola", source_code="marsneni")
    other_head = client_of(Role.HEAD, elsewhere, name="Oskars Vītols")
    given = {
        "name": "Anna Liepa", "email": made.account.email, "role": "plan_author",
        "institution": str(elsewhere.id), "since": "2026-09-01",
    }  # fmt: skip
    assert other_head.post("/people/new/", given).status_code == 302

    card = head.get(f"/people/{made.id}/").content.decode()

    assert "/signin/invite/" not in card
    assert head.post(f"/people/{made.id}/", {"step": "invite"}).status_code == 404
    assert Client().get(link[0]).status_code == 410
