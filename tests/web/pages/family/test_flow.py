"""/f/… — one question at a time, from the language to the signature, the no or the question."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.consents.actions.links import send_link
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.rulebook.vocabulary import circumstances
from tests.programme.consents.household import NOW, SEMESTER, Household, born, sent, signed_in_person, stage
from tests.web.pages.family.walk import inside

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.FIXED_NOW = NOW


@pytest.fixture
def home() -> Household:
    return stage()


@pytest.fixture
def phone(home: Household) -> Client:
    phone = inside(sent(home))
    phone.post("/f/language/", {"language": "lv"})
    return phone


def states(home: Household) -> tuple[str, str]:
    raise_wall(home.teacher)
    return Consent.objects.get().state, Application.objects.get().state


def test_the_whole_way_from_language_to_signature(home: Household, phone: Client) -> None:
    way = [
        phone.post("/f/language/", {"language": "lv"})["Location"],
        phone.post("/f/consent/", {"answer": "yes"})["Location"],
        phone.post("/f/support/", {"wanted": ["teacher_consultation", "meals"]})["Location"],
        phone.post("/f/circumstances/", {"circumstances": ["distance"]})["Location"],
        phone.post("/f/confirm/", {"signer_name": "Ilze Ozola"})["Location"],
    ]

    assert way == ["/f/about/", "/f/support/", "/f/circumstances/", "/f/confirm/", "/f/done/"]
    assert states(home) == ("signed", "signed")
    assert Application.objects.get().wanted == ["teacher_consultation", "meals"]


@pytest.mark.parametrize(
    "step", ["language", "about", "data", "consent", "support", "circumstances", "confirm"]
)
def test_every_step_opens_with_one_heading_and_a_name_to_ask(phone: Client, step: str) -> None:
    answer = phone.get(f"/f/{step}/")

    assert answer.status_code == 200
    assert len(re.findall("<h1", answer.content.decode())) == 1
    assert "Anna Liepa" in answer.content.decode()


def test_going_back_keeps_every_answer(phone: Client) -> None:
    phone.post("/f/consent/", {"answer": "yes"})
    phone.post("/f/support/", {"wanted": ["meals"]})
    phone.post("/f/circumstances/", {"circumstances": ["distance"]})

    pages = {
        step: phone.get(f"/f/{step}/").content.decode() for step in ("consent", "support", "circumstances")
    }

    assert 'value="yes" checked' in pages["consent"]
    assert 'value="meals" checked' in pages["support"]
    assert 'value="distance" checked' in pages["circumstances"]


def test_saying_no_takes_fewer_pages_than_saying_yes(home: Household, phone: Client) -> None:
    first = phone.post("/f/consent/", {"answer": "no"})
    second = phone.post("/f/no/")

    assert (first["Location"], second["Location"]) == ("/f/no/", "/f/done/")
    assert states(home) == ("refused", "refused")


def test_choosing_no_has_not_said_it_yet(home: Household, phone: Client) -> None:
    phone.post("/f/consent/", {"answer": "no"})

    assert states(home) == ("opened", "opened")


def test_a_question_is_sent_and_nothing_is_signed(home: Household, phone: Client) -> None:
    phone.post("/f/question/", {"question": "Cik tas maksā?"})

    assert states(home) == ("asked", "asked")
    assert "Cik tas maksā?" in phone.get("/f/done/").content.decode()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("consent", {}),
        ("consent", {"answer": "maybe"}),
        ("support", {}),
        ("language", {"language": "xx"}),
        ("question", {"question": "  "}),
        ("confirm", {"signer_name": ""}),
    ],
)
def test_what_is_missing_comes_back_as_the_same_page_with_a_sentence(
    home: Household, phone: Client, path: str, data: dict[str, str]
) -> None:
    answer = phone.post(f"/f/{path}/", data)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert states(home) == ("opened", "opened")


def test_what_was_typed_is_still_there(phone: Client) -> None:
    phone.post("/f/support/", {"wanted": ["meals"]})

    answer = phone.post("/f/confirm/", {"signer_name": "Ilze"})

    assert 'value="Ilze"' in answer.content.decode()


def test_signing_twice_shows_the_last_page_with_its_reason(home: Household, phone: Client) -> None:
    phone.post("/f/support/", {"wanted": ["meals"]})
    phone.post("/f/confirm/", {"signer_name": "Ilze Ozola"})

    again = phone.post("/f/confirm/", {"signer_name": "Somebody Else"})

    raise_wall(home.teacher)
    assert again.status_code == 422
    assert "<h1" in again.content.decode()
    assert Consent.objects.get().signer_name == "Ilze Ozola"


def test_when_consent_is_there_only_the_application_is_asked(home: Household) -> None:
    signed_in_person(home, semester=None)
    phone = inside(sent(home, consent=False))

    following = phone.post("/f/language/", {"language": "lv"})["Location"]

    assert following == "/f/support/"
    assert phone.get("/f/consent/").status_code == 404


def test_after_signing_the_family_can_withdraw_on_its_own_page(home: Household, phone: Client) -> None:
    phone.post("/f/support/", {"wanted": ["meals"]})
    phone.post("/f/confirm/", {"signer_name": "Ilze Ozola"})
    raise_wall(home.teacher)
    way = f"/family/withdraw/{Consent.objects.get().id}/"
    offered = way in phone.get("/family/").content.decode()

    phone.post(way)

    assert offered
    assert states(home) == ("withdrawn", "withdrawn")


def test_the_log_names_no_member_of_staff(home: Household, phone: Client) -> None:
    text = phone.get(f"/family/looks/{home.janis.id}/").content.decode()

    assert "Priekuļu vidusskola" in text
    assert "Liepa" not in text


@pytest.mark.parametrize(
    ("language", "sign"), [("lv", "Labdien"), ("ru", "Здравствуйте"), ("uk", "Добрий день")]
)
def test_the_pages_speak_the_language_that_was_chosen(phone: Client, language: str, sign: str) -> None:
    phone.post("/f/language/", {"language": language})

    assert sign in phone.get("/f/language/").content.decode()


@pytest.mark.parametrize("language", ["lv", "en"])
def test_an_adult_learner_reads_about_themselves_and_nowhere_of_a_child(
    home: Household, language: str
) -> None:
    born(home.janis, date(2008, 1, 1))
    raise_wall(home.teacher)
    phone = inside(
        send_link(
            learner_id=home.janis.id,
            who=None,
            language=language,
            consent=True,
            semester=SEMESTER,
            viewer=home.teacher,
            now=NOW,
        )
    )
    phone.post("/f/language/", {"language": language})
    steps = ["about", "data", "consent", "support", "circumstances", "confirm", "no", "question"]
    pages = {step: phone.get(f"/f/{step}/") for step in steps}
    phone.post("/f/support/", {"wanted": ["meals"]})
    phone.post("/f/confirm/", {"signer_name": "Jānis Ozols"})
    raise_wall(home.teacher)
    own = ["/family/", f"/family/looks/{home.janis.id}/", f"/family/withdraw/{Consent.objects.get().id}/"]
    pages |= {path: phone.get(path) for path in own}

    assert {page.status_code for page in pages.values()} == {200}
    of_a_child = re.compile(r"\b(?:bērn\w+|(?:your|my|the) child\b|another parent)", re.IGNORECASE)
    own_child = circumstances.term("own_child").name.in_language(language)
    told = {
        name: of_a_child.findall(page.content.decode().replace(own_child, "")) for name, page in pages.items()
    }
    assert {name: found for name, found in told.items() if found} == {}
