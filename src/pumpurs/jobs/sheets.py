"""Reminders of monthly sheets (atgādinājumi): before they are due, and once more when they are late."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from pumpurs.foundation.clock import today
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.work.queries.reminded import sheets_owed
from pumpurs.programme.work.rules import sheet_due_on, sheet_reminded_on
from pumpurs.rulebook import notices
from pumpurs.values.periods import month_of

LOG = logging.getLogger(__name__)


@app.periodic(cron="50 4 * * *")
@app.task(name="sheets.remind")
def remind(timestamp: int) -> int:
    """Write to whoever a sheet of last month waits for, on the rulebook's day and on the day after it was due."""
    month = month_of(today()).previous
    due_on = sheet_due_on(month)
    if today() not in (sheet_reminded_on(month), due_on + timedelta(days=1)):
        return 0
    with looking_as(job_viewer("sheets")) as viewer:
        people = sheets_owed(viewer=viewer, month=month, today=today())
    words, link = notices.notice("sheets_due"), f"{settings.PUBLIC_URL}/desk/"
    for address, language, count in people:
        body = words.body.in_language(language).strip()
        text = body.format(link=link, count=count, until=f"{due_on:%d.%m.%Y}")
        EmailMessage(words.subject.in_language(language), text, to=[address]).send()
    LOG.info("reminded of sheets: %d", len(people))
    return len(people)
