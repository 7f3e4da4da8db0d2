"""A model of the evaluation is loaded, switched on by a person, orders the list at night, and never raises an alert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from pumpurs.analytics.model.terms import NotATable
from pumpurs.analytics.store import Store
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs import scoring
from pumpurs.jobs.models import NotACard, load
from pumpurs.programme.alerts.actions.models import put_order, switch_off, switch_on
from pumpurs.programme.alerts.models import Alert, AlertFact, AlertPoint, LearnerKey, RiskModel, ScoringRun
from pumpurs.programme.alerts.queries.alerts import alerts_in_sight, one_alert
from pumpurs.programme.alerts.rules.ordering import Ordering, Point, Score
from pumpurs.values.points import UNIT
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.jobs.a_model import UPSIDE_DOWN, manager, model, pair, refused, switched_on
from tests.jobs.lessons import write_journal
from tests.programme.alerts.nights import EVENING, NIGHT, NOW, School, alert_of, night, sign
from tests.programme.people_and_places import TODAY, appoint, viewer_for

pytestmark = pytest.mark.django_db
CLOSE = 1e-9


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    before, settings.FIXED_NOW = settings.FIXED_NOW, NOW
    yield Store(tmp_path / "store")
    settings.FIXED_NOW = before


def test_a_model_is_loaded_once_and_is_off() -> None:
    assert load(*pair()) == load(*pair()) == UPSIDE_DOWN.hash

    assert (model().state, model().may_be_switched_on) == ("off", True)


def test_a_table_that_was_changed_or_a_card_of_another_model_is_not_taken() -> None:
    terms, told = pair()

    with pytest.raises(NotATable):
        load(terms.replace("-1.25", "-1.24"), told)
    with pytest.raises(NotACard):
        load(terms, {**told, "model": "0" * 64})
    with pytest.raises(NotACard):
        load(terms, {"format": 1})

    with looking_as(NIGHT):
        assert not RiskModel.objects.exists()


def test_it_goes_on_only_by_a_manager_who_has_read_a_card_that_allows_it() -> None:
    load(*pair(good=False))
    viewer = manager()
    with as_owner():
        expert = viewer_for(appoint(Role.NATIONAL_EXPERT, name="Ilze Egle"))

    assert refused(expert) == ["model.switch_on.not_yours"]
    assert refused(viewer, was_read=False) == ["model.switch_on.not_allowed", "model.switch_on.not_read"]
    with as_owner(), pytest.raises(IntegrityError), transaction.atomic():
        RiskModel.objects.update(state="on")
    assert model().state == "off"


def test_one_model_at_a_time() -> None:
    viewer = switched_on()
    other = replace(UPSIDE_DOWN, base=0.5)
    load(*pair(other))

    with looking_as(NIGHT):
        second = RiskModel.objects.get(version=other.hash).id
    with looking_as(viewer), pytest.raises(Refused) as told:
        switch_on(model_id=second, was_read=True, viewer=viewer, now=NOW)

    assert [reason.code for reason in told.value.reasons] == ["model.switch_on.another_is_on"]


def test_a_score_is_its_base_and_the_sum_of_its_points_as_the_table_says(store: Store) -> None:
    with as_owner():
        school = School()
    write_journal(store, school, [40, 22])
    switched_on()

    result, _counts = scoring.score(store=store, as_of=EVENING)

    with looking_as(school.head):
        assert ScoringRun.objects.get().model_version == UPSIDE_DOWN.hash
        for learner in school.learners:
            found = one_alert(viewer=school.head, alert_id=alert_of(learner).id, today=TODAY).score
            assert found is not None
            assert found.adds_up
            assert {point.indicator for point in found.points} == {
                "unexcused_share", "missed_share", "mean_mark", "institution",
            }  # fmt: skip
            assert abs(found.score_units / UNIT - by_hand(result, learner.id)) < CLOSE


def key_of(learner: Any) -> int:
    with looking_as(NIGHT):
        return LearnerKey.objects.get(learner_id=learner).key


def by_hand(result: Any, learner: Any) -> float:
    """The score as the table itself gives it, from the files of the run."""
    key = key_of(learner)
    rows = pq.read_table(result.folder / "values.parquet").to_pylist()
    seen = {
        f"{one['indicator']}:{one['window']}": one["num"] / one["den"]
        for one in rows
        if one["learner"] == key
    }
    inputs = np.array([[seen.get(term.indicator, np.nan) for term in UPSIDE_DOWN.terms]])
    return float(UPSIDE_DOWN.score(inputs)[0])


def test_rules_raise_the_same_alerts_whatever_the_model_says_and_only_the_order_changes(store: Store) -> None:
    with as_owner():
        school = School(learners=5)
    write_journal(store, school, [20, 18, 16, 15, 14])
    scoring.score(store=store, as_of=EVENING)
    plain = raised()

    switched_on()
    scoring.score(store=store, as_of=EVENING)

    assert raised() == plain
    assert listed(school) == [learner.id for learner in reversed(school.learners)]


def raised() -> list[tuple[Any, ...]]:
    with looking_as(NIGHT):
        alerts = Alert.objects.values_list("learner_id", "state", "kind", "need", "due_on")
        facts = AlertFact.objects.values_list("learner_id", "rule", "num", "den")
        return sorted(map(str, [*alerts, *facts]))


def listed(school: School) -> list[Any]:
    with looking_as(school.teacher):
        page = alerts_in_sight(viewer=school.teacher, tab="new", today=TODAY)
        return [line.learner_id for line in page.items]


def test_the_duty_and_what_people_say_stand_before_what_a_model_orders(store: Store) -> None:
    with as_owner():
        school = School(learners=2)
    write_journal(store, school, [40, 16])  # the first is above the limit of the law; the model puts it last
    switched_on()

    scoring.score(store=store, as_of=EVENING)

    assert listed(school) == [school.learners[0].id, school.learners[1].id]


def test_switched_off_with_a_reason_the_order_is_gone_at_once(store: Store) -> None:
    with as_owner():
        school = School()
    write_journal(store, school, [20, 18])
    viewer = switched_on()
    scoring.score(store=store, as_of=EVENING)
    found = model().id

    with looking_as(viewer), pytest.raises(Refused):
        switch_off(model_id=found, why=" ", viewer=viewer, now=NOW)
    with looking_as(viewer):
        switch_off(model_id=found, why="Žurnāli vēl nepilnīgi.", viewer=viewer, now=NOW)

    with looking_as(NIGHT):
        assert not AlertPoint.objects.exists()
        assert not Alert.objects.exclude(score_units=None).exists()
    assert (model().state, model().off_because) == ("off", "Žurnāli vēl nepilnīgi.")


def test_a_model_that_a_person_switched_off_may_go_on_again() -> None:
    viewer = switched_on()
    with looking_as(viewer):
        switch_off(model_id=model().id, why="Pārbaudām.", viewer=viewer, now=NOW)
        switch_on(model_id=model().id, was_read=True, viewer=viewer, now=NOW)

    assert model().state == "on"


def test_a_score_that_does_not_add_up_is_never_written() -> None:
    with as_owner():
        school = School()
    night({school.first: [sign()]})
    key = key_of(school.first.id)
    with looking_as(NIGHT):
        wrong = Ordering("m", {key: Score(5, 8, (Point("missed_share", "four_weeks", 2, 1, 4),))})

        with pytest.raises(ValueError, match="1 learners"):
            put_order(wrong)
        put_order(Ordering("m", {key: Score(6, 8, (Point("missed_share", "four_weeks", 2, 1, 4),))}))

    assert alert_of(school.first).score_units == 8


def test_points_are_seen_by_the_learners_school_alone(store: Store) -> None:
    with as_owner():
        school, other = School(), School("Cēsu pamatskola")
    write_journal(store, school, [20, 18])
    switched_on()
    scoring.score(store=store, as_of=EVENING)

    for viewer, sees in (
        (school.teacher, True),
        (school.head, True),
        (other.head, False),
        (other.teacher, False),
    ):
        with looking_as(viewer):
            assert AlertPoint.objects.exists() is AlertPoint.objects.visible_to(viewer).exists() is sees


def test_nobody_changes_what_a_loaded_model_says() -> None:
    load(*pair())

    with looking_as(NIGHT), connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_column_privilege('alerts_riskmodel', 'terms', 'UPDATE'),"
            " has_column_privilege('alerts_riskmodel', 'may_be_switched_on', 'UPDATE'),"
            " has_table_privilege('alerts_riskmodel', 'DELETE')"
        )
        assert cursor.fetchone() == (False, False, False)


def test_records_behind_the_alert_are_the_lessons_of_the_journal(store: Store) -> None:
    with as_owner():
        school = School()
    write_journal(store, school, [25, 0])

    scoring.score(store=store, as_of=EVENING)

    with looking_as(school.teacher):
        alert = Alert.objects.get(learner=school.first)
        kept = alert.alertrecordss.get()
    assert len(kept.absences) == 25
    assert kept.absences[0][0] >= kept.absences[-1][0]
    assert sum(week[2] for week in kept.weeks) == sum(week[3] for week in kept.weeks) == 25
    assert sum(week[1] for week in kept.weeks) == 20 * 6
    assert (kept.as_of, kept.cut) == (EVENING, False)
    with as_owner():
        assert Alert.objects.count() == 1


def test_later_days_are_not_among_the_records(store: Store) -> None:
    with as_owner():
        school = School()
    write_journal(store, school, [30, 0])
    earlier = EVENING - timedelta(days=3)  # a Thursday

    scoring.score(store=store, as_of=earlier)

    with looking_as(school.teacher):
        days = {row[0] for row in Alert.objects.get(learner=school.first).alertrecordss.get().absences}
    assert days
    assert max(days) <= str(earlier)
