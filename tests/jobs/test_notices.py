"""E-mails to families: that something waits, and where; never a name, never the code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.jobs import notices
from pumpurs.programme.consents.models import FamilyLink
from pumpurs.programme.consents.rules import LINK_LASTS
from tests.programme.consents.household import NOW, Household, sent, stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Household:
    settings.PUBLIC_URL = "https://pumpurs.example.lv"
    monkeypatch.setattr(notices, "now", lambda: NOW)
    return stage()


def link_id() -> str:
    raise_wall(job_viewer("test"))
    return str(FamilyLink.objects.latest("made_at").id)


def test_the_letter_carries_the_link_in_the_familys_language_and_nothing_about_anybody(
    home: Household,
) -> None:
    handover = sent(home)

    wrote = notices.family_link.func(link_id(), "family_link")

    (letter,) = mail.outbox
    text = f"{letter.subject} {letter.body}"
    assert wrote
    assert letter.to == ["ilze.ozola@example.lv"]
    assert f"https://pumpurs.example.lv/f/{handover.token}/" in letter.body
    assert "Добрий день" in letter.body
    assert [word for word in ("Jān", "Ozol", "Ilze", "Liepa", "Priekuļ", handover.code) if word in text] == []


def test_a_link_that_is_over_is_not_written_about(home: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(home)
    monkeypatch.setattr(notices, "now", lambda: NOW + LINK_LASTS + timedelta(seconds=1))

    wrote = notices.family_link.func(link_id(), "family_link")

    assert not wrote
    assert mail.outbox == []


def test_a_closed_link_is_not_written_about(home: Household) -> None:
    sent(home)
    key = link_id()
    FamilyLink.objects.update(closed_at=NOW)

    assert not notices.family_link.func(key, "family_reminder")
