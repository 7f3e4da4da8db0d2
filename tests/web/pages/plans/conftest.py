"""Fixtures of the tests of plan pages: the stage, its clock, and browsers of its people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.programme.plans.stage import NOW, Stage, stage
from tests.web.pages.plans.hands import browser_of


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.FIXED_NOW = NOW


@pytest.fixture
def home(db: None) -> Stage:
    return stage()


@pytest.fixture
def anna(home: Stage) -> Client:
    """The author's browser."""
    return browser_of(home.anna)


@pytest.fixture
def ieva(home: Stage) -> Client:
    """The browser of the second author."""
    return browser_of(home.ieva)


@pytest.fixture
def head(home: Stage) -> Client:
    """The head's browser."""
    return browser_of(home.head)
