"""Fixtures of the tests of claim pages: the place with its plan, the clock, browsers of its people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.database import as_owner
from tests.programme.compensations.claims import Place, place
from tests.programme.people_and_places import make_account, make_guardian
from tests.programme.plans.stage import NOW
from tests.web.pages.plans.hands import BACKEND, browser_of


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.FIXED_NOW = NOW + timedelta(days=40)


@pytest.fixture
def here(db: None) -> Place:
    return place()


@pytest.fixture
def school(here: Place) -> Client:
    """The browser of the school's coordinator."""
    return browser_of(here.home.school_coordinator)


@pytest.fixture
def municipality(here: Place) -> Client:
    """The browser of the municipality's coordinator."""
    return browser_of(here.home.coordinator)


@pytest.fixture
def mother(here: Place) -> Client:
    """The browser of the mother of Jānis, with an own account."""
    with as_owner():
        account = make_account("Ilze Ozola")
        make_guardian(here.home.janis, account=account)
    client = Client(headers={"accept-language": "lv"})
    client.force_login(account, backend=BACKEND)
    return client
