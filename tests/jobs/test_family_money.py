"""Letters to a family about its money: that something waits or changed; never a name, a sum or a number."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail

from pumpurs.foundation.queue import arguments_of
from pumpurs.jobs import notices
from pumpurs.programme.compensations.actions import deciding
from pumpurs.programme.learners.models import Guardian, Learner
from tests.database import as_owner
from tests.programme.compensations.claims import ANOTHER_IBAN, Place, checked, filed, grant, place, told
from tests.programme.people_and_places import make_account
from tests.programme.plans.stage import by

pytestmark = pytest.mark.django_db
TOLD = ("Jān", "Ozol", "Ilze", "LV80", "5001", "25,", "Priekuļ")


@pytest.fixture
def here(settings: Any) -> Place:
    settings.PUBLIC_URL = "https://pumpurs.example.lv"
    at = place()
    with as_owner():
        Guardian.objects.update(email="ilze@example.lv", language="ru")
    return at


def queued() -> list[str]:
    with as_owner():
        return [one["notice"] for one in arguments_of("notices.family_money")]


def test_another_account_is_told_to_the_family_and_the_same_one_is_not(here: Place) -> None:
    told(here)
    told(here)
    told(here, ANOTHER_IBAN)

    assert queued() == ["claim_account", "claim_account"]


def test_what_is_asked_of_the_family_is_written_and_what_is_asked_of_the_school_is_not(here: Place) -> None:
    for who in (here.home.anna, here.mother):
        claim_id = filed(here, viewer=who)
        deciding.ask(claim_id=claim_id, note="Nav salasāma.", **by(here.home.head, days=31))

    assert queued() == ["claim_asked"]


def test_a_refusal_is_written_to_the_family_that_filed_and_not_where_the_school_did(here: Place) -> None:
    for who in (here.home.anna, here.mother):
        claim_id = filed(here, viewer=who)
        deciding.refuse(claim_id=claim_id, reason_code="not_readable", note="", **by(here.home.head, days=31))

    assert queued() == ["claim_refused"]


def test_what_is_granted_is_written_once_to_each_family_that_filed(here: Place) -> None:
    own = [checked(here, "5.00", viewer=who) for who in (here.mother, here.mother, here.home.anna)]
    deciding.grant_clean(claim_ids=own, **by(here.home.coordinator, days=32))
    grant(here, checked(here, "5.00", viewer=here.mother))

    assert [one for one in queued() if one != "claim_account"] == ["claim_granted", "claim_granted"]


@pytest.mark.parametrize("notice", ["claim_asked", "claim_account", "claim_refused", "claim_granted"])
def test_the_letter_says_that_something_waits_and_names_nobody(here: Place, notice: str) -> None:
    count = notices.family_money.func(notice, str(here.home.janis.id))

    (letter,) = mail.outbox
    text = f"{letter.subject} {letter.body}"
    assert (count, letter.to) == (1, ["ilze@example.lv"])
    assert "https://pumpurs.example.lv/family/" in text
    assert "Здравствуйте" in text
    assert [word for word in TOLD if word in text] == []


def test_a_learner_of_age_is_written_to_and_the_parents_are_not(here: Place) -> None:
    with as_owner():
        account = make_account("Jānis Ozols")
        Learner.objects.filter(pk=here.home.janis.id).update(account=account, birth_date=date(2000, 1, 1))

    notices.family_money.func("claim_asked", str(here.home.janis.id))

    assert [letter.to for letter in mail.outbox] == [[account.email]]
