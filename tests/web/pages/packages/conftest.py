"""The stage after October: a clock in November, browsers of its people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.programme.plans.stage import NOW, Stage, stage
from tests.programme.reporting.month import AFTER


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.FIXED_NOW = NOW + timedelta(days=AFTER)


@pytest.fixture
def home(db: None) -> Stage:
    return stage()
