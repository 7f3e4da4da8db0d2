"""Letters of sign-in: sealed in the queue, sent by a job, never with a name, a device or a place in them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from pumpurs.foundation.letters import JOB, Letter, post
from pumpurs.jobs.letters import AGAIN, send
from pumpurs.programme.people.models import Account
from tests.web.signin.hands import ANNA, HOME, PASSWORD, code_of, letters, queued

NEW = "četri balti gulbji ezerā"


@pytest.fixture(autouse=True)
def nothing_waits(db: None, as_owner: Callable[[], AbstractContextManager[None]]) -> None:
    """Letters of an earlier browser story are no letters of these tests."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'letters.send'")


def set_up(client: Client) -> None:
    secret = client.get("/account/second-step/app/").context["form"].secret
    client.post("/account/second-step/app/", {"code": code_of(secret)})


def test_nothing_is_sent_while_somebody_waits_for_the_page(at_work: Client) -> None:
    Client().post("/signin/password/", {"email": ANNA})

    assert mail.outbox == []
    assert [letter.to for letter in letters()] == [[ANNA]]


def test_neither_address_nor_link_can_be_read_in_the_queue(at_work: Client) -> None:
    Client().post("/signin/password/", {"email": ANNA})
    [letter] = letters()

    with connection.cursor() as cursor:
        cursor.execute("SELECT jobs::text FROM procrastinate_jobs jobs")
        waiting = str(cursor.fetchall())
    assert "/signin/password/" in letter.body
    assert ANNA not in waiting
    assert "/signin/" not in waiting


def test_every_letter_says_what_happened_and_nothing_about_the_person(
    at_work: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        set_up(at_work)
    at_work.post("/account/second-step/app/remove/")
    at_work.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    Client().post("/signin/password/", {"email": "nav.tada@example.lv"})

    written = letters()

    assert {tuple(letter.to) for letter in written} == {(ANNA,), ("nav.tada@example.lv",)}
    assert len(written) == 4
    for letter in written:
        told = f"{letter.subject} {letter.body}"
        assert letter.subject.startswith("PuMPuRS: ")
        assert [
            word for word in ("Anna", "Liepa", "Priekuļ", "203.0.113", HOME, "Mozilla") if word in told
        ] == []


def test_what_is_rolled_back_writes_no_letter(db: None) -> None:
    with transaction.atomic():
        post(Letter(ANNA, "PuMPuRS: virsraksts", "teksts"))
        transaction.set_rollback(True)

    assert queued() == []


def test_a_letter_waits_for_a_mail_server_that_does_not_answer(
    teacher: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    Client().post("/signin/password/", {"email": ANNA})
    [sealed] = queued()

    def no_answer(letter: mail.EmailMessage) -> None:
        raise TimeoutError

    monkeypatch.setattr(mail.EmailMessage, "send", no_answer)
    with pytest.raises(TimeoutError):
        send.func(sealed)

    assert send.name == JOB
    assert send.retry_strategy is AGAIN
    assert 60 * 60 < sum(4 ** (turn + 1) for turn in range(AGAIN.max_attempts or 0)) < 2 * 60 * 60
