"""From journals in the store to alerts: a night over a small school, and the weekly mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail

from pumpurs.analytics.store import Store
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs import scoring
from pumpurs.programme.alerts.models import Alert, AlertFact, ScoringRun
from pumpurs.programme.learners.models import Enrollment
from pumpurs.rulebook import early_warning_rules
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.jobs.lessons import write_journal
from tests.programme.alerts.nights import EVENING, NIGHT, NOW, School

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    before, settings.FIXED_NOW = settings.FIXED_NOW, NOW
    yield Store(tmp_path / "store")
    settings.FIXED_NOW = before


def test_a_night_turns_what_the_rules_find_into_alerts_once(store: Store) -> None:
    with as_owner():
        school = School()
    limit = int(early_warning_rules.rule("unexcused_duty").on(EVENING)[0].value)
    write_journal(store, school, [limit + 1, 0])

    scoring.score(store=store, as_of=EVENING)
    scoring.score(store=store, as_of=EVENING)

    with looking_as(NIGHT):
        alert = Alert.objects.get()
        facts = {fact.rule: (fact.num, fact.den) for fact in AlertFact.objects.all()}
        runs = list(ScoringRun.objects.values_list("state", "learners"))
    assert (alert.learner_id, alert.kind, alert.state) == (school.first.id, "duty", "new")
    assert facts["unexcused_duty"] == (limit + 1, 1)
    assert runs == [("finished", 2), ("finished", 2)]


def test_an_evening_that_has_not_come_is_refused_and_the_nights_go_on(store: Store) -> None:
    with as_owner():
        school = School()
    write_journal(store, school, [40, 40])

    with pytest.raises(Refused) as told:
        scoring.score(store=store, as_of=NOW.date() + timedelta(days=1))

    assert [reason.code for reason in told.value.reasons] == ["run.begin.not_yet"]
    _result, counts = scoring.score(store=store, as_of=EVENING)
    assert counts["raise"] == 2


def test_an_evening_before_one_that_was_gone_over_moves_no_queue_and_says_which_evening_holds(
    store: Store,
) -> None:
    with as_owner():
        school = School()
    write_journal(store, school, [40, 40])
    scoring.score(store=store, as_of=EVENING)

    _result, counts = scoring.score(store=store, as_of=EVENING - timedelta(days=7))

    assert counts == {}
    assert scoring.held_by(EVENING - timedelta(days=7)) == EVENING
    assert scoring.held_by(EVENING) is None


def test_a_year_of_a_vocational_course_is_no_primary_grade(store: Store) -> None:
    with as_owner():
        school = School()
        Enrollment.objects.update(grade=2)
        Enrollment.objects.filter(learner=school.first).update(vocational=True)
    write_journal(
        store, school, [8, 8]
    )  # of 120 lessons: above what the youngest grades are allowed, not the eldest

    scoring.score(store=store, as_of=EVENING)

    with looking_as(NIGHT):
        found = set(AlertFact.objects.filter(rule="many_unexcused").values_list("learner_id", flat=True))
    assert found == {school.learners[1].id}


def test_the_weekly_mail_says_how_many_and_nothing_about_anybody(store: Store) -> None:
    with as_owner():
        school = School()
    write_journal(store, school, [40, 40])
    scoring.score(store=store, as_of=EVENING)

    scoring.weekly_digest(timestamp=0)

    (letter,) = mail.outbox
    assert ": 2." in letter.body
    names = {one.family_name for one in school.learners} | {one.given_name for one in school.learners}
    assert not [name for name in names if name in letter.body or name in letter.subject]
