"""What must be true before a step of a notice to the municipality; each returns None or a reason."""

from __future__ import annotations

from django.db.models import Q

from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.alerts.models import DutyNotice, JournalPart, ScoringRun
from pumpurs.programme.alerts.models.duty import MACHINES, NewerJournal
from pumpurs.programme.alerts.rules.journals import What
from pumpurs.values.reasons import Reason


def says_when_the_family_was_told(notice: DutyNotice) -> Reason | None:
    """The family, or who stands in its place, is told first; the day does not lie ahead."""
    if notice.family_told_on is None:
        return Reason("duty.send.family_not_told", place="id_family_told_on")
    if notice.today is None or notice.family_told_on > notice.today:
        return Reason("duty.send.day_ahead", place="id_family_told_on")
    return None


def tells_what_was_done(notice: DutyNotice) -> Reason | None:
    """The notice says how the cause was looked for."""
    return None if notice.cause.strip() else Reason("duty.send.no_cause", place="id_cause")


def newer_journal(notice: DutyNotice, viewer: Viewer) -> NewerJournal | None:
    """What was taken in or undone, or is about to be, since the night that counted; None: nothing.

    Files of a municipality or the nation hold the school's months too, and are out of the head's sight.
    """
    nights = ScoringRun.objects.filter(state="finished").order_by("-as_of", "-started_at")
    counted_at = nights.values_list("started_at", flat=True).first() or notice.prepared_at
    parts = JournalPart.objects.filter(
        institution_id=notice.institution_id,
        what=What.ATTENDANCE,
        month__gte=notice.first_day.replace(day=1),
        month__lte=notice.last_day,
        batch__same=False,
    )
    changed = Q(batch__taken_at__gt=counted_at) | Q(
        batch__ended_at__gt=counted_at, batch__taken_at__isnull=False
    )
    under_way = Q(batch__state__in=("confirmed", "undoing"))
    with open_eyes(viewer, "newer_journal"):
        found = tuple(
            parts.filter(changed | under_way)
            .order_by("month")
            .values_list("month", "batch__way", "batch__state")
        )
    if not found:
        return None
    by_people = [
        month for month, way, state in found if way not in MACHINES or state in ("undoing", "undone")
    ]
    return NewerJournal((by_people or [found[0][0]])[0], not by_people)


def counted_after_the_journal_changed(notice: DutyNotice) -> Reason | None:
    """The figure is not older than the journal; where a machine brings it daily, the head counts in it and says so."""
    newer = notice.newer
    if newer is None or (newer.by_machine and notice.counted_again):
        return None
    return newer.reason


def says_why_no_notice_is_needed(notice: DutyNotice) -> Reason | None:
    """The cause is known, or the journal is wrong: a sentence says which."""
    return None if notice.outcome.strip() else Reason("duty.clear.no_reason", place="id_why")


def lapsed_by_itself(notice: DutyNotice) -> Reason | None:
    """What a head decided stays decided for the semester."""
    return None if notice.ended_by_id is None else Reason("duty.prepare_again.cleared")


def tells_how_it_ended(notice: DutyNotice) -> Reason | None:
    """The answer says what came of it."""
    return None if notice.outcome.strip() else Reason("duty.answer.no_outcome", place="id_outcome")
