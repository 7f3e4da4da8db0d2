"""/family/ — the child's approved plan in plain words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from pumpurs.programme.consents.queries.family import CHILDREN_ON_A_PAGE
from pumpurs.programme.people.models import Account
from pumpurs.web.pages.family.home.help import how_often
from tests.database import as_owner
from tests.programme.people_and_places import make_account, make_guardian, make_learner
from tests.programme.plans.stage import GOAL, NOW, RISKS, Stage, approved, stage, submitted

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FIRST, LAST = date(2026, 9, 7), date(2026, 11, 15)  # ten weeks


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("20", "about 2 hours a week"),
        ("10", "about 1 hour a week"),
        ("5", "about 1 hour a week"),
        ("4.9", "about one hour every 2 weeks"),
        ("1", "about one hour every 10 weeks"),
    ],
)
def test_hours_of_a_period_are_said_by_the_week(hours: str, said: str) -> None:
    with translation.override("en"):
        assert how_often(Decimal(hours), FIRST, LAST) == said


@pytest.fixture
def people(db: None, settings: Any) -> Stage:
    settings.FIXED_NOW = NOW
    return stage()


def mother_of_janis(people: Stage) -> Client:
    """A window of the mother of Jānis, signed in."""
    with as_owner():
        account = make_account("Ilze Ozola")
        make_guardian(people.janis, account=account)
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def test_the_family_reads_who_helps_how_often_until_when_and_the_goal(people: Stage) -> None:
    approved(people)

    body = mother_of_janis(people).get("/family/").content.decode()

    assert GOAL in body
    assert "Pedagoga konsultācijas · Matemātika" in body
    assert "apmēram" in body
    assert "10 h" in body.replace("\xa0", " ")
    assert "18.12.2026." in body


def test_the_family_does_not_read_what_staff_wrote_about_risks(people: Stage) -> None:
    approved(people)

    body = mother_of_janis(people).get("/family/").content.decode()

    assert not [reason for reason in RISKS.values() if reason in body]


def test_a_plan_that_is_not_approved_yet_is_not_shown(people: Stage) -> None:
    submitted(people)

    body = mother_of_janis(people).get("/family/").content.decode()

    assert GOAL not in body
    assert "Apstiprināta atbalsta plāna vēl nav" in body


def test_another_familys_plan_is_not_shown(people: Stage) -> None:
    approved(people)
    with as_owner():
        account = make_account("Zane Kalniņa")
        make_guardian(make_learner(people.school, "Marta", "Kalniņa"), "Zane Kalniņa", account=account)
    client = Client()
    client.force_login(account, backend=BACKEND)

    assert GOAL not in client.get("/family/").content.decode()


def test_many_children_of_one_guardian_are_shown_a_few_to_a_page(people: Stage) -> None:
    client = mother_of_janis(people)
    with as_owner():
        account = Account.objects.get(name="Ilze Ozola")
        for one in range(CHILDREN_ON_A_PAGE):
            make_guardian(make_learner(people.school, f"Bērns{one}", "Zariņš"), account=account)

    first, second = (client.get(f"/family/?page={one}").content.decode() for one in (1, 2))

    assert (first.count('class="child '), second.count('class="child ')) == (CHILDREN_ON_A_PAGE, 1)
    assert 'href="?page=2"' in first
    assert 'href="?page=1"' in second
