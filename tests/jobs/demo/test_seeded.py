"""The same moment gives the same country, down to the last row; another moment gives another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from pumpurs.foundation.models import AuditLine, StoredFile
from pumpurs.jobs import demo
from pumpurs.jobs.demo.acting import DEMO, REQUEST
from pumpurs.programme.alerts.models import ScoringRun
from pumpurs.programme.work.models import SheetDecision

# Sealing is never twice the same; a transaction has its own number.
OF_THE_STORE = {ScoringRun: {"name", "data_version"}}  # keys of the store are given anew
NOT_DRAWN = {"sealed", "sealed_token", "sealed_address", "xid"}
VERBS = ("job:scoring", REQUEST, DEMO.request_id)  # what the verbs of life wrote has keys of its own
OURS = {"alerts", "partners", "people", "learners", "consents", "plans", "work", "foundation", "account"}


def written() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def fingerprints() -> dict[str, str]:
    """A hash of every table of the demo, in an order of its own."""
    found = {}
    with connection.cursor() as cursor:
        for model in written():
            columns = [
                f'"{field.column}"::text'
                for field in model._meta.concrete_fields
                if not isinstance(field, models.AutoField)
                and field.column not in NOT_DRAWN | OF_THE_STORE.get(model, set())
            ]
            drawn = f"WHERE request_id NOT IN {VERBS}" if model is AuditLine else ""
            drawn = "WHERE about <> 'claim'" if model is StoredFile else drawn
            drawn = "WHERE step <> 'send'" if model is SheetDecision else drawn
            row = f"concat_ws('|', {', '.join(columns)})"
            cursor.execute(
                f"SELECT count(*), md5(string_agg({row}, E'\\n' ORDER BY {row}))"
                f" FROM {model._meta.db_table} {drawn}"
            )
            count, mark = cursor.fetchone()
            found[model._meta.db_table] = f"{count} {mark}"
    return found


def built_again(now: datetime) -> dict[str, str]:
    """The fingerprints of a second country, in place of the first; nothing of it stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checks what the first country left open
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in written())} CASCADE")
        demo.build("small", now=now)
        found = fingerprints()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_two_builds_of_one_moment_are_equal(
    country: datetime, as_owner: Callable[[], AbstractContextManager[None]]
) -> None:
    with as_owner():
        first, second = fingerprints(), built_again(country)
        later = built_again(country + timedelta(days=7))

    assert first == second
    assert len([count for count in first.values() if not count.startswith("0 ")]) > 20
    assert later["consents_consent"] != first["consents_consent"]
