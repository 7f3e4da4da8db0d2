"""The mail of the demonstration: every letter can be read and its link followed; in production nothing of it exists."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.test import Client
from pytest_django import Settings

LINK = "http://127.0.0.1:8123/f/abc/"


@pytest.fixture
def mail(tmp_path: Path, settings: Settings) -> Path:
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def write(folder: Path, *subjects: str) -> None:
    letters = [EmailMessage(one, f"Jūsu saite:\n{LINK}\n", to=["mamma@example.lv"]) for one in subjects]
    EmailBackend(file_path=str(folder)).send_messages(letters)


def test_letters_are_decoded_newest_first_and_their_link_can_be_followed(db: None, mail: Path) -> None:
    write(mail, "Pirmā vēstule", "Otrā vēstule")

    answer = Client().get("/demo/mail/")

    assert [one.subject for one in answer.context["letters"]] == ["Otrā vēstule", "Pirmā vēstule"]
    assert answer.context["letters"][0].text == f"Jūsu saite:\n{LINK}"
    assert f'<a href="{LINK}"' in answer.content.decode()


def test_what_a_letter_says_is_text_and_not_a_page(db: None, mail: Path) -> None:
    write(mail, "<b>x</b>")

    assert "<b>x</b>" not in Client().get("/demo/mail/").content.decode()


def test_in_production_nobody_reads_mail(db: None, mail: Path, settings: Settings) -> None:
    settings.PRODUCTION = True

    assert Client().get("/demo/mail/").status_code == 404
