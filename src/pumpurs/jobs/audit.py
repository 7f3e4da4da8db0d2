"""Sealing (aizzīmogošana): every few seconds the audit trail is sealed and the seals are kept outside the database."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from pumpurs.foundation.audit.seal import keep_outside, seal_now
from pumpurs.foundation.clock import now
from pumpurs.foundation.failpoints import reach
from pumpurs.foundation.models import AuditSeal
from pumpurs.foundation.visibility import job_viewer, looking_as

EVERY_FIVE_SECONDS = "* * * * * */5"
TAIL_BYTES = 4096


@app.periodic(cron=EVERY_FIVE_SECONDS)
@app.task(name="audit.seal", queueing_lock="audit.seal", lock="audit.seal")
def seal(timestamp: int) -> None:
    """Close the block of what is finished; `timestamp` is when the job was due."""
    seal_and_keep(settings.SEAL_FILE)


def seal_and_keep(path: Path) -> int:
    """Seal now and bring the file outside up to date; how many seals were added to it."""
    with looking_as(job_viewer("audit.seal")):
        seal_now(now=now())
    reach("audit.sealed_not_kept")
    return keep_missing(path)


def keep_missing(path: Path) -> int:
    """Add to the file every seal it does not have yet: also those of a run that was cut off before."""
    with looking_as(job_viewer("audit.seal")):
        missing = list(AuditSeal.objects.filter(number__gt=_last_kept(path)).order_by("number"))
    for one in missing:
        keep_outside(one, path)
    return len(missing)


def _last_kept(path: Path) -> int:
    """The number of the last seal in the file; 0 if there is none. A line that was cut off does not count."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - TAIL_BYTES, 0))
        lines = file.read().splitlines()
    return next((number for line in reversed(lines) if (number := _number(line))), 0)


def _number(line: bytes) -> int:
    try:
        return int(json.loads(line)["number"])
    except ValueError:
        return 0
