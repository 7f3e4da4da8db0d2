"""The watched folder (vērotā mape): <school's code>/<kind>….csv is taken in, then moved to `taken` or `refused`.

A file is looked at once it has been still for a minute. Beside one that was not taken lies a text: the page that says
why, or the code of the reason where the file could not be brought to any school.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from pumpurs.foundation.clock import now, server_now
from pumpurs.foundation.intake.archive import safe_name
from pumpurs.foundation.visibility import looking_as
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


@app.periodic(cron=EVERY_FIVE_MINUTES)
@app.task(name="journals.folder", lock="journals.read", queueing_lock="journals.folder")
def look_into_folder(timestamp: int) -> None:
    """Take in what lies in the watched folder; `timestamp` is when the job was due."""
    for path in still_files(settings.JOURNALS, now_seconds=server_now().timestamp()):
        take_file(path)


def still_files(root: Path, *, now_seconds: float) -> Sequence[Path]:
    """Files that wait and are no longer written to, in the order of their names."""
    if not root.is_dir():
        return ()
    found = [
        path
        for school in sorted(root.iterdir())
        if school.is_dir() and not school.is_symlink()
        for path in sorted(school.iterdir())
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".")
    ]
    return [path for path in found if path.stat().st_mtime <= now_seconds - STILL_SECONDS]


def take_file(path: Path) -> None:
    """Take in one file and put it away, with a word where to read why it was not taken."""
    try:
        state, told = _taken(path)
    except Refused as refusal:
        state, told = REFUSED, "\n".join(f"{one.code} {dict(one.values)}" for one in refusal.reasons)
    target = path.parent / state
    target.mkdir(exist_ok=True)
    if state != TAKEN:
        (target / f"{path.name}.txt").write_text(told + "\n", encoding="utf-8")
    os.replace(path, target / path.name)


def _taken(path: Path) -> tuple[str, str]:
    what = what_by_name(path.name)
    if what is None or not safe_name(path.name):
        raise Refused(Reason("journal.folder.no_such_kind", {"file": path.name[:100]}))
    with looking_as(JOB):
        named = institutions_named(viewer=JOB, institution_id=None, partner_id=None)
        school = next((id_ for id_, code, _ in named if code and code == path.parent.name), None)
        if school is None:
            raise Refused(Reason("journal.folder.no_such_school", {"value": path.parent.name[:60]}))
        batch_id = receive(
            file_name=path.name, what=what.value, way="folder", viewer=JOB, now=now(), institution_id=school
        )
    take_in(batch_id=batch_id, path=path)
    with looking_as(JOB):
        card = one_batch(viewer=JOB, batch_id=batch_id)
    state = {"taken": TAKEN, "checked": HELD}.get(card.state, REFUSED)
    return state, f"{settings.PUBLIC_URL}/journals/{batch_id}/"
