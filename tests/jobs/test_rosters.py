"""Rosters that wait: one that a job is still to check stays, what nobody comes back for goes."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings

from pumpurs.foundation.clock import server_now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.jobs.rosters import sweep

pytestmark = pytest.mark.django_db


def waits_since_an_hour() -> UUID:
    file_id = uuid4()
    then = server_now().timestamp() - 3600
    os.utime(waiting.put(file_id, [b"x"], name="x.csv"), (then, then))
    return file_id


def test_a_roster_in_a_long_queue_is_not_swept_away(settings: LazySettings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    asked, nobodys = waits_since_an_hour(), waits_since_an_hour()
    with looking_as(job_viewer("test")):
        later("rosters.check", roster_id=str(asked), columns=None)

    sweep(0)

    assert (waiting.path_of(asked).exists(), waiting.path_of(nobodys).exists()) == (True, False)
