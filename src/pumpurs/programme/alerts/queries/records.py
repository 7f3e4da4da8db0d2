"""The records behind an alert's facts, as a page shows them; names of subjects for the job that writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import AlertRecords, SubjectKey
from pumpurs.programme.alerts.rules.records import Absence, MarkGiven, Records, Remark, Week


@dataclass(frozen=True)
class RecordsPage:
    """Records as of an evening."""

    as_of: date
    of: Records


def records_behind(*, viewer: Viewer, alert_id: UUID) -> RecordsPage | None:
    """What the journal said when the facts were taken; None where no rule found anything. `one_alert` logs the look."""
    row = AlertRecords.objects.visible_to(viewer).filter(alert_id=alert_id).first()
    if row is None:
        return None
    day = date.fromisoformat
    found = Records(
        weeks=tuple(Week(day(monday), *counts) for monday, *counts in row.weeks),
        absences=tuple(Absence(day(on), lesson, code, subject) for on, lesson, code, subject in row.absences),
        marks=tuple(MarkGiven(day(on), subject, mark, passed) for on, subject, mark, passed in row.marks),
        notes=tuple(Remark(day(on), code) for on, code in row.notes),
        cut=row.cut,
    )
    return RecordsPage(row.as_of, found)


def names_of_subjects(*, viewer: Viewer) -> dict[int, str]:
    """Subjects by their number in the store."""
    return dict(SubjectKey.objects.visible_to(viewer).values_list("key", "name"))
