"""Every field of every table says what it is and how long it is kept."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import models

from pumpurs.foundation.privacy import Privacy, undeclared
from pumpurs.rulebook import retention
from tests.foundation import house_tables

MODELS = house_tables.our_models()


def privacy_of(model: type[models.Model]) -> Privacy:
    return model.privacy  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_every_field_is_declared_once(model: type[models.Model]) -> None:
    missing, left_over = undeclared(model)
    twice = [name for name, times in Counter(privacy_of(model).fields()).items() if times > 1]

    assert (missing, left_over, twice) == (set(), set(), [])


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_how_long_it_is_kept_stands_in_the_rulebook(model: type[models.Model]) -> None:
    privacy = privacy_of(model)

    assert retention.term_on(privacy.retention, date(2026, 10, 5))
    assert privacy.on_erasure in {"erase", "keep"}
    assert len(privacy.purpose) > 5


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_a_personal_code_is_never_stored_in_clear(model: type[models.Model]) -> None:
    clear = [
        f.name for f in model._meta.concrete_fields if f.name in {"personal_code", "birth_number", "pk_code"}
    ]

    assert clear == []


def test_an_undeclared_field_is_noticed() -> None:
    learner = next(m for m in MODELS if m._meta.label == "learners.Learner")
    whole = learner.privacy  # type: ignore[attr-defined]

    try:
        learner.privacy = Privacy("support", "plans", "erase", identity=("given_name", "shoe_size"))  # type: ignore[attr-defined]
        missing, left_over = undeclared(learner)
    finally:
        learner.privacy = whole  # type: ignore[attr-defined]

    assert "family_name" in missing
    assert left_over == {"shoe_size"}
