"""What tests of roster imports share: a school seen with its head's eyes, and how rows are counted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from pumpurs.foundation.visibility import Viewer, job_viewer, raise_wall
from pumpurs.programme.learners.models import (
    Learner,
    RosterImport,
    RosterRejection,
)
from pumpurs.programme.partners.models import Institution
from pumpurs.values.roles import Role
from tests.programme import people_and_places as place
from tests.programme.learners.rosters import JEKABS, LIVA, Roster

AsOwner = Callable[[], AbstractContextManager[None]]

BOTH = Roster([LIVA, JEKABS])


class School:
    """A school with its head, seen with the head's eyes."""

    def __init__(
        self, as_owner: AsOwner, name: str = "Priekuļu vidusskola", code: str = "S1", **more: Any
    ) -> None:
        with as_owner():
            self.institution: Institution = place.make_institution(name, source_code=code, **more)
            self.head: Viewer = place.viewer_for(place.appoint(Role.HEAD, self.institution))
        self.where: dict[str, Any] = {"institution_id": self.institution.id}


def learners() -> dict[str, Learner]:
    raise_wall(job_viewer("roster"))
    return {one.given_name: one for one in Learner.objects.select_related("school_class")}


def batch(roster_id: UUID) -> RosterImport:
    raise_wall(job_viewer("roster"))
    return RosterImport.objects.get(pk=roster_id)


def counts(roster_id: UUID) -> tuple[int, int, int, int]:
    roster = batch(roster_id)
    return roster.added, roster.changed, roster.leaving, roster.rejected


def rejections(roster_id: UUID) -> list[tuple[str, int, str]]:
    raise_wall(job_viewer("roster"))
    rows = RosterRejection.objects.filter(roster_id=roster_id).order_by("file", "row")
    return [(row.file, row.row, row.reason_code.removeprefix("roster.row.")) for row in rows]


def codes(refusal: Any) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]
