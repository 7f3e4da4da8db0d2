"""The nightly cleaning: what has ended goes, what still counts stays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app

from pumpurs.foundation.clock import server_now
from pumpurs.foundation.visibility import job_viewer, looking_as, raise_wall
from pumpurs.jobs import cleaning
from pumpurs.programme.alerts.actions.keys import keys_of_learners
from pumpurs.programme.alerts.actions.records import put_records
from pumpurs.programme.alerts.models import Alert, AlertFact, AlertRecords, ScoringRun
from pumpurs.programme.alerts.rules.records import Records
from pumpurs.programme.consents.models import FamilyLink
from pumpurs.programme.consents.rules import LINK_LASTS
from pumpurs.web.signin.models import SignInSession
from tests.analytics.drawn import place_drawn
from tests.analytics.indicators.cases import LESSONS
from tests.database import as_owner
from tests.programme.alerts.nights import EVENING, NIGHT, School, night, sign
from tests.programme.consents.household import NOW, sent, stage
from tests.programme.people_and_places import make_account

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def store_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "STORE", tmp_path)


def signed_in() -> Client:
    client = Client()
    client.force_login(make_account(), backend=BACKEND)
    return client


def wrong_try(age: timedelta) -> AccessAttempt:
    one = AccessAttempt.objects.create(username=str(age), ip_address="203.0.113.7", failures_since_start=5)
    AccessAttempt.objects.filter(pk=one.pk).update(attempt_time=server_now() - age)
    return one


def clean() -> None:
    cleaning.night.func(timestamp=0)


def test_a_session_that_is_over_goes_and_one_in_use_stays() -> None:
    over, in_use = signed_in(), signed_in()
    keys = list(SignInSession.objects.order_by("expire_date").values_list("pk", flat=True))
    SignInSession.objects.filter(pk=keys[0]).update(expire_date=server_now() - timedelta(seconds=1))

    clean()

    assert list(SignInSession.objects.values_list("pk", flat=True)) == keys[1:]
    assert {over.get("/account/").status_code, in_use.get("/account/").status_code} == {200, 302}


def test_wrong_tries_go_when_they_lock_nothing_any_more() -> None:
    wrong_try(settings.AXES_COOLOFF_TIME + timedelta(seconds=5))
    locking = wrong_try(settings.AXES_COOLOFF_TIME - timedelta(seconds=5))

    clean()

    assert [one.pk for one in AccessAttempt.objects.all()] == [locking.pk]


def test_the_token_of_a_link_goes_when_the_link_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    home = stage()
    sent(home)

    def tokens() -> list[str]:
        raise_wall(job_viewer("test"))
        return list(FamilyLink.objects.values_list("sealed_token", flat=True))

    monkeypatch.setattr(cleaning, "now", lambda: NOW)
    clean()
    assert "" not in tokens()

    monkeypatch.setattr(cleaning, "now", lambda: NOW + LINK_LASTS)
    clean()
    assert set(tokens()) == {""}


def test_what_a_night_found_goes_when_its_term_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with as_owner():
        school = School()
    night({school.first: [sign()]})
    with looking_as(NIGHT):
        key = keys_of_learners(viewer=NIGHT, learners=[school.first.id])[school.first.id]
        put_records({key: Records((), (), (), ())}, EVENING)

    def left() -> list[int]:
        with looking_as(NIGHT):
            return [table.objects.count() for table in (ScoringRun, AlertFact, AlertRecords, Alert)]

    last_day = date(EVENING.year + 2, EVENING.month, EVENING.day)  # 24 months
    monkeypatch.setattr(cleaning, "today", lambda: last_day)
    clean()
    assert left() == [1, 1, 1, 1]

    monkeypatch.setattr(cleaning, "today", lambda: last_day + timedelta(days=1))
    clean()
    assert left() == [0, 0, 0, 1]


def test_a_week_of_journals_goes_when_its_last_day_is_past_its_term(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    drawn = {"attendance": f"{LESSONS}\n1 | 1 | 2026-04-13 | 1 | 1 | 0\n1 | 1 | 2026-04-20 | 1 | 1 | 0"}
    store = place_drawn(tmp_path, drawn)

    def rows() -> int:
        return len(store.read("attendance", 1, date(2026, 4, 1), date(2026, 5, 1)))

    monkeypatch.setattr(
        cleaning, "today", lambda: date(2028, 5, 19)
    )  # 25 months after the Sunday of the first week
    clean()
    assert rows() == 2

    monkeypatch.setattr(cleaning, "today", lambda: date(2028, 5, 20))
    clean()
    assert rows() == 1
    assert len(list((tmp_path / "attendance").rglob("*.parquet"))) == 1


def test_finished_jobs_are_asked_to_go_too() -> None:
    clean()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args ->> 'remove_failed', args ->> 'max_hours' FROM procrastinate_jobs WHERE task_name = %s",
            [cleaning.OLD_JOBS],
        )
        asked = cursor.fetchall()
    assert asked == [("true", str(cleaning.JOBS_KEPT_HOURS))]


def test_the_worker_finds_the_cleaning_and_runs_it_every_night() -> None:
    app.perform_import_paths()

    assert cleaning.OLD_JOBS in app.tasks
    nightly = [
        one for one in app.periodic_registry.periodic_tasks.values() if one.task.name == "cleaning.night"
    ]
    assert [one.cron for one in nightly] == ["40 2 * * *"]
