"""What families read and sign."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import consent_texts, notices
from pumpurs.rulebook.reading import RulebookError
from pumpurs.rulebook.vocabulary import circumstances
from tests.rulebook.planted import plant

TODAY = date(2026, 10, 5)


@pytest.mark.parametrize("paper", consent_texts.PAPERS)
def test_every_paper_has_a_wording_today_and_a_record_finds_its_own_again(paper: str) -> None:
    today = consent_texts.version_on(paper, TODAY)

    assert consent_texts.version(paper, today.code) == today


def test_every_page_of_the_consent_has_something_to_say() -> None:
    wording = consent_texts.version_on("consent", TODAY)

    assert all(wording.on_page(page) for page in consent_texts.PAGES)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('agree.uk = "Я', '# "', "consent.version.agree.uk: is missing; families read this text"),
        ('page = "about"', 'page = "abuot"', "page: does not know 'abuot'"),
        ("[application]", "[applikation]", "applikation.version: is missing"),
    ],
)
def test_a_wrong_text_is_refused_with_its_place(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        consent_texts.read(plant(tmp_path, "consent_texts", right, wrong))

    assert said in str(refused.value)


def test_circumstances_are_said_in_every_language_of_families() -> None:
    lacking = [one.key for one in circumstances.on(TODAY) if not (one.name.ru and one.name.uk)]

    assert lacking == []


def test_a_notice_without_its_link_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"body\.lv: must have the gap"):
        notices.read(plant(tmp_path, "notices", "{link}", "{liink}"))


def test_a_notice_that_would_name_somebody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"only \{link}, \{until} and \{count} are known"):
        notices.read(plant(tmp_path, "notices", "Labdien!", "Labdien, {learner}!"))
