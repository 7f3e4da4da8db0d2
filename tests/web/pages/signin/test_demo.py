"""The demo page: any invented person with one press; in production it does not exist."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from pumpurs.foundation.models import AuditLine
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


@pytest.fixture
def people(db: None) -> dict[str, Account]:
    """Three invented people, and one who is not for trying."""
    with as_owner():
        school = make_institution()
        head, mother, real = (
            make_account("Ieva Kalna"),
            make_account("Ilze Ozola"),
            make_account("Anna Liepa"),
        )
        Account.objects.filter(pk__in=[head.pk, mother.pk]).update(is_demo=True)
        appoint(Role.HEAD, school, account=head)
        appoint(Role.PLAN_AUTHOR, school, account=real)
        make_guardian(make_learner(school, "Jānis", "Ozols"), account=mother)
    return {"head": head, "mother": mother, "real": real}


def shown(client: Client) -> dict[str, list[str]]:
    acts = client.get("/demo/").context["acts"]
    return {str(part.role): [one.name for one in part.people] for _title, parts in acts for part in parts}


def test_people_stand_by_role_and_no_learner_is_named(people: dict[str, Account]) -> None:
    client = Client()

    assert shown(client) == {"head": ["Ieva Kalna"], "guardian": ["Ilze Ozola"]}
    assert "Jānis" not in client.get("/demo/").content.decode()


@pytest.mark.parametrize("who", ["head", "mother"])
def test_one_press_signs_in_as_that_person_in_that_role(who: str, people: dict[str, Account]) -> None:
    client = Client()
    person = next(
        one for _title, parts in client.get("/demo/").context["acts"] for part in parts for one in part.people
        if one.account_id == people[who].pk
    )  # fmt: skip

    client.post("/demo/", {"account": str(person.account_id), "place": person.place_id})

    assert client.get("/account/").context["viewer_card"]["role"] == str(person.role)
    with as_owner():
        assert AuditLine.objects.get(action="signin.ok").details["by"] == ["demo"]


@pytest.mark.parametrize("account", ["", "x", "00000000-0000-0000-0000-000000000009"])
def test_who_is_not_invented_or_not_there_cannot_be_taken(account: str, people: dict[str, Account]) -> None:
    assert Client().post("/demo/", {"account": account}).status_code == 404
    assert Client().post("/demo/", {"account": str(people["real"].pk)}).status_code == 404


def test_in_production_there_is_no_such_page(people: dict[str, Account], settings: Settings) -> None:
    settings.PRODUCTION = True

    assert Client().get("/demo/").status_code == 404
    assert Client().post("/demo/", {"account": str(people["head"].pk)}).status_code == 404
