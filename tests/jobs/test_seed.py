"""Scenarios: sown whole or not at all, with their writer's own words, faults named with their place."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime
from typing import Any, get_args

import pytest
from django.db import connection

from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.jobs import scenario
from pumpurs.jobs.seed import sow
from pumpurs.jobs.sowing import id_of
from pumpurs.jobs.typed_json import Wrong
from pumpurs.programme.consents.lifecycle import AnswerState
from pumpurs.programme.learners.models import Enrollment, Learner, LearnerIdentifier
from pumpurs.programme.partners.models import Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.lifecycle import READY, PlanState
from pumpurs.programme.plans.models import LineComment, Measure, Plan, PlanVersion, content_of
from pumpurs.rulebook import risks
from tests.programme.people_and_places import viewer_for

NOW = datetime.fromisoformat("2026-11-20T09:00:00+02:00")
FACTORS = [factor.key for factor in risks.factors_on(NOW.date())]
PLAN = {
    "key": "plan",
    "author": "anna",
    "state": "at_head",
    "goal": "CANARY-goal",
    "consulted": ["family"],
    "preparation_hours": "4",
    "risks": [
        {"factor": key, "level": int(key == "low_motivation"), "reason": "CANARY-reason"} for key in FACTORS
    ],
    "measures": [
        {
            "key": "m",
            "kind": "teacher_consultation",
            "risks": ["low_motivation"],
            "hours": "6",
            "expected_result": "CANARY-result",
        }
    ],
    "comments": [
        {
            "line": "measure:m",
            "text": "CANARY-comment",
            "by": "juris",
            "role": "head",
            "at": "2026-10-01T10:00:00+03:00",
        }
    ],
}
SCENARIO: dict[str, Any] = {
    "partners": [
        {
            "key": "cesis",
            "kind": "municipality",
            "name": "Cēsu novads",
            "municipality_code": "LV-022",
            "agreements": [{"number": "P6-12/7-2019", "since": "2019-12-03", "signed_on": "2019-12-03"}],
        }
    ],
    "institutions": [
        {
            "key": "school",
            "partner": "cesis",
            "kind": "secondary_school",
            "name": "Paraugskola",
            "takes_part_since": "2020-01-06",
            "classes": [
                {
                    "key": "7a",
                    "name": "7.a",
                    "grade": 7,
                    "cares": [{"appointment": "anna/0", "since": "2020-09-01", "reason": "class_teacher"}],
                }
            ],
        }
    ],
    "people": [
        {
            "key": "anna",
            "name": "Anna Zvirbule",
            "email": "Anna@skola.example",
            "password": "gara-parole-22",
            "appointments": [{"role": "plan_author", "institution": "school", "since": "2020-09-01"}],
        },
        {
            "key": "juris",
            "name": "Juris Lauks",
            "email": "juris@skola.example",
            "appointments": [{"role": "head", "institution": "school", "since": "2020-09-01"}],
        },
    ],
    "learners": [
        {
            "key": "marta",
            "given_name": "Marta",
            "family_name": "Egle",
            "birth_date": "2013-04-05",
            "institution": "school",
            "school_class": "7a",
            "grade": 7,
            "personal_codes": ["327812-34567"],
            "guardians": [{"key": "ieva", "name": "Ieva Egle", "relation": "mother", "since": "2013-04-05"}],
            "consents": [{"asked_by": "anna", "guardian": "ieva", "signed_on": "2026-09-02"}],
            "applications": [{"asked_by": "anna", "guardian": "ieva", "signed_on": "2026-09-02"}],
            "plans": [PLAN],
        }
    ],
}


@pytest.fixture(autouse=True)
def national_sight(db: None) -> None:
    raise_wall(job_viewer("test"))


def changed(path: str, value: Any) -> dict[str, Any]:
    """The scenario with one thing changed; `path` like "learners.0.grade"."""
    document = deepcopy(SCENARIO)
    *way, last = path.split(".")
    inside: Any = document
    for step in way:
        inside = inside[int(step)] if step.isdigit() else inside[step]
    inside[last] = value
    return document


def test_earlier_school_years_of_a_learner_are_sown() -> None:
    earlier = [{"school_year": "2025/2026", "institution": "school", "grade": 7}]

    sow(changed("learners.0.earlier_years", earlier), now=NOW)

    rows = Enrollment.objects.order_by("since").values_list("school_year", "grade", "since", "until")
    assert list(rows) == [
        ("2025/2026", 7, date(2025, 9, 1), date(2026, 9, 1)),
        ("2026/2027", 7, date(2026, 9, 1), None),
    ]


@pytest.mark.parametrize("year", ["2026/2027", "2025", "1999/2000"])
def test_an_earlier_school_year_is_one_of_the_calendar_before_this(year: str) -> None:
    earlier = [{"school_year": year, "institution": "school", "grade": 7}]

    with pytest.raises(Wrong, match=r"learners\[0\].earlier_years\[0\].school_year"):
        sow(changed("learners.0.earlier_years", earlier), now=NOW)


def test_a_scenario_is_there_in_its_writers_own_words() -> None:
    ids = sow(SCENARIO, now=NOW)

    plan = Plan.objects.get(pk=ids["plan"]["plan"])
    measure = Measure.objects.get(plan=plan)
    assert (plan.learner_goal, plan.state, measure.expected_result) == (
        "CANARY-goal",
        "at_head",
        "CANARY-result",
    )
    assert LineComment.objects.get(plan=plan).line == f"measure:{measure.id}"
    assert plan.waiting_since == NOW
    assert Account.objects.get(email="anna@skola.example").check_password("gara-parole-22")
    assert LearnerIdentifier.objects.get(learner_id=ids["learner"]["marta"]).masked.endswith("67")


def test_a_sown_plan_stands_before_the_law_and_is_frozen_as_it_stands() -> None:
    sow(SCENARIO, now=NOW)
    plan = Plan.objects.get()

    against = [found for need in READY if (found := need(plan))]

    assert against == []
    assert PlanVersion.objects.get(plan=plan).content == content_of(plan)


def test_a_sown_author_sees_the_class_and_nobody_else() -> None:
    sow(SCENARIO, now=NOW)
    anna = Account.objects.get(name="Anna Zvirbule").appointments.get()

    assert viewer_for(anna).reach.learners == {id_of(Learner, "marta")}


def test_identifiers_can_be_foreseen() -> None:
    ids = sow(SCENARIO, now=NOW)

    assert ids["partner"]["cesis"] == str(id_of(Partner, "cesis"))


def test_a_second_scenario_refers_to_the_first_by_its_keys() -> None:
    sow(SCENARIO, now=NOW)
    second = {
        "learners": [{"key": "pauls", "given_name": "Pauls", "family_name": "Egle", "institution": "school"}]
    }

    sow(second, now=NOW)

    assert (
        Learner.objects.get(given_name="Pauls").institution_id
        == Learner.objects.get(given_name="Marta").institution_id
    )


@pytest.mark.parametrize("state", get_args(scenario.PlanState))
def test_a_plan_can_be_sown_in_any_state(state: str) -> None:
    sow(changed("learners.0.plans.0.state", state), now=NOW)

    plan = Plan.objects.get()
    assert plan.state == state
    assert (plan.approved_at is not None) == (
        state in {"approved", "evaluated", "closed", "under_revision", "suspended"}
    )


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("learners.0.plans.0.gaol", "x", "learners[0].plans[0].gaol: is not a known key"),
        ("learners.0.grade", "seven", "learners[0].grade: must be a whole number, not 'seven'"),
        ("learners.0.birth_date", "5.4.2013", 'learners[0].birth_date: must be written like "2026-09-01"'),
        ("learners.0.plans.0.state", "lost", "learners[0].plans[0].state: 'lost' is not one of draft"),
        ("learners.0.plans.0.measures.0.hours", 1.5, "measures[0].hours: must be a number in quotes"),
        ("learners.0.plans.0.measures.0.kind", "chess", "measures[0].kind: 'chess' is not in the rulebook"),
        ("learners.0.plans.0.semester", "2026/3", "plans[0].semester: '2026/3' is no semester"),
        ("learners.0.plans.0.author", "nobody", "plans[0].author: there is no account with the key 'nobody'"),
        ("learners.0.personal_codes", ["161175-19990"], "personal_codes[0]: is no personal code"),
        ("learners.0.given_name", "a\0b", "learners[0].given_name: must be a text"),
        ("learners.0.given_name", "x" * 200, "learners[0]: a value is too long"),
        ("learners", {}, "learners: must be a list"),
        ("people.1.email", "anna@skola.example", "people[1]: the database refuses it (people_account"),
        ("people.1.key", "anna", "people[1]: its key is in use already"),
        (
            "partners.0.municipality_code",
            "LV-999",
            "partners[0].municipality_code: 'LV-999' is not in the rulebook",
        ),
    ],
)
def test_a_fault_is_named_with_its_place_and_nothing_is_written(path: str, value: Any, fault: str) -> None:
    with pytest.raises(Wrong) as refused:
        sow(changed(path, value), now=NOW)

    assert any(fault in told for told in refused.value.faults)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM partners_partner) + (SELECT count(*) FROM people_account)"
        )
        assert cursor.fetchone() == (0,)


def test_all_faults_of_shape_come_at_once() -> None:
    document = changed("learners.0.grade", "seven")
    document["people"][0]["nmae"] = "Anna"
    del document["partners"][0]["name"]

    with pytest.raises(Wrong) as refused:
        sow(document, now=NOW)

    assert len(refused.value.faults) == 3


def test_the_shape_knows_every_state_of_the_house() -> None:
    assert set(get_args(scenario.PlanState)) == {str(state) for state in PlanState}
    assert set(get_args(scenario.AnswerState)) == {str(state) for state in AnswerState}
