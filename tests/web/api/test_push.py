"""A school's journal sends its files itself: with the school's key, once for each key of a file, not too often."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from pumpurs.foundation.visibility import raise_wall
from pumpurs.jobs.journals.tasks import read_waiting
from pumpurs.programme.alerts.actions.tokens import make_token, revoke_token
from pumpurs.programme.alerts.models import JournalBatch, JournalToken
from pumpurs.programme.alerts.rules.tokens import PUSHES_A_MINUTE
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


def test_more_than_a_journal_has_to_send_is_slowed_down(key: str, school: School) -> None:
    with as_owner():
        token = JournalToken.objects.get()
        JournalBatch.objects.bulk_create(
            JournalBatch(
                what="marks", way="push", institution=school.institution, token=token, push_key=str(number),
                file_name="z.csv", received_at=NOW, received_by_id=token.id,
            )
            for number in range(PUSHES_A_MINUTE)
        )  # fmt: skip

    answer = pushed(key, push_key="one more")

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
