"""/consents/blank/: the paper a school prints, with the learner's name, in the language of the family."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from pumpurs.rulebook import consent_texts
from tests.programme.consents.household import NOW, Household, signed_in_person

TITLES = {
    "lv": "Piekrišana un iesniegums",
    "ru": "Согласие и заявление",
    "uk": "Згода і заява",
    "en": "Consent and application",
}


@pytest.mark.parametrize("language", TITLES)
def test_each_language_has_its_own_paper(home: Household, desk: Client, language: str) -> None:
    paper = desk.get(f"/consents/blank/{home.janis.id}/?language={language}").content.decode()

    agree = consent_texts.version_on("consent", NOW.date()).agree.in_language(language)
    assert [text for text in (TITLES[language], agree, home.janis.full_name) if text not in paper] == []


def test_what_is_signed_is_not_asked_again(home: Household, desk: Client) -> None:
    signed_in_person(home, semester=None)

    paper: Any = desk.get(f"/consents/blank/{home.janis.id}/?language=lv")

    assert paper.context["agree_consent"] == ""
    assert paper.context["agree_application"] != ""
