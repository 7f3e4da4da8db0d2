"""A school's journal sends its files itself: with the school's key, once for each key of a file, not too often."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from pumpurs.foundation.clock import server_now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.visibility import raise_wall
from pumpurs.jobs.journals.tasks import finish, read_waiting, sweep
from pumpurs.jobs.rosters import sweep as sweep_rosters
from pumpurs.programme.alerts.actions.journals import receive
from pumpurs.programme.alerts.actions.journals import taken as batch_taken
from pumpurs.programme.alerts.actions.tokens import make_token, revoke_token
from pumpurs.programme.alerts.models import JournalBatch, JournalToken
from pumpurs.programme.alerts.preconditions import journals as preconditions
from pumpurs.programme.alerts.queries.pushing import Pusher, pusher_by_token
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Appointment
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.jobs.journals.school import JOB, NOW, School, line

pytestmark = pytest.mark.django_db
HEADER = "Skolēna numurs;Datums;Stunda;Priekšmets;Statuss"
CSV = "\r\n".join([HEADER, line("L1", "05.10.2026", 1, "Sports", "n")]) + "\r\n"


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path) -> Iterator[None]:
    """A store and files of the test alone, and a clock that stands still."""
    before = settings.STORE, settings.FIXED_NOW, settings.VAR
    settings.STORE, settings.FIXED_NOW, settings.VAR = tmp_path / "store", NOW, tmp_path
    yield
    settings.STORE, settings.FIXED_NOW, settings.VAR = before


@pytest.fixture
def school() -> School:
    with as_owner():
        return School()


@pytest.fixture
def key(school: School) -> str:
    return key_of(school)


def key_of(school: School) -> str:
    raise_wall(school.head)
    return make_token(institution_id=school.institution.id, name="E-klase", viewer=school.head, now=NOW)


def pushed(key: str, body: str | bytes = CSV, *, push_key: str = "2026-10", kind: str = "text/csv",
           what: str = "attendance") -> HttpResponse:  # fmt: skip
    """What the journal gets for its file; forms are checked as in life."""
    headers: dict[str, Any] = {
        "HTTP_AUTHORIZATION": f"Bearer {key}", "HTTP_IDEMPOTENCY_KEY": push_key, "CONTENT_TYPE": kind,
    }  # fmt: skip
    return Client(enforce_csrf_checks=True).post(
        f"/api/journals/{what}/", body, content_type=kind, HTTP_ACCEPT_LANGUAGE="en", **headers
    )


def state_of(key: str, batch_id: str) -> HttpResponse:
    return Client().get(
        f"/api/journals/{batch_id}/", HTTP_AUTHORIZATION=f"Bearer {key}", HTTP_ACCEPT_LANGUAGE="en"
    )


def codes(answer: Any) -> list[str]:
    return [one["code"] for one in answer.json()["refused"]]


def batches() -> int:
    raise_wall(JOB)
    return JournalBatch.objects.count()


def test_a_file_is_kept_then_read_and_told(key: str, school: School) -> None:
    sent: Any = pushed(key)
    read_waiting(sent.json()["id"])
    told: Any = state_of(key, sent.json()["id"])

    assert (sent.status_code, sent.json()["state"]) == (202, "received")
    assert (told.status_code, told.json()["state"], told.json()["accepted"]) == (200, "taken", 1)
    assert len(school.rows()) == 1


def test_json_lines_are_taken_too(key: str, school: School) -> None:
    body = '{"learner id": "L1", "date": "2026-10-05", "lesson": 1, "subject": "Sports", "status": "late"}\n'

    sent: Any = pushed(key, body, kind="application/x-ndjson")
    read_waiting(sent.json()["id"])

    assert [row[4] for row in school.rows()] == [1]


def test_the_same_key_again_is_the_same_file(key: str) -> None:
    first: Any = pushed(key)
    again: Any = pushed(key)

    assert (again.status_code, again.json()["id"], batches()) == (200, first.json()["id"], 1)


def test_rejected_rows_are_told_with_column_value_and_reason(key: str) -> None:
    rows = [line("L2", f"{day:02}.10.2026", 1, "Sports", "ir") for day in range(1, 20)]
    sent: Any = pushed(key, "\r\n".join([HEADER, *rows, line("L9", "05.10.2026", 2, "Sports", "n")]))
    read_waiting(sent.json()["id"])

    told: Any = state_of(key, sent.json()["id"])

    assert told.json()["rejected_rows"] == [
        {"row": 21, "column": "Skolēna numurs", "value": "L9", "text": "is no learner of this school"}
    ]


@pytest.mark.parametrize("given", ["", "pj_nobody", "x" * 500])
def test_without_a_known_key_nothing_is_kept(given: str, school: School) -> None:
    answer = pushed(given)

    assert (answer.status_code, answer["WWW-Authenticate"], batches()) == (401, 'Bearer realm="journals"', 0)


def test_a_revoked_key_opens_nothing(key: str, school: School) -> None:
    raise_wall(school.head)
    revoke_token(token_id=JournalToken.objects.get().id, viewer=school.head, now=NOW)

    answer = pushed(key)

    assert (answer.status_code, codes(answer)) == (401, ["journal.push.unknown_token"])


def test_a_key_opens_the_files_of_its_own_school_only(key: str) -> None:
    with as_owner():
        other = School("Raunas pamatskola", prefix="M", code="320000-00002")
    sent: Any = pushed(key)

    assert state_of(key_of(other), sent.json()["id"]).status_code == 404


def test_learners_of_another_school_cannot_be_written(key: str, school: School) -> None:
    with as_owner():
        other = School("Raunas pamatskola", prefix="M", code="320000-00002")
    body = "\r\n".join([HEADER, line("M1", "05.10.2026", 1, "Sports", "n")])

    sent: Any = pushed(key, body)
    read_waiting(sent.json()["id"])

    raise_wall(JOB)
    batch = JournalBatch.objects.get(pk=UUID(sent.json()["id"]))
    assert (batch.state, batch.accepted) == ("checked", 0)
    assert other.learners


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"push_key": ""}, "journal.push.no_key"),
        ({"push_key": "x" * 65}, "journal.push.no_key"),
        ({"kind": "image/png"}, "journal.push.wrong_type"),
        ({"kind": "application/x-www-form-urlencoded"}, "journal.push.wrong_type"),
        ({"body": ""}, "journal.push.nothing"),
        ({"what": "secrets"}, "journal.receive.no_such_kind"),
    ],
)
def test_what_is_wrong_with_a_push_is_said(changed: dict[str, str], code: str, key: str) -> None:
    answer = pushed(key, **changed)

    assert (answer.status_code, codes(answer), batches()) == (422, [code], 0)


def test_more_than_a_journal_has_to_send_is_slowed_down_and_refused_files_count_too(
    key: str, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "journal_push": "3/m/key"}

    answers = [pushed(key, kind="image/png"), pushed(key), pushed(key), pushed(key, push_key="one more")]

    assert [one.status_code for one in answers] == [422, 202, 200, 429]
    assert (answers[-1]["Retry-After"], codes(answers[-1])) == ("60", ["journal.push.too_often"])
    assert batches() == 1


def test_a_key_has_a_few_files_waiting_at_a_time(
    key: str, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preconditions, "MOST_WAITING", 2)
    first: Any = pushed(key, push_key="1")
    pushed(key, push_key="2")

    too_many, known = pushed(key, push_key="3"), pushed(key, push_key="2")
    read_waiting(first.json()["id"])
    later = pushed(key, push_key="3")

    assert (too_many.status_code, codes(too_many)) == (429, ["journal.push.too_many_wait"])
    assert too_many["Retry-After"] == "60"
    assert (known.status_code, later.status_code) == (200, 202)


@pytest.mark.parametrize("queued", [True, False], ids=["in a long queue", "whose job was lost"])
def test_a_file_that_was_accepted_is_read_however_long_it_waits(
    queued: bool, key: str, school: School
) -> None:
    sent: Any = pushed(key)
    path = waiting.path_of(UUID(sent.json()["id"]))
    old = server_now().timestamp() - 3600
    os.utime(path, (old, old))
    if not queued:
        jobs_of_reading().delete()

    sweep_rosters(0)
    finish(0)
    asked = [job.args["batch_id"] for job in jobs_of_reading()]
    read_waiting(sent.json()["id"])

    assert asked == [sent.json()["id"]]
    assert len(school.rows()) == 1


def test_what_nobody_asked_to_have_read_is_forgotten_and_what_waited_for_a_week_is_turned_away(
    key: str,
) -> None:
    sent: Any = pushed(key)
    nobodys = waiting.put(uuid4(), [b"x"], name="x.csv")
    old = server_now().timestamp() - 3600
    os.utime(nobodys, (old, old))

    sweep_rosters(0)
    settings.FIXED_NOW = NOW + timedelta(days=8)
    sweep(0)

    assert list((settings.VAR / "intake").iterdir()) == []
    told: Any = state_of(key, sent.json()["id"])
    assert [one["code"] for one in told.json()["reasons"]] == ["journal.file.not_in_time"]


def jobs_of_reading() -> Any:
    return ProcrastinateJob.objects.filter(task_name="journals.read")


def test_who_guesses_keys_is_slowed_down_without_hurting_the_journal(key: str, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "journal_stranger": "1/m/ip"}

    answers = [pushed("pj_first"), pushed("pj_second"), pushed(key)]

    assert [one.status_code for one in answers] == [401, 429, 202]


def test_a_key_ends_with_the_appointment_of_whoever_made_it(key: str, school: School) -> None:
    with as_owner():
        assert school.head.appointment_id is not None
        made_in = Appointment.objects.filter(pk=school.head.appointment_id)
        made_in.update(until=NOW.date() + timedelta(days=1))
    on_the_last_day = pushed(key)
    with as_owner():
        made_in.update(until=NOW.date())

    after = pushed(key, push_key="2026-11")

    assert on_the_last_day.status_code == 202
    assert (after.status_code, codes(after), batches()) == (401, ["journal.push.key_ended"], 1)


def test_the_same_key_of_a_file_with_another_file_is_refused(key: str) -> None:
    first = pushed(key)

    other_body, other_kind, other_type = (
        pushed(key, CSV + CSV), pushed(key, what="marks"), pushed(key, kind="application/jsonl"),
    )  # fmt: skip

    assert first.status_code == 202
    for answer in (other_body, other_kind, other_type):
        assert (answer.status_code, codes(answer)) == (422, ["journal.push.another_file"])
        assert b"2026-10" in answer.content
    assert (batches(), len(list((settings.VAR / "intake").iterdir()))) == (1, 1)


def test_a_journal_reaches_the_files_of_its_own_key_and_nothing_else(key: str, school: School) -> None:
    sent: Any = pushed(key)
    other_key = key_of(school)
    raise_wall(JOB)
    pusher = pusher_by_token(token=key, today=NOW.date(), request_id="")
    assert isinstance(pusher, Pusher)

    raise_wall(pusher.viewer)

    assert state_of(other_key, sent.json()["id"]).status_code == 404
    assert pusher.viewer.role is Role.JOURNAL
    raise_wall(pusher.viewer)
    assert (Learner.objects.count(), JournalToken.objects.count(), JournalBatch.objects.count()) == (0, 1, 1)
    with pytest.raises(Refused):
        receive(
            file_name="a.csv", what="marks", way="page", viewer=pusher.viewer, now=NOW,
            institution_id=school.institution.id,
        )  # fmt: skip
    with pytest.raises(Refused):
        batch_taken(batch_id=UUID(sent.json()["id"]), viewer=pusher.viewer, now=NOW)


def test_a_journal_brings_nothing_for_another_school(key: str, school: School) -> None:
    with as_owner():
        other = School("Raunas pamatskola", prefix="M", code="320000-00002")
    raise_wall(JOB)
    pusher = pusher_by_token(token=key, today=NOW.date(), request_id="")
    assert isinstance(pusher, Pusher)
    raise_wall(pusher.viewer)

    with pytest.raises(Refused):
        receive(
            file_name="a.csv", what="marks", way="push", viewer=pusher.viewer, now=NOW, token_id=pusher.token_id,
            institution_id=other.institution.id, push_key="1",
        )  # fmt: skip
