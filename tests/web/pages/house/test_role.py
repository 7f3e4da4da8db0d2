"""One role at a time: the switch goes only to what the account really holds today, and is written down."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from pumpurs.foundation.models import AuditLine
from pumpurs.programme.people.models import Account, Appointment
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
def anna(db: None) -> Account:
    """Plan author at one school; signed in by the fixture below."""
    with as_owner():
        account = make_account("Anna Liepa")
        appoint(Role.PLAN_AUTHOR, make_institution(), account=account, since=date(2018, 9, 1))
    return account


@pytest.fixture
def browser_of_anna(anna: Account) -> Client:
    client = Client()
    client.force_login(anna, backend=BACKEND)
    return client


def second_role(account: Account, **more: object) -> Appointment:
    with as_owner():
        return appoint(Role.HEAD, make_institution("Raunas pamatskola"), account=account, **more)


def worn(client: Client) -> str:
    return str(client.get("/account/").context["viewer_card"]["role"])


def test_the_switch_leads_to_the_other_role_and_is_written_down(
    anna: Account, browser_of_anna: Client
) -> None:
    head = second_role(anna)

    answer = browser_of_anna.post("/role/", {"role": str(head.id)})

    assert answer["Location"] == "/"
    assert worn(browser_of_anna) == "head"
    with as_owner():
        line = AuditLine.objects.get(action="role.switch")
    assert (line.role, line.appointment_id, line.details) == (
        "head", head.id, {"from": "plan_author", "to": "head"},
    )  # fmt: skip


def test_a_guardian_role_is_worn_only_while_there_is_a_child(anna: Account, browser_of_anna: Client) -> None:
    assert browser_of_anna.post("/role/", {"role": "guardian"}).status_code == 422
    with as_owner():
        tie = make_guardian(make_learner(make_institution("Liepas pamatskola")), account=anna)

    browser_of_anna.post("/role/", {"role": "guardian"})
    assert worn(browser_of_anna) == "guardian"
    with as_owner():
        tie.until = date(2020, 1, 1)
        tie.save()
    assert browser_of_anna.post("/role/", {"role": "guardian"}).status_code == 422


@pytest.mark.parametrize(
    "wanted",
    ["", "head", "programme_manager", "visitor", "job", "7d0f3b0e-0000-4000-8000-000000000001", "x" * 500],
)
def test_what_is_not_held_is_refused_and_the_role_stays(wanted: str, browser_of_anna: Client) -> None:
    answer = browser_of_anna.post("/role/", {"role": wanted})

    assert answer.status_code == 422
    assert worn(browser_of_anna) == "plan_author"


def test_an_appointment_of_somebody_else_or_of_the_past_is_refused(
    anna: Account, browser_of_anna: Client
) -> None:
    past = second_role(anna, until=date(2020, 1, 1))
    with as_owner():
        foreign = appoint(Role.HEAD, make_institution("Straupes pamatskola"), name="Pēteris Bērzs")

    assert browser_of_anna.post("/role/", {"role": str(past.id)}).status_code == 422
    assert browser_of_anna.post("/role/", {"role": str(foreign.id)}).status_code == 422


def test_a_role_that_ends_is_gone_at_the_next_request(anna: Account, browser_of_anna: Client) -> None:
    head = second_role(anna)
    browser_of_anna.post("/role/", {"role": str(head.id)})

    with as_owner():
        Appointment.objects.filter(pk=head.pk).update(until=date(2020, 1, 1))

    assert worn(browser_of_anna) == "plan_author"


def test_what_was_meant_in_a_role_that_ended_is_not_done_in_another(
    anna: Account, browser_of_anna: Client
) -> None:
    head = second_role(anna)
    browser_of_anna.post("/role/", {"role": str(head.id)})
    with as_owner():
        Appointment.objects.filter(pk=head.pk).update(until=date(2020, 1, 1))

    meant_as_head = browser_of_anna.post("/plans/new/", {})
    page = browser_of_anna.get("/desk/")
    meant_as_author = browser_of_anna.post("/plans/new/", {})

    assert meant_as_head.status_code == 403
    assert "Loma, kurā rīkojāties, ir beigusies" in page.content.decode()
    assert meant_as_author.status_code != 403
