"""Tables of the room, one file per kind."""

from __future__ import annotations

from pumpurs.programme.learners.models.learner import Enrollment, Learner, LearnerIdentifier, SchoolClass
from pumpurs.programme.learners.models.care import Care, Guardian

__all__ = ["Care", "Enrollment", "Guardian", "Learner", "LearnerIdentifier", "SchoolClass"]
