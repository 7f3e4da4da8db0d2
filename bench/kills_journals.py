"""Journals for `bench.kills`: a month is taken in, or given back, while somebody kills the process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection

from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.jobs.journals.places import store
from pumpurs.jobs.journals.tasks import take_in
from pumpurs.jobs.journals.writing import give_back_asked, write_confirmed
from pumpurs.programme.alerts.actions.journals import ask_back, receive
from pumpurs.programme.alerts.actions.keys import keys_of_institutions
from pumpurs.programme.learners.models import Enrollment, Learner
from pumpurs.programme.learners.queries.roster_places import operator
from pumpurs.programme.partners.models import Institution, Partner

JOB = job_viewer("journals")
LEARNERS, DAYS = 60, range(1, 20)
BEFORE, AFTER = "ir", "n"  # how every lesson of the month is marked
CODES = {0: "before", 3: "after"}


class Journals:
    """One school's October, marked one way before and another way after."""

    def __init__(self, folder: Path, moment: Callable[[], datetime]) -> None:
        self._moment = moment
        partner = Partner.objects.create(
            kind="state_vocational_school", name="Tehnikums", municipality_code="LV-022"
        )
        school = Institution.objects.create(
            partner=partner, kind="secondary_school", name="Žurnāla skola", source_code="90000000777"
        )
        self.school: UUID = school.id
        for number in range(LEARNERS):
            learner = Learner.objects.create(
                given_name="Anna", family_name="Liepa", institution=school, grade=7, source="kills",
                source_id=f"k{number}",
            )  # fmt: skip
            Enrollment.objects.create(
                learner=learner, institution=school, school_year="2026/2027", grade=7, since=date(2026, 9, 1)
            )
        self._files = {word: self._written(folder / f"{word}.csv", word) for word in (BEFORE, AFTER)}

    def _written(self, path: Path, word: str) -> Path:
        lines = [
            f"k{number};{day:02}.10.2026;{lesson};Matemātika;{word}"
            for number in range(LEARNERS)
            for day in DAYS
            for lesson in range(1, 7)
        ]
        path.write_text(
            "\n".join(["Skolēna numurs;Datums;Stunda;Priekšmets;Statuss", *lines, ""]), encoding="utf-8"
        )
        return path

    def holds(self) -> str:
        """before, after, or what is neither."""
        with looking_as(JOB):
            key = keys_of_institutions(viewer=JOB, institutions=[self.school])[self.school]
        rows = store().read("attendance", key, date(2026, 10, 1), date(2026, 11, 1)).to_pylist()
        found = {row["status"] for row in rows}
        whole = len(rows) == LEARNERS * len(DAYS) * 6 and len(found) == 1
        return CODES[found.pop()] if whole else "mixed"

    def bring(self, word: str) -> None:
        """A push of the school's journal."""
        write_confirmed(now=self._moment())
        give_back_asked()
        path = self._files[word]
        with looking_as(JOB):
            batch = receive(
                file_name=path.name, what="attendance", way="push", viewer=JOB, now=self._moment(),
                institution_id=self.school,
            )  # fmt: skip
        take_in(batch_id=batch, path=path)

    def before_it(self, turn: int) -> None:
        """The month stands as before."""
        self.bring(BEFORE)

    def take(self, turn: int) -> None:
        """The month as after is taken in."""
        self.bring(AFTER)

    def after_it(self, turn: int) -> None:
        """The month stands as before, then as after."""
        self.bring(BEFORE)
        self.bring(AFTER)

    def take_back(self, turn: int) -> None:
        """The last file is asked back."""
        with looking_as(JOB), connection.cursor() as cursor:
            cursor.execute(
                "SELECT b.id, b.state FROM alerts_journalbatch b "
                "JOIN alerts_journalpart p ON p.batch_id = b.id AND p.current"
            )
            last, state = cursor.fetchone()
        if state == "taken":
            person = operator()
            with looking_as(person):
                ask_back(batch_id=last, viewer=person, now=self._moment())
        give_back_asked()
