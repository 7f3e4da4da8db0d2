"""Tables of the room, one file per kind."""

from __future__ import annotations

from pumpurs.programme.alerts.models.alert import Alert, AlertAsked, AlertFact, AlertStep, ScoringRun
from pumpurs.programme.alerts.models.duty import DutyNotice
from pumpurs.programme.alerts.models.journal import (
    JournalBatch,
    JournalColumns,
    JournalPart,
    JournalRejection,
    JournalToken,
)
from pumpurs.programme.alerts.models.keys import InstitutionKey, LearnerKey, SubjectKey
from pumpurs.programme.alerts.models.model import AlertPoint, RiskModel
from pumpurs.programme.alerts.models.records import AlertRecords
from pumpurs.programme.alerts.models.trial import RuleTrial

__all__ = [
    "Alert",
    "AlertAsked",
    "AlertFact",
    "AlertPoint",
    "AlertRecords",
    "AlertStep",
    "DutyNotice",
    "InstitutionKey",
    "JournalBatch",
    "JournalColumns",
    "JournalPart",
    "JournalRejection",
    "JournalToken",
    "LearnerKey",
    "RiskModel",
    "RuleTrial",
    "ScoringRun",
    "SubjectKey",
]
