"""Requests that a page of ours never sends: forged, in another's name, by another method, as another kind of content,
to another host. None of them changes anything, and none of them breaks a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from pumpurs.values.roles import Role
from pumpurs.web.door_lists import DOORS
from pumpurs.web.doors import Door
from tests import database
from tests.web.country import BACKEND, Person, built, ids_of, learner_for, persons, signed_in
from tests.web.signin.hands import letters
from tests.web.test_matrix import ENDS_THE_SESSION, address, named_in, written_rows

pytestmark = pytest.mark.django_db
WRITING = [door for door in DOORS if "POST" in door.methods and not door.machine]
OPENED_BY_LOOKING = [door for door in DOORS if "GET" in door.methods and door.name not in ENDS_THE_SESSION]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Person]]:
    """The demo's people."""
    with django_db_blocker.unblock(), built():
        yield persons()


def place_of(door: Door) -> str:
    """An address of this door, whatever it leads to."""
    words = re.sub(r"<int:\w+>", "1", re.sub(r"<(str|slug):\w+>", "x", door.path))
    return "/" + re.sub(r"<uuid:\w+>", str(UUID(int=1)), words)


def careful(person: Person) -> Client:
    """A signed-in browser against which forgery is checked, as in life."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(person.account, backend=BACKEND)
    return client


def form_of(client: Client) -> str:
    """The token in a form of this browser's own page."""
    found = TOKEN.search(client.get("/learners/").content.decode())
    assert found
    return found[1]


@pytest.fixture
def head(country: list[Person]) -> Person:
    return next(one for one in country if one.role == "head")


@pytest.mark.parametrize("door", WRITING, ids=lambda door: door.name)
def test_no_form_is_taken_without_its_token(door: Door, head: Person) -> None:
    client, before = careful(head), written_rows()

    assert client.post(place_of(door), {"learner": "x"}).status_code == 403
    assert written_rows() == before


def test_a_token_is_of_one_browser_and_comes_from_our_own_pages(head: Person, country: list[Person]) -> None:
    mine, theirs = careful(head), careful(next(one for one in country if one.role == "plan_author"))
    token, stolen = form_of(mine), form_of(theirs)
    sent = {"code": "320000-00001"}

    answers = {
        "own": mine.post("/learners/", {**sent, "csrfmiddlewaretoken": token}),
        "of another session": mine.post("/learners/", {**sent, "csrfmiddlewaretoken": stolen}),
        "made up": mine.post("/learners/", {**sent, "csrfmiddlewaretoken": "x" * 64}),
        "from another site": mine.post(
            "/learners/", {**sent, "csrfmiddlewaretoken": token}, headers={"origin": "https://example.com"}
        ),
        "from nowhere": mine.post(
            "/learners/", {**sent, "csrfmiddlewaretoken": token}, headers={"origin": "null"}
        ),
        "in the address": mine.post(f"/learners/?csrfmiddlewaretoken={token}", sent),
    }

    taken = {name: answer.status_code for name, answer in answers.items()}
    assert taken.pop("own") == 200
    assert set(taken.values()) == {403}


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "application/xml", "image/png", ""])
def test_another_kind_of_content_carries_no_form(kind: str, head: Person) -> None:
    client = careful(head)
    body = f"csrfmiddlewaretoken={form_of(client)}&code=320000-00001"
    before = written_rows()

    assert client.generic("POST", "/learners/", body, content_type=kind).status_code == 403
    assert written_rows() == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "LOCK"])
def test_no_other_method_opens_a_door(method: str, head: Person) -> None:
    client = signed_in(head)

    statuses = {client.generic(method, place_of(door)).status_code for door in DOORS}

    assert statuses == {405}


def test_a_page_is_not_told_to_act_as_if_it_had_been_sent_by_another_method(head: Person) -> None:
    client, before = signed_in(head), written_rows()
    told: dict[str, Any] = {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST", "HTTP_X_METHOD_OVERRIDE": "POST"}

    for door in WRITING:
        if "GET" not in door.methods:
            assert client.get(f"{place_of(door)}?_method=POST", **told).status_code == 405, door.name
    assert client.get("/learners/?_method=POST&code=320000-00001", **told).status_code == 200
    assert written_rows() == before


def test_looking_at_a_page_writes_nothing_but_the_audit_trail(country: list[Person]) -> None:
    wrote: list[str] = []
    for person in country:
        database.become_owner(connection)
        learner = learner_for(person, "own") or learner_for(country[0], "own")
        assert learner is not None
        shown = [door for door in OPENED_BY_LOOKING if person.role in (door.roles or Role)]
        paths = [address(door, ids_of(learner, named_in(door))) for door in shown]
        client = signed_in(person)
        database.become_web(connection)
        for path in paths:
            before = written_rows()
            client.get(path)
            after = written_rows()
            changed = {table for table in after if after[table] != before.get(table)}
            wrote += [f"{person.role} GET {path}: {table}" for table in changed]
    database.become_owner(connection)
    assert not wrote, "\n".join(wrote)


@pytest.mark.parametrize(
    "host", ["example.com", "localhost.example.com", "localhost:80@example.com", "a b", ""]
)
def test_a_foreign_host_name_is_answered_with_a_plain_no(host: str, head: Person) -> None:
    client = signed_in(head)

    for path in ("/desk/", "/signin/", "/health/live", "/signin/password/"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == 400, path
        assert "example.com" not in answer.content.decode()


def test_links_in_letters_lead_to_the_address_of_this_server_whatever_was_asked(
    country: list[Person],
) -> None:
    author = next(one for one in country if one.role == "plan_author")
    told = {
        "x-forwarded-host": "example.com",
        "forwarded": "host=example.com",
        "referer": "https://example.com/",
    }

    Client().post("/signin/password/", {"email": author.account.email}, headers=told)

    letter = letters()[-1]
    assert settings.PUBLIC_URL in letter.body
    assert "example.com" not in letter.body
