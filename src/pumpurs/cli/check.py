"""Tells whether this installation is in order: one line per question, with the fix where the answer is no."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pumpurs.cli.database import PROJECT

WEB_ROLE = "pumpurs_web"
OLDEST_SERVER = 170000


@dataclass(frozen=True)
class Answer:
    """One question: fine or not, and what to do if not."""

    question: str
    fine: bool
    fix: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Print the answers; 0 if all is fine, else 2."""
    answers = list(_answers())
    for answer in answers:
        print(
            f"{'ok ' if answer.fine else 'NO '} {answer.question}"
            + ("" if answer.fine else f": {answer.fix}")
        )
    return 0 if all(answer.fine for answer in answers) else 2


def _answers() -> Iterator[Answer]:
    with connection.cursor() as cursor:
        version = cursor.connection.info.server_version
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [WEB_ROLE])
        web_role = cursor.fetchone()
    yield Answer(
        "PostgreSQL is 17 or newer", version >= OLDEST_SERVER, f"this is {version // 10000}; upgrade it"
    )
    missing = _missing_migrations()
    yield Answer(
        "the tables are up to date",
        not missing,
        f"{len(missing)} steps are missing, first {missing[:1]}; start `pumpurs serve` once",
    )
    yield Answer("the web role exists", web_role is not None or bool(missing), f"make the role {WEB_ROLE}")
    if web_role is not None:
        fix = f"ALTER ROLE {WEB_ROLE} NOSUPERUSER NOBYPASSRLS"
        yield Answer("the web role cannot go around row-level security", not web_role[0], fix)
    faults = [str(fault) for fault in run_checks(include_deployment_checks=False) if fault.level >= ERROR]
    yield Answer("the settings are sound", not faults, "; ".join(faults))
    compiled = (PROJECT / "locale" / "lv" / "LC_MESSAGES" / "django.mo").exists()
    yield Answer("the Latvian texts are compiled", compiled, "run `make setup`")
    yield Answer("the data folder is writable", _writable(), f"give this user the folder {settings.VAR}")


def _missing_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _ in steps]


def _writable() -> bool:
    nearest = next(folder for folder in (settings.VAR, *settings.VAR.parents) if folder.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)
