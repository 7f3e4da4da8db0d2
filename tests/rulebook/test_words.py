"""Phrases with gaps."""

from __future__ import annotations

import pytest

from pumpurs.rulebook import words
from pumpurs.rulebook.reading import Names, RulebookError
from pumpurs.values.roles import Role


def test_a_gap_is_filled_in_the_language_of_the_phrase() -> None:
    said = words.say("at_most_eur_per", eur=Names("30,00", "30.00"), per=words.say("per_month"))

    assert said == Names("līdz 30,00 EUR mēnesī", "up to 30.00 EUR a month")


def test_a_forgotten_gap_is_named() -> None:
    with pytest.raises(RulebookError, match=r"words\.toml, semester_number: needs a value for 'number'"):
        words.say("semester_number")


def test_an_unknown_phrase_is_refused() -> None:
    with pytest.raises(RulebookError, match="no key 'hullo'"):
        words.say("hullo")


def test_every_role_has_a_name() -> None:
    assert all(words.say(f"role_{role}").lv for role in Role)
