"""The notice to the municipality (paziņojums pašvaldībai): written, signed and sent, received, answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.actions.alerts import LONGEST_TEXT, report
from pumpurs.programme.alerts.actions.alerts import clear as clear_alert
from pumpurs.programme.alerts.lifecycle.duty import DUTY_LIFE
from pumpurs.programme.alerts.models import DutyNotice
from pumpurs.programme.alerts.models.duty import BROUGHT_IN
from pumpurs.programme.alerts.models.journal import first_days
from pumpurs.programme.alerts.preconditions.duty import newer_journal
from pumpurs.programme.alerts.rules.alerts import due_on
from pumpurs.programme.alerts.rules.coverage import coverage
from pumpurs.rulebook import alert_handling

MAIL_JOB = "notices.duty"


@transaction.atomic
def write(*, notice_id: UUID, family_told_on: date | None, cause: str, viewer: Viewer, now: datetime) -> None:
    """Keep what was done so far; it can be written on until the head signs."""
    notice = _locked(notice_id, viewer)
    notice.family_told_on, notice.cause = family_told_on, cause.strip()[:LONGEST_TEXT]
    _take("write", notice, viewer, "family_told_on", "cause")


@transaction.atomic
def send(
    *,
    notice_id: UUID,
    family_told_on: date | None,
    cause: str,
    viewer: Viewer,
    today: date,
    now: datetime,
    counted_again: bool = False,
) -> None:
    """The head signs and sends. Refused until the family was told and the looking for the cause is described, and
    while the figure is older than the journal; `counted_again`: the head has counted in a journal that comes daily.
    """
    notice = _locked(notice_id, viewer)
    notice.family_told_on, notice.cause, notice.today = family_told_on, cause.strip()[:LONGEST_TEXT], today
    notice.newer, notice.counted_again = newer_journal(notice, viewer), counted_again
    notice.sent_at, notice.sent_by_id = now, viewer.account_id
    notice.answer_due_on = due_on(today, alert_handling.most_on("municipality_answers_in_days", today))
    held = first_days(notice.institution_id, since=notice.first_day)
    lacking = coverage(held, first=notice.first_day, last=notice.last_day)
    notice.data_from, notice.months_missing = lacking.begins, [str(month) for month in lacking.missing]
    _take(
        "send", notice, viewer, "family_told_on", "cause", "sent_at", "sent_by", "answer_due_on", "data_from",
        "months_missing",
    )  # fmt: skip
    if notice.alert_id is not None:
        report(alert_id=notice.alert_id, viewer=viewer, now=now)
    later(MAIL_JOB, notice="duty_sent", place_id=str(notice.partner_id))


@transaction.atomic
def clear(*, notice_id: UUID, why: str, viewer: Viewer, now: datetime) -> None:
    """No notice is needed: the cause is known, or the journal is wrong. Refused without a reason, which is kept."""
    notice = _locked(notice_id, viewer)
    notice.outcome = why.strip()[:LONGEST_TEXT]
    notice.ended_at, notice.ended_by_id = now, viewer.account_id
    _take("clear", notice, viewer, "outcome", "ended_at", "ended_by")
    if notice.alert_id is not None:
        clear_alert(alert_id=notice.alert_id, why=why, viewer=viewer, now=now)


@transaction.atomic
def receive(*, notice_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The municipality has it."""
    notice = _locked(notice_id, viewer)
    notice.received_at, notice.received_by_id = now, viewer.account_id
    _take("receive", notice, viewer, "received_at", "received_by")


@transaction.atomic
def answer(
    *, notice_id: UUID, outcome: str, brought_in: Collection[str], viewer: Viewer, now: datetime
) -> None:
    """What the municipality did and what came of it; `brought_in`: of social service, police, children's rights."""
    notice = _locked(notice_id, viewer)
    notice.outcome = outcome.strip()[:LONGEST_TEXT]
    for name in BROUGHT_IN:
        setattr(notice, name, name in brought_in)
    notice.ended_at, notice.ended_by_id = now, viewer.account_id
    if notice.received_at is None:
        notice.received_at, notice.received_by_id = now, viewer.account_id
    _take(
        "answer", notice, viewer, "outcome", *BROUGHT_IN, "ended_at", "ended_by", "received_at", "received_by",
    )  # fmt: skip
    later(MAIL_JOB, notice="duty_answered", place_id=str(notice.institution_id))


def _locked(notice_id: UUID, viewer: Viewer) -> DutyNotice:
    """The notice in reach, locked. DoesNotExist out of reach."""
    rows = DutyNotice.objects.visible_to(viewer).select_related("partner")
    return rows.select_for_update(of=("self",)).get(pk=notice_id)


def _take(step: str, notice: DutyNotice, viewer: Viewer, *columns: str) -> None:
    before = notice.state
    DUTY_LIFE.take(step, notice, viewer)
    notice.save(update_fields=["state", *columns])
    audit.changed(viewer, f"duty.{step}", notice, details={"from": before, "to": notice.state})
