"""Nights in the database: one alert for each learner, the load of a week, silence, deadlines, runs, walls."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pumpurs.foundation.visibility import looking_as
from pumpurs.programme.alerts.actions import alerts as acts
from pumpurs.programme.alerts.actions.raising import begin_run
from pumpurs.programme.alerts.models import Alert, AlertFact, AlertStep, ScoringRun
from pumpurs.programme.alerts.rules.alerts import Sign
from pumpurs.programme.learners.models import Learner
from pumpurs.rulebook import alert_handling
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.alerts.nights import EVENING, NIGHT, NOW, School, alert_of, deadlines, night, sign
from tests.programme.people_and_places import TODAY

pytestmark = pytest.mark.django_db
ANSWERED = frozenset({"unexcused_absence"})


@pytest.fixture
def school() -> School:
    with as_owner():
        return School(learners=10)


def states() -> dict[str, int]:
    with looking_as(NIGHT):
        found = list(Alert.objects.values_list("state", flat=True))
    return {state: found.count(state) for state in found}


def test_several_findings_of_a_learner_are_one_alert_of_the_class_teacher(school: School) -> None:
    night({school.first: [sign(), sign("many_notes", 5, 1)]})

    alert = alert_of(school.first)
    assert (alert.state, alert.kind, alert.owner_id) == ("new", "high", school.teacher.account_id)
    with looking_as(NIGHT):
        facts = {fact.rule: (fact.num, fact.den) for fact in AlertFact.objects.filter(alert=alert)}
    assert facts == {"many_unexcused": (12, 100), "many_notes": (5, 1)}


def test_the_same_night_again_changes_nothing(school: School) -> None:
    found = {learner: [sign()] for learner in school.learners}
    night(found)
    with looking_as(NIGHT):
        before = sorted(Alert.objects.values_list("id", "state", "released_on", "due_on"))

    night(found)

    with looking_as(NIGHT):
        assert sorted(Alert.objects.values_list("id", "state", "released_on", "due_on")) == before


def test_a_part_of_many_learners_takes_as_many_statements_as_one_of_few(school: School) -> None:
    with as_owner():
        larger = School("Cēsu pamatskola", learners=30)
    taken = {}
    for many in (school.learners[:3], larger.learners):
        found = {one: [sign()] for one in many}
        changed = {one: [sign(num=15), sign("many_notes", 5, 1)] for one in many}
        mended: dict[Learner, list[Sign]] = {}
        with as_owner():
            Alert.objects.all().delete()
            ScoringRun.objects.all().delete()
        plans = {one.id: ANSWERED for one in many}
        taken[len(many)] = [
            statements(signs, day, answered, many)
            for signs, day, answered in (
                (found, EVENING, plans), (found, EVENING, plans), (found, TODAY, {}), (changed, TODAY, {}),
                (mended, TODAY, {}),
            )
        ]  # fmt: skip

    assert taken[3] == taken[30]


def test_an_identical_night_writes_no_alert_and_no_fact(school: School) -> None:
    found = {one: [sign(), sign("many_notes", 5, 1)] for one in school.learners}
    night(found)

    with CaptureQueriesContext(connection) as queries:
        night(found)

    writes = [one["sql"] for one in queries if re.match(r"(INSERT INTO|UPDATE|DELETE FROM) ", one["sql"])]
    assert not [sql for sql in writes if '"alerts_alert"' in sql.split("SET")[0] and "score_units" not in sql]
    assert not [sql for sql in writes if "alerts_alertfact" in sql or "alerts_alertstep" in sql]


def statements(
    found: Mapping[Learner, Sequence[Sign]],
    day: date,
    answered: Mapping[UUID, frozenset[str]],
    seen: Sequence[Learner],
) -> int:
    with CaptureQueriesContext(connection) as queries:
        night(found, day=day, answered=answered, seen=seen, queues=False)
    return len(queries)


def test_an_evening_after_today_is_refused_before_anything_is_written() -> None:
    with looking_as(NIGHT), pytest.raises(Refused) as told:
        begin_run(
            name="", as_of=TODAY + timedelta(days=1), engine="duckdb", viewer=NIGHT, today=TODAY, now=NOW
        )

    assert [reason.code for reason in told.value.reasons] == ["run.begin.not_yet"]
    with looking_as(NIGHT):
        assert not ScoringRun.objects.exists()


def test_a_week_brings_a_set_number_of_new_alerts_and_the_rest_waits_by_need(school: School) -> None:
    most = alert_handling.most_on("new_in_a_week", EVENING)
    urgent = school.learners[-most:]
    found = {
        one: [sign(), sign("many_notes", 5, 1)] if one in urgent else [sign("many_missed", 30)]
        for one in school.learners
    }

    night(found)
    assert states() == {"new": most, "queued": 10 - most}
    assert {alert_of(one).state for one in urgent} == {"new"}

    night(found, day=EVENING - timedelta(days=1))  # an evening of the same week
    assert states() == {"new": most, "queued": 10 - most}

    night(found, day=EVENING + timedelta(days=1))  # the next Monday
    assert states() == {"new": 10}


def test_the_duty_to_report_never_waits_in_a_queue(school: School) -> None:
    night({one: [sign("unexcused_duty", 21, 1)] for one in school.learners})

    assert states() == {"new": 10}


def test_a_running_plan_that_answers_the_risk_keeps_it_silent_until_it_gets_worse(school: School) -> None:
    plan = {school.first.id: ANSWERED}
    night({school.first: [sign()]}, answered=plan)
    assert alert_of(school.first).state == "answered"

    night({school.first: [sign(num=14)]}, answered=plan, day=EVENING + timedelta(days=1))
    assert alert_of(school.first).state == "answered"

    night({school.first: [sign(num=15)]}, answered=plan, day=EVENING + timedelta(days=2))
    assert alert_of(school.first).state == "new"


def test_who_recovers_before_anybody_was_troubled_has_no_alert_any_more(school: School) -> None:
    night({school.first: [sign()]}, queues=False)

    night({}, seen=[], day=EVENING + timedelta(days=1), queues=False)  # not scored: nothing is known
    assert alert_of(school.first).state == "queued"
    night({}, seen=[school.first], day=EVENING + timedelta(days=1), queues=False)
    assert (alert_of(school.first).state, alert_of(school.first).closed_because) == ("closed", "recovered")


def test_an_older_evening_is_told_but_alerts_of_a_newer_one_stay(school: School) -> None:
    night({school.first: [sign()]})

    night({school.learners[1]: [sign()]}, day=EVENING - timedelta(days=30))

    with looking_as(NIGHT):
        assert not Alert.objects.filter(learner=school.learners[1]).exists()
        assert list(ScoringRun.objects.order_by("as_of").values_list("state", flat=True)) == [
            "held",
            "finished",
        ]


def test_a_run_that_was_stopped_is_noted_as_undone_by_the_next(school: School) -> None:
    with looking_as(NIGHT):
        ScoringRun.objects.create(name="cut", as_of=EVENING, engine="duckdb", started_at=NOW)

    night({school.first: [sign()]})

    with looking_as(NIGHT):
        assert sorted(ScoringRun.objects.values_list("state", flat=True)) == ["finished", "undone"]


def test_what_waits_past_its_deadline_is_told_to_the_head_once(school: School) -> None:
    night({school.first: [sign()]})
    due = alert_of(school.first).due_on
    assert due is not None

    assert deadlines(due) == 0
    assert deadlines(date(2026, 10, 9)) == 1
    assert deadlines(date(2026, 10, 12)) == 0
    assert alert_of(school.first).escalated_at is not None


def test_what_was_disagreed_with_and_came_again_is_set_aside_until_its_day_and_no_longer(
    school: School,
) -> None:
    night({school.first: [sign()]})
    alert = alert_of(school.first)
    with looking_as(school.teacher):
        acts.disagree(alert_id=alert.id, note="Kļūda.", viewer=school.teacher, today=TODAY, now=NOW)
    night({school.first: [sign(num=20)]}, day=EVENING + timedelta(days=1))
    assert (alert_of(school.first).state, alert_of(school.first).disagreed) == ("new", False)

    until = TODAY + timedelta(days=14)
    with looking_as(school.teacher):
        acts.set_aside(
            alert_id=alert.id, until=until, note="Slimo.", viewer=school.teacher, today=TODAY, now=NOW
        )  # fmt: skip
    deadlines(until)

    assert (alert_of(school.first).state, alert_of(school.first).set_aside_until) == ("new", None)


def test_quiet_alerts_end_with_their_semester(school: School) -> None:
    night({school.first: [sign()]}, answered={school.first.id: ANSWERED})

    deadlines(date(2027, 1, 20))

    assert alert_of(school.first).closed_because == "semester_over"


def test_what_stayed_behind_when_the_learner_went_away_is_closed(school: School) -> None:
    night({school.first: [sign()], school.learners[1]: [sign()]})
    with as_owner():
        Learner.objects.filter(pk=school.first.pk).update(institution=School("Cēsu pamatskola").institution)

    deadlines(EVENING)

    assert alert_of(school.first).closed_because == "learner_moved"
    assert alert_of(school.learners[1]).closed_because == ""


def test_the_school_next_door_sees_nothing_through_either_wall(school: School) -> None:
    with as_owner():
        other = School("Cēsu pamatskola")
    night({school.first: [sign()]})
    deadlines(date(2026, 10, 9))

    for viewer, count in ((school.teacher, 1), (school.head, 1), (other.teacher, 0), (other.head, 0)):
        with looking_as(viewer):
            for table in (Alert, AlertFact, AlertStep):
                assert table.objects.visible_to(viewer).count() == table.objects.count() == count


def test_what_was_done_can_only_be_added_to_and_its_words_erased(school: School) -> None:
    with looking_as(NIGHT), connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'alerts_alertstep'::regclass AND attnum > 0"
            " AND has_column_privilege('alerts_alertstep', attname, 'UPDATE')"
        )
        assert cursor.fetchall() == [("note",)]
        cursor.execute("SELECT has_table_privilege('alerts_alertstep', 'DELETE')")
        assert cursor.fetchone() == (False,)
