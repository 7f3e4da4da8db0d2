"""Small hands of the sign-in tests: sign in, read the audit trail, make a code."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.db import connection
from django.test import Client

from pumpurs.foundation.models import AuditLine
from pumpurs.jobs.letters import send
from tests.database import as_owner

PASSWORD = "trīs zaļi koki pļavā"
ANNA = "anna.liepa@example.lv"
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


def sign_in(client: Client, email: str = ANNA, password: str = PASSWORD, place: str = HOME) -> Any:
    """Send the sign-in form."""
    return client.post("/signin/", {"login": email, "password": password}, REMOTE_ADDR=place)


def lines(action: str) -> list[AuditLine]:
    """Audit lines of one action, oldest first."""
    with as_owner():
        return list(AuditLine.objects.filter(action=action).order_by("id"))


def queued() -> list[str]:
    """The sealed letters that wait in the queue, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args ->> 'sealed' FROM procrastinate_jobs WHERE task_name = 'letters.send' ORDER BY id"
        )
        return [sealed for (sealed,) in cursor.fetchall()]


def letters() -> list[mail.EmailMessage]:
    """What the job of letters sends of all that was put into the queue."""
    mail.outbox.clear()
    for sealed in queued():
        send.func(sealed)
    return list(mail.outbox)


def code_of(secret: str) -> str:
    """The code that an authenticator app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
