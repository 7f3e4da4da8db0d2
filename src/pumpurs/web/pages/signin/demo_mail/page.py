"""/demo/mail/ — the letters that the demonstration did not send, newest first. Demonstration and tests only."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.signin.demo.page import only_in_the_demo

BETWEEN_LETTERS = b"\n" + b"-" * 79 + b"\n"  # written by Django's file backend after each letter
SHOWN_AT_MOST = 50


@dataclass(frozen=True)
class Letter:
    """One letter as its reader would see it."""

    to: str
    subject: str
    text: str
    written_at: datetime


def letters_in(folder: Path) -> list[Letter]:
    """The letters of a mail folder, newest first; what is no letter is left out."""
    newest = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:SHOWN_AT_MOST]
    found: list[Letter] = []
    for path in newest:
        written_at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
        for raw in reversed(path.read_bytes().split(BETWEEN_LETTERS)):
            if raw.strip():
                found.append(_letter(raw, written_at))
    return found[:SHOWN_AT_MOST]


def _letter(raw: bytes, written_at: datetime) -> Letter:
    message = email.message_from_bytes(raw.lstrip(b"\n"), _class=EmailMessage, policy=email.policy.default)
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body is not None else ""
    return Letter(str(message["To"] or ""), str(message["Subject"] or ""), text.strip(), written_at)


def show(request: HouseRequest) -> HttpResponse:
    """Every letter with its text; its links can be followed."""
    only_in_the_demo()
    return render(
        request, "signin/demo_mail/page.html", {"letters": letters_in(Path(settings.EMAIL_FILE_PATH))}
    )
