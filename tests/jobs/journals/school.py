"""A small school with a journal, for tests of intake: learners with numbers and codes, files from a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pumpurs.foundation.sealed import blind_index, seal
from pumpurs.foundation.visibility import Viewer, job_viewer, raise_wall
from pumpurs.jobs.journals.places import store
from pumpurs.jobs.journals.tasks import take_in
from pumpurs.jobs.journals.writing import write_confirmed
from pumpurs.programme.alerts.actions.journals import confirm, receive
from pumpurs.programme.alerts.models import InstitutionKey, LearnerKey, SubjectKey
from pumpurs.programme.alerts.queries.journals import BatchCard, one_batch, rejections_of
from pumpurs.programme.learners.models import Enrollment, Learner, LearnerIdentifier
from pumpurs.programme.partners.models import Institution
from pumpurs.values.identifiers import PersonalCode
from pumpurs.values.roles import Role
from tests.programme.people_and_places import appoint, make_institution, make_learner, viewer_for

NOW = datetime(2026, 10, 20, 15, 0, tzinfo=UTC)
JOB = job_viewer("journals")
HEADER = "Skolēna numurs;Datums;Stunda;Priekšmets;Statuss"
CODE = "320000-00001"


class School:
    """A school with three learners: L1 Līva (with a personal code), L2 Jēkabs, L3 Emīls."""

    def __init__(self, name: str = "Priekuļu vidusskola", *, prefix: str = "L", code: str = CODE) -> None:
        self.institution: Institution = make_institution(name)
        self.learners = {
            f"{prefix}{number}": self._learner(f"{prefix}{number}", given)
            for number, given in enumerate(("Līva", "Jēkabs", "Emīls"), start=1)
        }
        if code:
            parsed = PersonalCode.parse(code)
            LearnerIdentifier.objects.create(
                learner=self.learners[f"{prefix}1"], institution_id=self.institution.id, kind="personal_code",
                sealed=seal(parsed.digits, about="personal_code"), masked=parsed.masked,
                index=blind_index(parsed.digits, about="personal_code"), since=date(2026, 9, 1),
            )  # fmt: skip
        self.head: Viewer = viewer_for(appoint(Role.HEAD, self.institution, name="Rita Kalna"))

    def _learner(self, number: str, given: str) -> Learner:
        learner = make_learner(self.institution, given, "Bērziņa")
        learner.source, learner.source_id = f"list:{self.institution.source_code}"[:40], number
        learner.save()
        return learner

    def leaves(self, number: str, until: date) -> None:
        """The learner's enrolment ends."""
        Enrollment.objects.filter(learner=self.learners[number]).update(until=until)

    @property
    def key(self) -> int:
        """The school's number in the store."""
        return InstitutionKey.objects.get(institution=self.institution).key

    def rows(self, table: str = "attendance", *, year: int = 2026) -> list[tuple[Any, ...]]:
        """What the store holds of the school, with learners by number and subjects by name."""
        raise_wall(JOB)
        numbers = {
            key: number
            for number, learner in self.learners.items()
            for key in LearnerKey.objects.filter(learner=learner).values_list("key", flat=True)
        }
        subjects = dict(SubjectKey.objects.values_list("key", "name"))
        found = store().read(table, self.key, date(year, 1, 1), date(year + 1, 1, 1)).to_pylist()
        for row in found:
            row.pop("institution")
            row["learner"] = numbers[row["learner"]]
            if "subject" in row:
                row["subject"] = subjects[row["subject"]]
        return sorted((tuple(row.values()) for row in found), key=lambda row: tuple(map(str, row)))


def line(*cells: object) -> str:
    """One line of a CSV with semicolons."""
    return ";".join(map(str, cells))


def journal(folder: Path, lines: Sequence[str], *, header: str = HEADER, name: str = "zurnals.csv") -> Path:
    """Write a CSV journal as UTF-8."""
    path = folder / name
    path.write_text("\r\n".join([header, *lines]) + "\r\n", encoding="utf-8")
    return path


def received(
    path: Path, school: School, *, what: str = "attendance", way: str = "push", viewer: Viewer | None = None,
    now: datetime = NOW,
) -> UUID:  # fmt: skip
    """Open a batch for a file of the school."""
    who = viewer or (JOB if way in ("push", "folder") else school.head)
    raise_wall(who)
    batch_id = receive(
        file_name=path.name, what=what, way=way, viewer=who, now=now, institution_id=school.institution.id
    )
    raise_wall(JOB)
    return batch_id


def taken(path: Path, school: School, *, what: str = "attendance", way: str = "push") -> BatchCard:
    """Bring a file as a machine would, and see what became of it."""
    batch_id = received(path, school, what=what, way=way)
    take_in(batch_id=batch_id, path=path)
    raise_wall(JOB)
    return one_batch(viewer=JOB, batch_id=batch_id)


def brought(path: Path, school: School, *, what: str = "attendance") -> BatchCard:
    """Bring a file as the head would on the page, and confirm it."""
    batch_id = received(path, school, what=what, way="page")
    take_in(batch_id=batch_id, path=path)
    raise_wall(school.head)
    confirm(batch_id=batch_id, viewer=school.head, now=NOW)
    write_confirmed(now=NOW)
    raise_wall(JOB)
    return one_batch(viewer=JOB, batch_id=batch_id)


def reasons(card: BatchCard) -> list[str]:
    """Codes of the reasons of a batch."""
    return [one.code for one in card.reasons]


def rejected(card: BatchCard) -> list[tuple[int, str, str, str]]:
    """(row, column, value, reason) of each rejected row."""
    raise_wall(JOB)
    rows = rejections_of(viewer=JOB, batch_id=card.id).items
    return [(one.row, one.column, one.value, one.reason.code) for one in rows]
