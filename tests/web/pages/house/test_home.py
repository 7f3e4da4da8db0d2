"""/: staff to their desk, families to theirs; who has no place is told whom to ask and can leave."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from pumpurs.programme.people.models import Account
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import (
    appoint,
    make_account,
    make_guardian,
    make_institution,
    make_learner,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def janis(db: None) -> Account:
    """A teacher whose only appointment is over."""
    with as_owner():
        account = make_account("Jānis Kalns", email="janis.kalns@example.lv")
        appoint(
            Role.PLAN_AUTHOR,
            make_institution(),
            account=account,
            since=date(2018, 9, 1),
            until=date(2020, 1, 1),
        )
    return account


def browser_of(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def test_somebody_without_a_place_is_told_whom_to_ask_and_can_sign_out(janis: Account) -> None:
    client = browser_of(janis)

    answer = client.get("/")

    body = answer.content.decode()
    assert answer.status_code == 200
    assert "janis.kalns@example.lv" in body
    assert "koordinators" in body
    assert 'action="/signout/"' in body
    assert client.post("/signout/")["Location"] == "/signin/"
    assert client.get("/").status_code == 302


def test_without_a_place_every_other_page_of_the_programme_stays_closed(janis: Account) -> None:
    client = browser_of(janis)

    assert [client.get(path).status_code for path in ("/desk/", "/learners/", "/people/")] == [403] * 3
    assert client.get("/account/").status_code == 200


def test_a_new_appointment_opens_the_desk_at_the_next_request(janis: Account) -> None:
    client = browser_of(janis)
    client.get("/")

    with as_owner():
        appoint(Role.HEAD, make_institution("Raunas pamatskola"), account=janis)

    assert client.get("/")["Location"] == "/desk/"


def test_a_new_family_tie_opens_the_familys_page_at_the_next_request(janis: Account) -> None:
    client = browser_of(janis)
    client.get("/")

    with as_owner():
        make_guardian(make_learner(make_institution("Raunas pamatskola")), account=janis)

    assert client.get("/")["Location"] == "/family/"


def test_system_support_gets_a_page_and_not_a_closed_desk(db: None) -> None:
    with as_owner():
        account = appoint(Role.SUPPORT).account

    assert browser_of(account).get("/").status_code == 200
