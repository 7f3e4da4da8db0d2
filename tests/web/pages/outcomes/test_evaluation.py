"""The page of an evaluation: written, refused, handed in, returned and closed in the browser's own requests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from pumpurs.programme.learners.models import Enrollment, Learner
from pumpurs.programme.outcomes.models import Evaluation, Opinion
from pumpurs.programme.partners.models import Institution
from tests.database import as_owner
from tests.programme.outcomes.test_evaluating import FACTORS, measures_of, near_the_end, state_of
from tests.programme.plans.stage import NOW, Stage, approved, stage
from tests.web.pages.plans.hands import browser_of, dead_links, reasons_on, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Stage:
    return stage()


@pytest.fixture
def plan_id(at: Stage, settings: Any) -> UUID:
    key = approved(at)
    settings.FIXED_NOW = NOW + timedelta(near_the_end(key))
    return key


def form(plan_id: UUID, do: str = "submit", revision: int = 0, **more: str) -> dict[str, Any]:
    (measure,) = measures_of(plan_id)
    levels = {f"level-{FACTORS[0]}": "0", f"level-{FACTORS[1]}": "2"}
    told = {
        f"verdict-{measure}": "useful",
        "recommendation": "continue",
        "outcome": "promoted",
        "comment": "Nāk.",
    }
    return {"do": do, "revision": str(revision), **levels, **told, **more}


def page_of(plan_id: UUID) -> str:
    return f"/plans/{plan_id}/evaluation/"


def test_the_author_writes_it_and_the_head_closes_the_plan(at: Stage, plan_id: UUID) -> None:
    anna, head, url = browser_of(at.anna), browser_of(at.head), page_of(plan_id)
    assert url in text_of(anna.get(f"/plans/{plan_id}/"))
    empty = anna.get(url)
    assert 'value="submit"' in text_of(empty)
    assert dead_links(empty) == set()

    assert anna.post(url, form(plan_id))["Location"] == url
    assert state_of(plan_id) == "evaluated"
    assert 'value="submit"' not in text_of(anna.get(url))

    assert 'value="close"' in text_of(head.get(url))
    head.post(url, {"do": "close"})
    assert state_of(plan_id) == "closed"
    assert 'id="follow-ups"' in text_of(head.get(url))


def test_what_is_missing_is_told_and_what_was_typed_is_kept(at: Stage, plan_id: UUID) -> None:
    anna, url = browser_of(at.anna), page_of(plan_id)
    given = form(plan_id, recommendation="", comment="Gandrīz viss.")
    refused = anna.post(url, given)

    assert refused.status_code == 422
    assert reasons_on(refused) == ["outcome.submit.recommendation"]
    assert "Gandrīz viss." in text_of(refused)
    assert dead_links(refused) == set()
    with as_owner():
        assert not Evaluation.objects.exists()
    assert anna.post(url, form(plan_id, "save")).status_code == 302
    assert anna.post(url, form(plan_id, revision=1)).status_code == 302


def test_the_head_returns_it_with_words(at: Stage, plan_id: UUID) -> None:
    anna, head, url = browser_of(at.anna), browser_of(at.head), page_of(plan_id)
    anna.post(url, form(plan_id))
    silent = head.post(url, {"do": "send_back", "note": ""})
    assert reasons_on(silent) == ["plan.send_back.says_nothing"]
    head.post(url, {"do": "send_back", "note": "Papildiniet."})
    assert state_of(plan_id) == "approved"
    assert "Papildiniet." in text_of(anna.get(f"/plans/{plan_id}/"))


def test_what_they_told_the_author_is_noted(at: Stage, plan_id: UUID) -> None:
    anna, url = browser_of(at.anna), page_of(plan_id)
    told = {"do": "say", "who": "family", "helped": "yes", "next_step": "same", "words": "Paldies."}
    anna.post(url, told)
    with as_owner():
        assert Opinion.objects.get().way == "told"
    assert "Paldies." in text_of(browser_of(at.head).get(url))
    assert "Paldies." not in text_of(browser_of(at.coordinator).get(url))


def test_a_learner_who_left_is_still_evaluated_where_the_plan_was_written(at: Stage, plan_id: UUID) -> None:
    with as_owner():
        elsewhere = Institution.objects.exclude(pk=at.janis.institution_id).first()
        Enrollment.objects.filter(learner=at.janis).update(until=NOW.date(), kept_name="Jānis Ozols")
        Learner.objects.filter(pk=at.janis.id).update(institution=elsewhere)

    assert "Jānis Ozols" in text_of(browser_of(at.head).get(page_of(plan_id)))


@pytest.mark.parametrize("who", ["foreign_head", "foreign_coordinator"])
def test_nobody_of_elsewhere_opens_it(at: Stage, plan_id: UUID, who: str) -> None:
    stranger: Client = browser_of(getattr(at, who))
    assert stranger.get(page_of(plan_id)).status_code == 404
    assert stranger.post(page_of(plan_id), {"do": "close"}).status_code == 404


def test_a_plan_without_support_has_no_evaluation(at: Stage, plan_id: UUID) -> None:
    assert browser_of(at.anna).get(page_of(at.janis.id)).status_code == 404
