"""Every place where people write about a child in their own words is known, so that somebody decided who reads it."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from pumpurs.rulebook import compartments

READ_AS = {
    "plan.learner_goal": "goal",
    "plan.consulted_note": "consulted_note",
    "measure.subject": "subject",
    "measure.expected_result": "expected_result",
    "decision.note": "decision_note, or resting_note where the plan rests or was removed",
    "suspension.note": "resting_note",
    "riskjudgement.reason": "as its risk",
    "linecomment.text": "as its line",
    "linecomment.answer": "as its line",
}
OF_CONSENTS = {"circumstances", "question", "reply"}
LONGEST_CODE = 60


def test_every_free_text_of_the_room_stands_in_a_compartment() -> None:
    found = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("plans").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.TextField)
        or (isinstance(field, models.CharField) and (field.max_length or 0) > LONGEST_CODE)
    }

    assert found == set(READ_AS)
    of_plans = {text for text in compartments.TEXTS if any(text in said for said in READ_AS.values())}
    assert of_plans == set(compartments.TEXTS) - OF_CONSENTS
