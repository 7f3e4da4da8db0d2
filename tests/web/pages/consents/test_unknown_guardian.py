"""Asking a family of which the school knows nobody: the person is asked for at once; faults stand together."""

from __future__ import annotations

import pytest
from django.test import Client

from pumpurs.programme.learners.models import Guardian
from tests.database import as_owner
from tests.programme.consents.household import Household


@pytest.fixture
def link(home: Household) -> str:
    with as_owner():
        Guardian.objects.filter(learner=home.janis).delete()
    return f"/consents/link/{home.janis.id}/"


def test_there_is_no_choice_where_there_is_only_one(link: str, desk: Client) -> None:
    page = desk.get(link).content.decode()

    assert '<input type="hidden" name="who" value="new"' in page
    assert (
        "<details"
        not in page[page.index('id="id_guardian_name"') - 900 : page.index('id="id_guardian_name"')]
    )


def test_name_and_relation_are_missed_together_at_their_fields(link: str, desk: Client) -> None:
    answer = desk.post(link, {"who": "new", "language": "lv", "papers": ["consent"]})

    assert answer.status_code == 422
    assert sorted(reason["place"] for reason in answer.context["refusals"]) == [
        "id_guardian_name",
        "id_guardian_relation",
    ]
    assert 'id="id_guardian_relation_error"' in answer.content.decode()
