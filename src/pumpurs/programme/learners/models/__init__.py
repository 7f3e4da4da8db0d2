"""Tables of the room, one file per kind."""

from __future__ import annotations

from pumpurs.programme.learners.models.care import Care, Guardian, Referral
from pumpurs.programme.learners.models.learner import Enrollment, Learner, LearnerIdentifier, SchoolClass
from pumpurs.programme.learners.models.moving import Moving
from pumpurs.programme.learners.models.roster import (
    ColumnMapping,
    RosterChange,
    RosterImport,
    RosterMove,
    RosterRejection,
)

__all__ = [
    "Care",
    "ColumnMapping",
    "Enrollment",
    "Guardian",
    "Learner",
    "LearnerIdentifier",
    "Moving",
    "Referral",
    "RosterChange",
    "RosterImport",
    "RosterMove",
    "RosterRejection",
    "SchoolClass",
]
