"""Notices (paziņojumi): e-mails from the rulebook's words, to families and about the duty to report absence.

And the nightly end of what nobody answered.
"""

from __future__ import annotations

import logging
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.timezone import localtime
from procrastinate.contrib.django import app

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.alerts.queries.duty import told_by_mail
from pumpurs.programme.compensations.queries.letters import family_by_mail
from pumpurs.programme.consents.actions.recording import expire_unanswered
from pumpurs.programme.consents.actions.returns import link_for_return
from pumpurs.programme.consents.queries.links import letter_of
from pumpurs.rulebook import notices
from pumpurs.values.roles import Role

TRIES = 5
LOG = logging.getLogger(__name__)


@app.task(name="notices.family_link", retry=TRIES)
def family_link(link_id: str, notice: str) -> bool:
    """Write to the family that something waits; False if the link is over or has no address."""
    with looking_as(job_viewer("notices")) as viewer:
        letter = letter_of(viewer=viewer, link_id=UUID(link_id), now=now())
    if letter is None:
        return False
    _write(notice, letter.address, letter.language, letter.token, f"{letter.until:%d.%m.%Y}")
    return True


@app.task(name="notices.family_return", retry=TRIES)
def family_return(sealed_address: str) -> bool:
    """Write a link to a family that wants to come back; False if nobody with this address may.

    It is written within the transaction: if it cannot be sent, the link was never made and the next try makes one.
    """
    with looking_as(job_viewer("notices")) as viewer:
        letter = link_for_return(sealed_address=sealed_address, viewer=viewer, now=now())
        if letter is None:
            return False
        until = f"{localtime(letter.until):%d.%m.%Y %H:%M}"
        _write("family_return", letter.address, letter.language, letter.token, until)
    return True


def _write(notice: str, address: str, language: str, token: str, until: str) -> None:
    words = notices.notice(notice)
    body = words.body.in_language(language).strip()
    text = body.format(link=f"{settings.PUBLIC_URL}/f/{token}/", until=until)
    EmailMessage(words.subject.in_language(language), text, to=[address]).send()


@app.task(name="notices.family_money", retry=TRIES)
def family_money(notice: str, learner_id: str) -> int:
    """Write to a learner's family that something about its money waits or changed; how many letters went out."""
    with looking_as(job_viewer("notices")) as viewer:
        family = family_by_mail(viewer=viewer, learner_id=UUID(learner_id), today=today())
    words = notices.notice(notice)
    for address, language in family:
        text = words.body.in_language(language).strip().format(link=f"{settings.PUBLIC_URL}/family/")
        EmailMessage(words.subject.in_language(language), text, to=[address]).send()
    return len(family)


@app.task(name="notices.duty", retry=TRIES)
def duty(notice: str, place_id: str) -> int:
    """Tell those whose step is next that a notice of absence waits; how many were told."""
    role = Role.MUNICIPAL_COORDINATOR if notice == "duty_sent" else Role.HEAD
    with looking_as(job_viewer("notices")) as viewer:
        people = told_by_mail(viewer=viewer, role=role, place_id=UUID(place_id), today=today())
    words = notices.notice(notice)
    for address, language in people:
        text = words.body.in_language(language).strip().format(link=f"{settings.PUBLIC_URL}/alerts/duty/")
        EmailMessage(words.subject.in_language(language), text, to=[address]).send()
    return len(people)


@app.periodic(cron="20 2 * * *")
@app.task(name="consents.expire")
def expire(timestamp: int) -> None:
    """Every night: what waits without an open link has expired."""
    with looking_as(job_viewer("consents")) as viewer:
        ended = expire_unanswered(viewer=viewer, now=now())
    LOG.info("consents expired: %d", ended)
