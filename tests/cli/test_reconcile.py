"""`pumpurs reconcile`: status 0 while all sums are equal, 1 with each difference and its place."""

from __future__ import annotations

from argparse import Namespace

import pytest

from pumpurs.cli import prepare, reconcile
from pumpurs.programme.reporting.models import PackageVersion
from tests.database import as_owner
from tests.programme.plans.stage import stage
from tests.programme.reporting.month import opened, sent, sheet_ready

pytestmark = pytest.mark.django_db


def test_equal_sums_are_status_0_and_a_difference_is_told_with_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(prepare, "migrate", lambda: None)
    home = stage()
    sheet_ready(home)
    sent(home, opened(home))

    equal = reconcile.run(Namespace())
    said = capsys.readouterr().out
    with as_owner():
        PackageVersion.objects.update(minutes=61)
    different = reconcile.run(Namespace())

    assert (equal, different) == (0, 1)
    assert "sums are equal" in said
    assert "package 2026-10" in capsys.readouterr().out
