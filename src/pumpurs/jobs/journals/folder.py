"""The watched folder (vērotā mape): <school's code>/<kind>….csv is taken in, then moved to `taken` or `refused`.

A file is looked at once it has been still for a minute. Beside one that was not taken lies a text: the page that says
why, or the code of the reason where the file could not be brought to any school. What lies there is not trusted: links
are not followed, a file is copied before it is read, and what goes wrong with one stops no other.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from uuid import UUID, uuid4

from django.conf import settings
from procrastinate.contrib.django import app

from pumpurs.foundation.clock import now, server_now
from pumpurs.foundation.intake.archive import printable, safe_name
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs.journals.places import GIVEN, aside_of, forget
from pumpurs.jobs.journals.reading import JOB
from pumpurs.jobs.journals.tasks import take_in
from pumpurs.programme.alerts.actions.journals import receive
from pumpurs.programme.alerts.queries.journals import one_batch
from pumpurs.programme.alerts.queries.keys import institutions_named
from pumpurs.programme.alerts.rules.journals import what_by_name
from pumpurs.values.reasons import Reason, Refused

EVERY_FIVE_MINUTES = "*/5 * * * *"
STILL_SECONDS = 60
TAKEN, HELD, REFUSED = "taken", "waits", "refused"
PLACES = {"taken": TAKEN, "refused": REFUSED}  # of a file in this state; in any other it waits
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
COPIED_BYTES = 1024 * 1024
LOG = logging.getLogger(__name__)


@app.periodic(cron=EVERY_FIVE_MINUTES)
@app.task(name="journals.folder", lock="journals.read", queueing_lock="journals.folder")
def look_into_folder(timestamp: int) -> None:
    """Take in what lies in the watched folder; `timestamp` is when the job was due."""
    root: Path = settings.JOURNALS
    for code in sorted(os.listdir(root)) if root.is_dir() else ():
        try:
            with _school(root / code) as school:
                for name in school.still_files(now_seconds=server_now().timestamp()):
                    _one(school, name)
        except OSError as fault:  # a link or a plain file, or what should be `taken` is one
            LOG.warning("watched folder %r is passed over: %s", code[:40], type(fault).__name__)


@dataclass(frozen=True)
class _School:
    """A school's folder and the three within it, held open: nobody can put others in their places."""

    code: str
    own: int
    within: Mapping[str, int]

    def still_files(self, *, now_seconds: float) -> Sequence[str]:
        """Files that wait and are no longer written to, in the order of their names."""
        seen = {name: self._stat(name) for name in sorted(os.listdir(self.own)) if not name.startswith(".")}
        still = now_seconds - STILL_SECONDS
        return [name for name, one in seen.items() if S_ISREG(one.st_mode) and one.st_mtime <= still]

    def copy(self, name: str, target: Path) -> int:
        """The file as it stands; whoever writes on it later changes nothing. When it was written last."""
        with (
            open(os.open(name, FILE, dir_fd=self.own), "rb") as file,
            open(os.open(target, NEW, 0o600), "wb") as copy,
        ):
            shutil.copyfileobj(file, copy, COPIED_BYTES)
            return os.fstat(file.fileno()).st_mtime_ns

    def put_away(self, name: str, written_ns: int, state: str, told: str) -> None:
        """Move the file, if it is still the one that was read, and lay a text beside it if it was not taken."""
        place = self.within[state]
        if self._stat(name).st_mtime_ns == written_ns:
            try:
                os.replace(name, name, src_dir_fd=self.own, dst_dir_fd=place)
            except IsADirectoryError:
                os.replace(name, f"{uuid4().hex}.file", src_dir_fd=self.own, dst_dir_fd=place)
        if state == TAKEN:
            return
        beside = f"{name[:100]}.txt"
        with suppress(FileNotFoundError):
            os.unlink(beside, dir_fd=place)
        with open(os.open(beside, NEW, 0o644, dir_fd=place), "w", encoding="utf-8", errors="replace") as text:
            text.write(told + "\n")

    def _stat(self, name: str) -> os.stat_result:
        return os.stat(name, dir_fd=self.own, follow_symlinks=False)


@contextmanager
def _school(path: Path) -> Iterator[_School]:
    """The folder at `path`, opened. OSError where it or one within it is a link or no folder."""
    with ExitStack() as opened:

        def held(name: str | Path, within: int | None = None) -> int:
            folder = os.open(name, FOLDER, dir_fd=within)
            opened.callback(os.close, folder)
            return folder

        own = held(path)
        for state in (TAKEN, HELD, REFUSED):
            with suppress(FileExistsError):
                os.mkdir(state, dir_fd=own)
        yield _School(path.name, own, {state: held(state, own) for state in (TAKEN, HELD, REFUSED)})


def _one(school: _School, name: str) -> None:
    """Take in one file and put it away, with a word where to read why it was not taken. Nothing is raised."""
    batch_id = uuid4()
    try:
        given = aside_of(batch_id) / GIVEN
        written_ns = school.copy(name, given)
        try:
            _received(batch_id, school.code, name)
        except Refused as refusal:
            forget(batch_id)
            told = "\n".join(f"{one.code} {dict(one.values)}" for one in refusal.reasons)
            school.put_away(name, written_ns, REFUSED, told)
            return
        state = _taken(batch_id, given)
        school.put_away(name, written_ns, state, f"{settings.PUBLIC_URL}/journals/{batch_id}/")
    except Exception as fault:
        LOG.error("a file of watched folder %r is left: %s", school.code[:40], type(fault).__name__)


def _received(batch_id: UUID, code: str, name: str) -> None:
    what = what_by_name(name)
    if what is None or not safe_name(name) or not name.isprintable():
        raise Refused(Reason("journal.folder.no_such_kind", {"file": printable(name)}))
    with looking_as(JOB):
        named = institutions_named(viewer=JOB, institution_id=None, partner_id=None)
        school = next((id_ for id_, own, _ in named if own and own == code), None)
        if school is None:
            raise Refused(Reason("journal.folder.no_such_school", {"value": printable(code)}))
        receive(
            file_name=name, what=what.value, way="folder", viewer=JOB, now=now(), institution_id=school,
            batch_id=batch_id,
        )  # fmt: skip


def _taken(batch_id: UUID, given: Path) -> str:
    """Where the file belongs now. One over which the machine stumbled waits: the job reads what lies aside again."""
    try:
        take_in(batch_id=batch_id, path=given)
        with looking_as(JOB):
            return PLACES.get(one_batch(viewer=JOB, batch_id=batch_id).state, HELD)
    except Exception as fault:
        LOG.error("journal file %s is not done yet, it is tried again: %s", batch_id, type(fault).__name__)
        return HELD
