"""The nightly cleaning: what has ended goes, what still counts stays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client
from procrastinate.contrib.django import app

from pumpurs.analytics.scoring import alone
from pumpurs.foundation.clock import server_now
from pumpurs.foundation.visibility import job_viewer, looking_as, raise_wall
from pumpurs.jobs import cleaning
from pumpurs.programme.alerts.actions import alerts as acts
from pumpurs.programme.alerts.actions.keys import keys_of_learners
from pumpurs.programme.alerts.actions.records import put_records
from pumpurs.programme.alerts.models import (
    Alert,
    AlertFact,
    AlertRecords,
    AlertStep,
    JournalBatch,
    JournalRejection,
    ScoringRun,
)
from pumpurs.programme.alerts.rules.records import Records
from pumpurs.programme.consents.models import FamilyLink
from pumpurs.programme.consents.rules import LINK_LASTS
from pumpurs.web.signin.models import SignInSession
from tests.analytics.drawn import place_drawn, score, values
from tests.analytics.indicators.cases import LESSONS
from tests.database import as_owner
from tests.programme.alerts.nights import EVENING, NIGHT, School, night, sign
from tests.programme.alerts.nights import NOW as HEARD
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


def test_words_about_an_alert_go_when_their_term_is_over_and_steps_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with as_owner():
        school = School()
    night({school.first: [sign()]})
    with looking_as(school.teacher):
        alert = Alert.objects.get()
        acts.talk(alert_id=alert.id, note="Runājām ar mammu.", viewer=school.teacher, now=HEARD)
        acts.note_hunch(
            learner_id=school.learners[1].id,
            text="Nāk skumjš.",
            viewer=school.teacher,
            today=HEARD.date(),
            now=HEARD,
        )

    def written() -> tuple[set[str], list[str]]:
        with looking_as(NIGHT):
            words = {
                *Alert.objects.values_list("text", flat=True),
                *AlertStep.objects.values_list("note", flat=True),
            }
            return words - {""}, sorted(AlertStep.objects.values_list("step", flat=True))

    before = written()
    last_day = HEARD.date().replace(year=HEARD.year + 2)  # 24 months
    monkeypatch.setattr(cleaning, "today", lambda: last_day)
    clean()
    assert written() == before
    assert before[0] == {"Runājām ar mammu.", "Nāk skumjš."}

    monkeypatch.setattr(cleaning, "today", lambda: last_day + timedelta(days=1))
    clean()
    assert written() == (set(), before[1])


def test_a_note_is_never_rewritten() -> None:
    with as_owner():
        school = School()
    night({school.first: [sign()]})
    with looking_as(school.teacher):
        alert = Alert.objects.get()
        acts.talk(alert_id=alert.id, note="Runājām ar mammu.", viewer=school.teacher, now=HEARD)

    with looking_as(school.teacher), pytest.raises(DatabaseError, match="erased or stays"):
        AlertStep.objects.update(note="Nerunājām.")


def test_cells_of_journal_files_go_thirty_days_after_they_came(monkeypatch: pytest.MonkeyPatch) -> None:
    with as_owner():
        school = School()
        batch = JournalBatch.objects.create(
            institution=school.institution, what="attendance", way="page", file_name="septembris.csv",
            examples=[["Jānis Ozols", "n"]], rows=1, rejected=1, received_at=HEARD, received_by_id=uuid4(),
        )  # fmt: skip
        JournalRejection.objects.create(
            batch=batch, institution_id=school.institution.id, row=2, column="Skolēns", value="Jānis Ozols",
            reason_code="journal.row.nobody",
        )  # fmt: skip

    def kept() -> tuple[list[str], list[list[list[str]]], list[tuple[int, str]]]:
        with looking_as(NIGHT):
            rows = list(JournalRejection.objects.values_list("row", "column", "value"))
            examples = list(JournalBatch.objects.values_list("examples", flat=True))
            return [value for _, _, value in rows], examples, [(row, column) for row, column, _ in rows]

    monkeypatch.setattr(cleaning, "today", lambda: HEARD.date() + timedelta(days=30))
    clean()
    assert kept() == (["Jānis Ozols"], [[["Jānis Ozols", "n"]]], [(2, "Skolēns")])

    monkeypatch.setattr(cleaning, "today", lambda: HEARD.date() + timedelta(days=31))
    clean()
    assert kept() == ([""], [[]], [(2, "Skolēns")])


def test_with_a_week_of_journals_go_its_fold_the_sums_it_stands_in_and_old_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    weeks = [date(2026, 2, 2) + timedelta(days=7 * number) for number in range(12)]
    lines = [f"1 | 1 | {week} | {lesson} | 1 | {3 * (lesson == 1)}" for week in weeks for lesson in (1, 2)]
    store = place_drawn(tmp_path, {"attendance": "\n".join((LESSONS, *lines))})
    old_run = score(store, date(2026, 4, 25))
    values_before = score(store, date(2026, 4, 28))
    weeks_folded = [
        path for path in (tmp_path / "folds").rglob("*.parquet") if "week=2026-02-02" in str(path)
    ]
    assert len(weeks_folded) == 1

    monkeypatch.setattr(cleaning, "today", lambda: date(2028, 5, 26))  # 25 months after 26 April 2026
    cleaning.forget_journals()

    left = {str(path) for path in (tmp_path / "folds").rglob("*.parquet")}
    assert [path for path in left if "week=" in path and path.split("week=")[1][:10] < "2026-04-20"] == []
    assert not any("/weeks/" in path for path in left)  # the sum of the weeks before the last four
    assert not old_run.folder.exists()
    assert values_before.folder.exists()
    assert values(score(store, date(2026, 4, 28)), "unexcused_lessons", "semester")[1][0] == 1


def test_while_a_scoring_goes_on_nothing_of_the_store_is_forgotten(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = place_drawn(tmp_path, {"attendance": f"{LESSONS}\n1 | 1 | 2026-04-13 | 1 | 1 | 0"})
    monkeypatch.setattr(cleaning, "today", lambda: date(2030, 1, 1))

    with alone(store):
        assert cleaning.forget_journals() == 0

    assert cleaning.forget_journals() == 1


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
