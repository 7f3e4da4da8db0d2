"""Notices (paziņojumi): e-mails to families, from the rulebook's words; and the nightly end of what nobody answered."""

from __future__ import annotations

import logging
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from pumpurs.foundation.clock import now
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.consents.actions.recording import expire_unanswered
from pumpurs.programme.consents.queries.links import letter_of
from pumpurs.rulebook import notices

TRIES = 5
LOG = logging.getLogger(__name__)


@app.task(name="notices.family_link", retry=TRIES)
def family_link(link_id: str, notice: str) -> bool:
    """Write to the family that something waits; False if the link is over or has no address."""
    with looking_as(job_viewer("notices")) as viewer:
        letter = letter_of(viewer=viewer, link_id=UUID(link_id), now=now())
    if letter is None:
        return False
    words = notices.notice(notice)
    body = (
        words.body.in_language(letter.language)
        .strip()
        .format(link=f"{settings.PUBLIC_URL}/f/{letter.token}/", until=f"{letter.until:%d.%m.%Y}")
    )
    EmailMessage(words.subject.in_language(letter.language), body, to=[letter.address]).send()
    return True


@app.periodic(cron="20 2 * * *")
@app.task(name="consents.expire")
def expire(timestamp: int) -> None:
    """Every night: what waits without an open link has expired."""
    with looking_as(job_viewer("consents")) as viewer:
        ended = expire_unanswered(viewer=viewer, now=now())
    LOG.info("consents expired: %d", ended)
