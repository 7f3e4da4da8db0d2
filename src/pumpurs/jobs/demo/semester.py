"""The semester before (iepriekšējais semestris): lessons at two schools of the demo, on which rules can be tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from pumpurs.foundation.visibility import job_viewer
from pumpurs.jobs.demo import cast
from pumpurs.jobs.demo.draws import Draws
from pumpurs.programme.alerts.actions.keys import keys_of_institutions, keys_of_learners
from pumpurs.programme.learners.models import Enrollment
from pumpurs.programme.partners.models import Institution
from pumpurs.rulebook import calendar
from pumpurs.values.periods import Semester

DEMO = job_viewer("demo")
LESSONS, RUN = 6, 6  # lessons a day; so many in a row are missed together
A_LITTLE, MUCH, UNNOTICED = 0.08, 0.45, 0.3
Rows = list[dict[str, Any]]


def semester_before(semester: Semester, before: date, codes: Mapping[str, int]) -> dict[Institution, Rows]:
    """Lessons of the teacher's school, and of the one that most have left since: leavers missed more than others."""
    span = calendar.dates(semester)
    days = [
        span.first + timedelta(days=number) for number in range((min(span.end, before) - span.first).days)
    ]
    held = [(day, lesson) for day in days if calendar.is_school_day(day) for lesson in range(1, LESSONS + 1)]
    there = Enrollment.objects.filter(since__lte=span.first).exclude(until__lte=span.first)
    found = {}
    for school in _schools(there):
        place = keys_of_institutions(viewer=DEMO, institutions=[school.id])[school.id]
        stays = there.filter(institution=school).order_by("learner_id")
        learners = dict(stays.values_list("learner_id", "learner__institution_id"))
        keys = keys_of_learners(viewer=DEMO, learners=learners)
        found[school] = [
            row for learner, now_at in learners.items()
            for row in _rows(Draws("semester", learner), place, keys[learner], held, codes, gone=now_at is None)
        ]  # fmt: skip
    return found


def _schools(there: Any) -> list[Institution]:
    """The teacher's, and the one that the most learners have left for nowhere."""
    own = Institution.objects.filter(appointments__account__email=cast.AUTHOR.email).order_by("id")[:1]
    left = there.filter(learner__institution=None).exclude(institution__in=own.values("id"))
    most = left.values("institution").annotate(n=Count("id")).order_by("-n", "institution")[:1]
    return [*own, *Institution.objects.filter(pk__in=[one["institution"] for one in most])]


def _rows(
    draws: Draws,
    place: int,
    key: int,
    held: Sequence[tuple[date, int]],
    codes: Mapping[str, int],
    *,
    gone: bool,
) -> Iterator[dict[str, Any]]:
    share = draws.share() * (MUCH if gone and not draws.chance(UNNOTICED) else A_LITTLE)
    absent, missed = codes["unexcused" if gone and draws.chance(share) else "excused"], False
    for number, (day, lesson) in enumerate(held):
        if number % RUN == 0:
            missed = draws.chance(share)
        yield {
            "institution": place, "learner": key, "day": day, "lesson": lesson, "subject": 1,
            "status": absent if missed else codes["present"],
        }  # fmt: skip
