"""Small rosters for tests: a bundle in a folder, written from a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.learners.actions.roster_check import check
from pumpurs.programme.learners.actions.roster_confirm import confirm
from pumpurs.programme.learners.actions.roster_receive import receive

NOW = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)

FILES = ("orgs", "users", "classes", "enrollments", "academicSessions", "demographics")


@dataclass(frozen=True)
class Pupil:
    """One learner of a small roster."""

    id: str
    given_name: str = "Līva"
    family_name: str = "Bērziņa"
    school_class: str = "7.a"
    code: str = ""
    born: str = ""
    status: str = ""
    school: str = "S1"


LIVA = Pupil("L1", "Līva", "Bērziņa", "7.a", "320000-00001")
JEKABS = Pupil("L2", "Jēkabs", "Šķēle", "7.b", "320000-00002")
EMILS = Pupil("L3", "Emīls", "Ķēniņš", "7.b", "161175-19997")


@dataclass(frozen=True)
class Roster:
    """A small OneRoster 1.1 bundle; `schools` is code -> name."""

    pupils: Sequence[Pupil]
    schools: dict[str, str] = field(default_factory=lambda: {"S1": "Priekuļu vidusskola"})
    mode: str = "bulk"
    source: str = "e-klase"
    year: int = 2026

    def but(self, **changes: Any) -> Roster:
        """The same roster with something else in it."""
        return replace(self, **changes)

    def at(self, folder: Path) -> Path:
        """Write the bundle; its folder."""
        status = "active" if self.mode == "delta" else ""
        classes = sorted({(one.school, one.school_class) for one in self.pupils if one.school_class})
        files = {
            "manifest": ["propertyName,value", "oneroster.version,1.1", f"source.systemCode,{self.source}"]
            + [f"file.{name},{self.mode}" for name in FILES],
            "orgs": ["sourcedId,status,name,type,identifier"]
            + [f"{code},{status},{name},school," for code, name in self.schools.items()],
            "academicSessions": ["sourcedId,status,title,type,startDate,endDate"]
            + [f"Y,{status},Gads,schoolYear,{self.year}-09-01,{self.year + 1}-09-01"],
            "classes": ["sourcedId,status,title,classType,schoolSourcedId"]
            + [f"{school}-{title},{status},{title},homeroom,{school}" for school, title in classes],
            "users": ["sourcedId,status,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName"]
            + [
                f"{one.id},{one.status or status},true,{one.school},student,,{{LV:{one.code}}},"
                f"{one.given_name},{one.family_name}"
                for one in self.pupils
            ],
            "demographics": ["sourcedId,status,birthDate"]
            + [f"{one.id},{one.status or status},{one.born}" for one in self.pupils],
            "enrollments": [
                "sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate"
            ]
            + [
                f"{one.id}-E,{one.status or status},{one.school}-{one.school_class},{one.school},{one.id},student,,"
                for one in self.pupils
                if one.school_class
            ],
        }  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        for name, lines in files.items():
            (folder / f"{name}.csv").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
        return folder


def checked(path: Path, viewer: Viewer, *, now: datetime = NOW, columns: Any = None, **place: UUID) -> UUID:
    """Receive and check a roster; its id."""
    raise_wall(viewer)
    roster_id = receive(file_name=path.name, viewer=viewer, now=now, **place)
    check(roster_id=roster_id, path=path, viewer=viewer, now=now, columns=columns)
    return roster_id


def imported(path: Path, viewer: Viewer, *, now: datetime = NOW, **place: UUID) -> UUID:
    """Receive, check and confirm a roster; its id. The wall stands for the viewer, as on a page."""
    roster_id = checked(path, viewer, now=now, **place)
    confirm(roster_id=roster_id, viewer=viewer, now=now)
    return roster_id
