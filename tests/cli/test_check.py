"""`pumpurs check` names what is not in order, with the fix."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from pumpurs.cli import check

AsOwner = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


def answers() -> dict[str, bool]:
    return {answer.question: answer.fine for answer in check._answers()}


def test_a_sound_database_is_told_to_be_sound() -> None:
    assert answers()["the tables are up to date"]
    assert answers()["the web role cannot go around row-level security"]


def test_a_web_role_that_walks_through_walls_is_told(
    as_owner: AsOwner, capsys: pytest.CaptureFixture[str]
) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER ROLE pumpurs_web BYPASSRLS")

    assert check.run(argparse.Namespace()) == 2

    assert "NO  the web role cannot go around row-level security: ALTER ROLE" in capsys.readouterr().out


def test_a_missing_migration_is_counted(as_owner: AsOwner, capsys: pytest.CaptureFixture[str]) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE id IN"
            " (SELECT max(id) FROM django_migrations WHERE app = 'plans')"
        )

    check.run(argparse.Namespace())

    assert "NO  the tables are up to date: 1 steps are missing" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "VAR", Path("/proc/version/var"))

    assert not answers()["the data folder is writable"]
