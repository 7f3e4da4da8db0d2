"""A process that brings a journal file and asks it back, to be killed."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402

from pumpurs.foundation.clock import now  # noqa: E402
from pumpurs.foundation.visibility import job_viewer, looking_as  # noqa: E402
from pumpurs.jobs.journals.tasks import take_in  # noqa: E402
from pumpurs.jobs.journals.writing import give_back_asked  # noqa: E402
from pumpurs.programme.alerts.actions.journals import ask_back, receive  # noqa: E402
from pumpurs.programme.learners.queries.roster_places import operator  # noqa: E402

JOB = job_viewer("journals")


def bring(path: Path, school: UUID, *, and_back: bool) -> None:
    """Take the file in; then, if wanted, take it back."""
    with looking_as(JOB):
        batch = receive(
            file_name=path.name, what="attendance", way="push", viewer=JOB, now=now(), institution_id=school
        )
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    take_in(batch_id=batch, path=path)
    if and_back:
        person = operator()
        with looking_as(person):
            ask_back(batch_id=batch, viewer=person, now=now())
        give_back_asked()


if __name__ == "__main__":
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE pumpurs_web")
    bring(Path(sys.argv[2]), UUID(sys.argv[3]), and_back=sys.argv[1] == "there and back")
