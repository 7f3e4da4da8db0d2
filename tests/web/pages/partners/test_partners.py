"""Pages of partners: from a municipality to its agreement, institutions and people, step by step."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.partners.models import Agreement, Institution, Participation, Partner, StrategicPartner
from pumpurs.values.roles import Role
from tests import database
from tests.programme import people_and_places as house

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(role: Role, place: Institution | Partner | None = None, name: str = "Rita Egle") -> Client:
    """Somebody in this role, signed in."""
    with database.as_owner():
        account = house.appoint(role, place, name=name).account
        client = Client()
        client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def manager() -> Client:
    return client_of(Role.PROGRAMME_MANAGER)


@pytest.fixture
def cesis() -> Partner:
    with database.as_owner():
        return house.make_partner()


def sight() -> None:
    """Open eyes for looking at what was written."""
    raise_wall(job_viewer("test"))


@pytest.mark.django_db
def test_the_first_page_tells_goals_and_what_is_not_recorded(manager: Client, cesis: Partner) -> None:
    text = manager.get("/partners/").content.decode()

    assert "611" in text
    assert "42" in text
    assert "Cēsu novads" in text
    assert "municipality=LV-091" in text


@pytest.mark.django_db
def test_a_municipality_goes_the_whole_way(manager: Client) -> None:
    answer = manager.post(
        "/partners/new/", {"kind": "municipality", "municipality_code": "LV-022", "since": "2021-09-01"}
    )
    sight()
    partner = Partner.objects.get()
    assert answer["Location"] == f"/partners/{partner.id}/"

    manager.post(
        f"/partners/{partner.id}/prepare/",
        {
            "number": "P6-13/134-2021",
            "since": "2021-09-01",
            "partner_signatory": "J. Bērzs",
            "programme_signatory": "R. Egle",
        },
    )
    sight()
    agreement = Agreement.objects.get()
    place = f"/partners/{partner.id}/agreement/{agreement.id}/"
    assert 'value="sign"' in manager.get(place).content.decode()
    manager.post(place, {"step": "sign", "signed_on": "2021-08-20"})
    manager.post(
        f"/partners/{partner.id}/institution/",
        {"name": "Rubenes skola", "kind": "basic_school", "source_code": "rubene"},
    )
    sight()
    school = Institution.objects.get()
    assert "Rubenes skola" in manager.get(f"/partners/{partner.id}/join/").content.decode()
    manager.post(f"/partners/{partner.id}/join/", {"since": "2021-09-01", "institutions": [str(school.id)]})
    manager.post(
        place,
        {"step": "amend", "number": "1", "signed_on": "2022-05-01", "subject": "Term", "until": "2030-08-31"},
    )

    card = manager.get(f"/partners/{partner.id}/").content.decode()
    sight()
    part = Participation.objects.get()
    assert "Rubenes skola" in card
    assert "P6-13/134-2021" in card
    assert f"/partners/leave/{part.id}/" in card
    assert manager.get(f"/partners/leave/{part.id}/").status_code == 200
    manager.post(f"/partners/leave/{part.id}/", {"last_day": "2026-10-31"})
    sight()
    assert Participation.objects.get().until == date(2026, 11, 1)
    assert manager.post(place, {"step": "end", "last_day": "2026-11-30"}).status_code == 302
    sight()
    assert Agreement.objects.get().state == "ended"


@pytest.mark.django_db
def test_a_refusal_shows_every_reason_and_keeps_what_was_typed(manager: Client, cesis: Partner) -> None:
    answer = manager.post(
        f"/partners/{cesis.id}/prepare/", {"number": "134", "since": "2021-09-01", "until": "2021-08-01"}
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "P6-13/134-2019" in text
    assert 'value="134"' in text
    assert 'href="#id_until"' in text


@pytest.mark.django_db
def test_a_day_that_is_none_is_refused_in_words(manager: Client, cesis: Partner) -> None:
    answer = manager.post(
        f"/partners/{cesis.id}/prepare/", {"number": "P6-13/134-2021", "since": "yesterday"}
    )

    assert answer.status_code == 422
    assert 'href="#id_since"' in answer.content.decode()


@pytest.mark.django_db
def test_a_reform_is_told_on_both_cards_and_the_heir_takes_over(manager: Client, cesis: Partner) -> None:
    with database.as_owner():
        amata = house.make_partner("Amatas novads", code="LV-008")
        house.make_institution("Ausmas skola", partner=amata)

    assert "Cēsu novads" in manager.get(f"/partners/{amata.id}/").content.decode()
    assert "Amatas novads" in manager.get(f"/partners/{cesis.id}/").content.decode()
    manager.post(f"/partners/{amata.id}/")

    assert "Ausmas skola" in manager.get(f"/partners/{cesis.id}/").content.decode()


@pytest.mark.django_db
def test_a_coordinator_lands_on_the_own_card_and_keeps_its_contacts(cesis: Partner) -> None:
    coordinator = client_of(Role.MUNICIPAL_COORDINATOR, cesis)

    assert coordinator.get("/partners/")["Location"] == f"/partners/{cesis.id}/"
    card = coordinator.get(f"/partners/{cesis.id}/").content.decode()
    assert "/prepare/" not in card
    keep = f"/partners/{cesis.id}/strategic/"
    added = {
        "step": "add",
        "kind": "social_service",
        "name": "Sociālais dienests",
        "contact_email": "a@example.lv",
    }
    assert coordinator.post(keep, added).status_code == 302
    sight()
    row = StrategicPartner.objects.get()
    assert "Sociālais dienests" in coordinator.get(keep).content.decode()
    coordinator.post(keep, {"remove": str(row.id)})
    sight()
    assert not StrategicPartner.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "strategic/"])
def test_another_municipalitys_card_does_not_exist(cesis: Partner, page: str) -> None:
    with database.as_owner():
        sigulda = house.make_partner("Siguldas novads", code="LV-091")
    coordinator = client_of(Role.MUNICIPAL_COORDINATOR, cesis)

    assert coordinator.get(f"/partners/{sigulda.id}/{page}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["prepare/", "join/", "institution/", "strategic/"])
def test_an_expert_reads_and_changes_nothing(cesis: Partner, page: str) -> None:
    expert = client_of(Role.NATIONAL_EXPERT)

    assert expert.get(f"/partners/{cesis.id}/").status_code == 200
    assert expert.get(f"/partners/{cesis.id}/{page}").status_code == 403


@pytest.mark.django_db
def test_a_coordinator_cannot_sign_by_sending_the_form(cesis: Partner) -> None:
    with database.as_owner():
        agreement = Agreement.objects.create(
            partner=cesis,
            number="P6-13/1-2021",
            since=date(2021, 9, 1),
            partner_signatory="a",
            programme_signatory="b",
        )
    coordinator = client_of(Role.MUNICIPAL_COORDINATOR, cesis)

    answer = coordinator.post(
        f"/partners/{cesis.id}/agreement/{agreement.id}/", {"step": "sign", "signed_on": "2021-08-20"}
    )

    sight()
    assert answer.status_code == 422
    assert Agreement.objects.get().state == "prepared"
