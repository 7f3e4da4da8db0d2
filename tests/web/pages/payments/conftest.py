"""Fixtures of the tests of payment pages: the office, its clock, browsers of its people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.programme.compensations.money import NOW, Office, office
from tests.web.pages.plans.hands import browser_of


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.FIXED_NOW = NOW


@pytest.fixture
def at(db: None) -> Office:
    return office()


@pytest.fixture
def zane(at: Office) -> Client:
    """The accountant's browser."""
    return browser_of(at.zane)


@pytest.fixture
def rita(at: Office) -> Client:
    """The browser of the accountant who signs."""
    return browser_of(at.rita)
