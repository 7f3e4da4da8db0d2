"""A withdrawal and an approval at the same moment, in two real connections: one comes first, the other sees it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import transaction

from pumpurs.foundation.visibility import Reach, Viewer, raise_wall
from pumpurs.programme.consents.actions.answers import withdraw
from pumpurs.programme.consents.actions.recording import record_withdrawal
from pumpurs.programme.consents.models import Consent
from pumpurs.programme.plans.actions.decide import approve
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.plans.stage import NOW, TODAY, Stage, now_of, stage, submitted
from tests.programme.two_at_once import one_during_the_other

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Scene:
    """A plan that waits for the head, and the consent it rests on."""

    people: Stage
    plan_id: UUID
    consent_id: UUID

    def approves(self) -> None:
        """The head."""
        raise_wall(self.people.head)
        approve(plan_id=self.plan_id, viewer=self.people.head, now=NOW)

    def family_withdraws(self) -> None:
        """The mother, with her own account."""
        reach = Reach(learners=frozenset({self.people.janis.id}))
        mother = Viewer(self.people.anna.account_id, Role.GUARDIAN, reach, request_id="test")
        raise_wall(mother)
        withdraw(consent_id=self.consent_id, viewer=mother, now=NOW)

    def school_notes_it(self) -> None:
        """The teacher, on paper."""
        raise_wall(self.people.anna)
        record_withdrawal(
            consent_id=self.consent_id, who=None, day=TODAY, scan=None, viewer=self.people.anna, now=NOW
        )


@pytest.fixture
def scene() -> Scene:
    with transaction.atomic():
        people = stage()
        plan_id = submitted(people)
    with as_owner():
        return Scene(people, plan_id, Consent.objects.get(learner=people.janis).id)


@pytest.mark.parametrize("ending", ["family_withdraws", "school_notes_it"])
def test_an_approval_during_a_withdrawal_waits_and_is_refused(scene: Scene, ending: str) -> None:
    waited, refusals = one_during_the_other(getattr(scene, ending), scene.approves)

    assert waited
    assert "plan.submit.no_consent" in refusals
    assert now_of(scene.plan_id).state == "at_head"


@pytest.mark.parametrize("ending", ["family_withdraws", "school_notes_it"])
def test_a_withdrawal_during_an_approval_waits_and_then_holds(scene: Scene, ending: str) -> None:
    waited, refusals = one_during_the_other(scene.approves, getattr(scene, ending))

    assert waited
    assert refusals == []
    assert now_of(scene.plan_id).state == "at_municipality"
    with as_owner():
        consent = Consent.objects.get(pk=scene.consent_id)
    assert (consent.state, consent.ended_on) == ("withdrawn", TODAY)
