"""/learners/<id>/refer/ in the hands of a head, and what the social worker then reads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.learners.models import Learner, Referral
from pumpurs.programme.partners.models import StrategicPartner
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme import people_and_places as place
from tests.programme.consents.household import NOW

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TODAY = place.TODAY


class Scene:
    """A head, a learner, a social service and its worker."""

    def __init__(self) -> None:
        with as_owner():
            school = place.make_institution()
            self.janis: Learner = place.make_learner(school)
            self.service = StrategicPartner.objects.create(
                partner=school.partner, kind="social_service", name="Cēsu sociālais dienests"
            )
            self.head = self._client(Role.HEAD, school)
            self.worker = self._client(
                Role.STRATEGIC_PARTNER, school.partner, strategic_partner=self.service, name="Ilga Vītola"
            )
        self.url = f"/learners/{self.janis.id}/refer/"

    def _client(self, role: Role, where: Any, **more: Any) -> Client:
        client = Client()
        client.force_login(place.appoint(role, where, **more).account, backend=BACKEND)
        return client

    def send(self, **more: str) -> Any:
        """The form as the head sends it."""
        given = {
            "step": "refer", "strategic_partner": str(self.service.id), "reason": "Palīdzība mājās.",
            "first_day": str(TODAY), "last_day": str(TODAY + timedelta(days=30)),
        }  # fmt: skip
        return self.head.post(self.url, {**given, **more})


@pytest.fixture
def scene(settings: LazySettings) -> Scene:
    settings.FIXED_NOW = NOW
    return Scene()


def test_a_case_is_referred_read_and_ended(scene: Scene) -> None:
    learner = f"/learners/{scene.janis.id}/"
    closed = scene.worker.get(learner).status_code

    answer = scene.send()
    read = scene.worker.get(learner).content.decode()
    raise_wall(job_viewer("test"))
    scene.head.post(scene.url, {"end": str(Referral.objects.get().id)})

    assert (closed, answer["Location"]) == (404, scene.url)
    assert "Palīdzība mājās." in read
    assert "/looks/" not in read
    assert scene.worker.get(learner).status_code == 404


def test_a_fault_shows_the_same_page_with_what_was_typed(scene: Scene) -> None:
    answer = scene.send(last_day=str(TODAY - timedelta(days=1)))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Palīdzība mājās." in text
    assert text.count('class="errors"') == 1
    raise_wall(job_viewer("test"))
    assert not Referral.objects.exists()


def test_the_learners_page_leads_there_and_names_who_helps(scene: Scene) -> None:
    scene.send()

    text = scene.head.get(f"/learners/{scene.janis.id}/").content.decode()

    assert scene.url in text
    assert "Cēsu sociālais dienests" in text


def test_the_worker_cannot_refer(scene: Scene) -> None:
    scene.send()

    assert scene.worker.get(scene.url).status_code == 403
