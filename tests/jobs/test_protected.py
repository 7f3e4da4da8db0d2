"""Nobody's alert rests on who they are: the database is changed for everybody, and the night finds the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from pumpurs.analytics.store import Store
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs import scoring
from pumpurs.programme.alerts.models import Alert, AlertFact, AlertRecords, ScoringRun
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.learners.models import Guardian, Learner, LearnerIdentifier
from tests.database import as_owner
from tests.jobs.lessons import write_journal
from tests.programme.alerts.nights import EVENING, NIGHT, NOW, School
from tests.programme.people_and_places import make_guardian
from tests.programme.plans.stage import signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    before, settings.FIXED_NOW = settings.FIXED_NOW, NOW
    yield Store(tmp_path / "store")
    settings.FIXED_NOW = before


def sex(learners: list[Learner]) -> None:
    """Only names tell it."""
    for one, (given, family) in zip(learners, (("Līga", "Ozola"), ("Jānis", "Ozols")) * 9, strict=False):
        Learner.objects.filter(pk=one.pk).update(given_name=given, family_name=family)


def nationality(learners: list[Learner]) -> None:
    """Names and foreign identifiers tell it."""
    Learner.objects.update(given_name="Oksana", family_name="Kovaļenko")
    LearnerIdentifier.objects.update(kind="foreign_id")


def language(learners: list[Learner]) -> None:
    Guardian.objects.update(language="uk")
    for table in (Application, Consent):
        table.objects.update(language="uk")
    Application.objects.update(circumstances=["new_language"])


def family_form(learners: list[Learner]) -> None:
    Guardian.objects.update(relation="foster_family", name="Ģimenes māja")
    Application.objects.update(signer_relation="foster_family")
    Application.objects.update(
        circumstances=["out_of_family_care", "many_children", "own_child", "low_income"]
    )


def disability(learners: list[Learner]) -> None:
    Application.objects.update(circumstances=["special_needs"])


def found(store: Store) -> tuple[list[object], list[object]]:
    """The alerts and facts of a night over a database without any."""
    with as_owner():
        Alert.objects.all().delete()
        ScoringRun.objects.all().delete()
    scoring.score(store=store, as_of=EVENING, full=True)
    with looking_as(NIGHT):
        alerts = Alert.objects.values_list(
            "learner_id", "state", "kind", "need", "first_step", "owner", "due_on"
        )
        facts = AlertFact.objects.order_by("learner_id", "rule").values_list(
            "learner_id", "rule", "num", "den", "observed", "threshold_num", "threshold_den", "usual_num", "usual_den"
        )  # fmt: skip
        records = AlertRecords.objects.order_by("learner_id").values_list("learner_id", "weeks", "absences")
        return list(alerts.order_by("learner_id")), [*facts, *records]


@pytest.mark.parametrize("change", [sex, nationality, language, family_form, disability])
def test_a_protected_attribute_changed_for_everybody_changes_no_alert_and_no_fact(
    store: Store, change: Callable[[list[Learner]], None]
) -> None:
    with as_owner():
        school = School(learners=4)
        for number, one in enumerate(school.learners):
            make_guardian(one)
            signed(one)
            LearnerIdentifier.objects.create(
                learner=one, institution_id=school.institution.id, kind="personal_code", index=str(number),
                since=date(2020, 1, 1),
            )  # fmt: skip
    write_journal(store, school, [60, 30, 14, 0])
    before = found(store)

    with as_owner():
        change(school.learners)

    assert len(before[0]) == 3
    assert found(store) == before
