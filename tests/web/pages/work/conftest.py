"""Fixtures of the tests of the work log's pages: an approved plan, a Thursday afternoon, a provider's browser."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from pumpurs.foundation.visibility import Viewer
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import appoint, care_for, viewer_for
from tests.programme.plans.stage import Stage, approved, stage
from tests.web.pages.plans.hands import browser_of

AFTERNOON = datetime(2026, 10, 8, 12, 30, tzinfo=UTC)  # 15:30 in Riga


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.FIXED_NOW = AFTERNOON


@pytest.fixture
def home(db: None) -> Stage:
    return stage()


@pytest.fixture
def plan_id(home: Stage) -> UUID:
    """The plan of Jānis, approved; ten hours of mathematics."""
    return approved(home)


@pytest.fixture
def baiba(home: Stage) -> Viewer:
    """A provider of support who cares for Jānis."""
    with as_owner():
        appointment = appoint(Role.PROVIDER, home.school, name="Baiba Rudzīte", profession="teacher")
        care_for(appointment, home.janis)
        return viewer_for(appointment)


@pytest.fixture
def phone(plan_id: UUID, baiba: Viewer) -> Client:
    """The provider's browser."""
    return browser_of(baiba)
