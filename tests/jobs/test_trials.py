"""Rules are tried on a past semester: how many alerts, where, who left later, beside the rules in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from pumpurs.analytics.store import Store
from pumpurs.analytics.trials import moments, rules_of
from pumpurs.foundation.visibility import Viewer, looking_as
from pumpurs.jobs import scoring
from pumpurs.jobs.trials import run_trial
from pumpurs.programme.alerts.actions.trials import ask
from pumpurs.programme.alerts.models import Alert, RuleTrial
from pumpurs.programme.alerts.queries.trials import TrialPage, one_trial, versions
from pumpurs.programme.learners.models import Enrollment
from pumpurs.rulebook import early_warning_rules
from pumpurs.values.periods import Semester
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.jobs.lessons import write_journal
from tests.programme.alerts.nights import NIGHT, School
from tests.programme.people_and_places import appoint, viewer_for

pytestmark = pytest.mark.django_db
FIRST = Semester.parse("2026/1")
MOMENT = date(2026, 9, 28)
LATER = datetime(2027, 1, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[Store]:
    before = settings.STORE, settings.FIXED_NOW
    settings.STORE, settings.FIXED_NOW = tmp_path / "store", LATER
    yield Store(settings.STORE)
    settings.STORE, settings.FIXED_NOW = before


@pytest.fixture
def manager() -> Viewer:
    with as_owner():
        return viewer_for(appoint(Role.PROGRAMME_MANAGER, name="Guna Kļava"))


@pytest.fixture
def school(store: Store) -> School:
    """The first missed 20 lessons of September without excuse, the second 13, the third 5 and left in December."""
    with as_owner():
        school = School(learners=4)
        write_journal(store, school, [20, 13, 5, 0], evening=MOMENT)
        stay = Enrollment.objects.filter(learner=school.learners[2])
        stay.update(until=date(2026, 12, 1))
    return school


def tried(manager: Viewer, *, rule: str = "", threshold: str = "", run: bool = True) -> TrialPage:
    with looking_as(manager):
        found = ask(
            semester="2026/1",
            rules_of=LATER.date(),
            rule=rule,
            threshold=threshold,
            viewer=manager,
            now=LATER,
        )
    if run:
        run_trial(trial_id=str(found))
    return page(manager, found)


def page(manager: Viewer, trial_id: UUID) -> TrialPage:
    with looking_as(manager):
        return one_trial(viewer=manager, trial_id=trial_id)


def test_the_moments_are_weeks_of_the_semester_and_its_last_day_and_never_ahead() -> None:
    assert moments(FIRST, date(2027, 1, 1)) == tuple(
        date(2026, month, day) for month, day in ((9, 28), (10, 26), (11, 23), (12, 18))
    )
    assert moments(FIRST, date(2026, 10, 25)) == (date(2026, 9, 28),)


def test_rules_in_force_find_whom_they_find_and_who_of_them_left(school: School, manager: Viewer) -> None:
    found = tried(manager)

    assert found.line.state == "finished"
    assert found.line.done == found.line.total
    outcome = found.outcome
    assert outcome is not None
    assert (outcome.tried, outcome.only_tried, outcome.only_in_force) == (outcome.in_force, 0, 0)
    assert (outcome.learners, outcome.left, outcome.tried.alerts, outcome.tried.caught) == (4, 1, 3, 0)


def test_a_lower_threshold_finds_more_and_would_have_shown_who_left(school: School, manager: Viewer) -> None:
    found = tried(manager, rule="many_unexcused", threshold="0.05")

    outcome = found.outcome
    assert outcome is not None
    assert (outcome.tried.by_rule["many_unexcused"], outcome.in_force.by_rule["many_unexcused"]) == (3, 2)
    assert (outcome.tried.caught, outcome.in_force.caught) == (1, 0)
    assert [(one.institution, one.tried, one.in_force) for one in found.places] == [
        (school.institution.name, 3, 3)
    ]
    assert found.line.tried_version != found.line.force_version


def test_a_higher_threshold_leaves_out_whom_only_it_would_find(school: School, manager: Viewer) -> None:
    outcome = tried(manager, rule="in_no_school", threshold="200").outcome

    assert outcome is not None
    assert (outcome.tried.alerts, outcome.only_tried, outcome.only_in_force) == (2, 0, 1)


def test_a_rule_without_a_threshold_is_left_out(school: School, manager: Viewer) -> None:
    outcome = tried(manager, rule="many_unexcused").outcome

    assert outcome is not None
    assert "many_unexcused" not in outcome.tried.by_rule


def test_whom_a_rule_finds_only_once_the_learner_has_left_is_not_caught(
    school: School, manager: Viewer, store: Store
) -> None:
    with as_owner():
        Enrollment.objects.filter(learner=school.learners[3]).update(until=date(2026, 11, 2))

    outcome = tried(manager).outcome

    assert outcome is not None
    assert outcome.in_force.by_rule["in_no_school"] == 2
    assert (outcome.left, outcome.in_force.caught) == (2, 0)


def test_years_later_those_have_left_who_left_by_the_next_semesters_moment(
    school: School, manager: Viewer
) -> None:
    with as_owner():
        later = Enrollment.objects.filter(learner__in=school.learners[:2])
        later.update(until=date(2027, 6, 1))
    settings.FIXED_NOW = datetime(2028, 3, 8, 9, tzinfo=UTC)

    outcome = tried(manager).outcome

    assert outcome is not None
    assert outcome.left == 1


def test_a_trial_raises_no_alert_and_changes_none(school: School, manager: Viewer, store: Store) -> None:
    settings.FIXED_NOW = datetime(2026, 9, 29, 9, tzinfo=UTC)
    scoring.score(store=store, as_of=MOMENT)
    before = alerts()
    settings.FIXED_NOW = LATER

    tried(manager, rule="many_missed", threshold="0.01")

    assert alerts() == before
    assert before


def alerts() -> list[Any]:
    with looking_as(NIGHT):
        return sorted(Alert.objects.values_list("id", "state", "as_of", "need"))


def test_without_journals_of_the_semester_it_says_so(manager: Viewer) -> None:
    found = tried(manager)

    assert (found.line.state, found.line.trouble, found.outcome) == ("failed", "no_journals", None)


def test_a_trial_that_was_stopped_is_worked_out_anew_and_a_finished_one_is_not(
    school: School, manager: Viewer
) -> None:
    waiting = tried(manager, run=False)
    with as_owner():
        RuleTrial.objects.update(state="running", done=3)
    run_trial(trial_id=str(waiting.line.id))
    finished = page(manager, waiting.line.id)
    run_trial(trial_id=str(waiting.line.id))

    assert finished.line.state == "finished"
    assert page(manager, waiting.line.id) == finished


@pytest.mark.parametrize(
    ("rule", "threshold", "code"),
    [
        ("many_unexcused", "daudz", "trial.ask.no_number"),
        ("many_unexcused", "-0.1", "trial.ask.no_number"),
        ("many_unexcused", "1/0", "trial.ask.no_number"),
        ("no_such_rule", "0.1", "trial.ask.rule_not_in_force"),
    ],
)
def test_what_cannot_be_tried_is_refused(manager: Viewer, rule: str, threshold: str, code: str) -> None:
    with pytest.raises(Refused) as told:
        tried(manager, rule=rule, threshold=threshold, run=False)

    assert [reason.code for reason in told.value.reasons] == [code]


def test_only_the_manager_asks() -> None:
    with as_owner():
        expert = viewer_for(appoint(Role.NATIONAL_EXPERT, name="Ilze Egle"))

    with pytest.raises(Refused) as told:
        tried(expert, run=False)

    assert [reason.code for reason in told.value.reasons] == ["trial.ask.not_yours"]


def test_rules_of_another_day_hold_on_every_evening_that_is_tried() -> None:
    day = date(2017, 3, 1)
    found = rules_of(LATER.date(), rule="many_notes", threshold=Fraction(7))

    assert all(rule.on(day) for rule in found.rules)
    assert {one.value for rule in found.rules if rule.key == "many_notes" for one in rule.thresholds} == {7}


def test_versions_begin_with_todays(manager: Viewer) -> None:
    (first, *_later) = versions(from_day=LATER.date())

    assert first.version == early_warning_rules.table().version_on(LATER.date())
