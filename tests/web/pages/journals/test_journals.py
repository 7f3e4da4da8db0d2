"""Pages of journals: a head brings a file, explains its columns, takes it in, undoes it; keys are shown once."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pumpurs.foundation.visibility import raise_wall
from pumpurs.jobs.journals.tasks import read_waiting, undo_in_store, write_into_store
from pumpurs.programme.alerts.models import JournalBatch, JournalToken
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.jobs.journals.school import JOB, NOW, School, line
from tests.programme.people_and_places import appoint
from tests.web.pages.partners.test_partners import client_of

pytestmark = pytest.mark.django_db
HEADER = "Skolēna numurs;Datums;Stunda;Priekšmets;Statuss"
GOOD = [line("L1", "05.10.2026", 1, "Sports", "n"), line("L9", "05.10.2026", 1, "Sports", "n")]


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path) -> Iterator[None]:
    """A store and files of the test alone, and a clock that stands still."""
    before = settings.STORE, settings.FIXED_NOW, settings.VAR
    settings.STORE, settings.FIXED_NOW, settings.VAR = tmp_path / "store", NOW, tmp_path
    yield
    settings.STORE, settings.FIXED_NOW, settings.VAR = before


@pytest.fixture
def school() -> School:
    with as_owner():
        return School()


@pytest.fixture
def head(school: School) -> Client:
    return client_of(Role.HEAD, school.institution, name="Dace Kalna")


def bring(client: Client, lines: list[str], *, header: str = HEADER) -> tuple[UUID, str]:
    """Send a file on the page; the batch and its page, once the job has read it."""
    content = "\r\n".join([header, *lines]) + "\r\n"
    sent = client.post(
        "/journals/", {"what": "attendance", "file": SimpleUploadedFile("oktobris.csv", content.encode())}
    )
    assert sent.status_code == 302, sent.content.decode()
    batch_id = UUID(sent["Location"].strip("/").split("/")[-1])
    read_waiting(str(batch_id))
    return batch_id, sent["Location"]


def text(client: Client, address: str) -> str:
    return html.unescape(client.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode())


def test_a_file_is_shown_before_anything_is_written(head: Client, school: School) -> None:
    _, address = bring(head, GOOD)

    page = text(head, address)

    assert "Nothing is written yet" in page
    assert "is no learner of this school" in page
    assert "L9" in page


def test_a_month_that_would_shrink_is_told_before_it_is_taken_in(head: Client, school: School) -> None:
    whole, address = bring(head, [line("L1", "05.10.2026", nr, "Sports", "n") for nr in range(1, 9)])
    head.post(address, {"do": "confirm"})
    write_into_store(str(whole))

    _, address = bring(head, GOOD[:1])

    page = text(head, address)
    assert "Look at this before you take it in" in page
    assert "would shrink from 8 rows to 1" in page
    assert "October 2026 would shrink" in page


def test_a_month_with_as_many_rows_tells_whether_they_say_something_else(
    head: Client, school: School
) -> None:
    taken, address = bring(head, GOOD[:1])
    fresh = text(head, address)
    head.post(address, {"do": "confirm"})
    write_into_store(str(taken))

    _, excused = bring(head, [line("L1", "05.10.2026", 1, "Sports", "attaisnots")])
    _, again = bring(head, GOOD[:1])

    assert "as many, but some say something else" in text(head, excused)
    assert "nothing changes" in text(head, again)
    assert ("nothing changes" in fresh, "as many, but" in fresh) == (False, False)


def test_undoing_a_whole_file_takes_a_second_press_that_tells_what_comes_of_it(
    head: Client, school: School
) -> None:
    batch_id, address = bring(head, GOOD)
    head.post(address, {"do": "confirm"})
    write_into_store(str(batch_id))

    page = text(head, address)

    (asked,) = [one for one in re.findall(r"<details.*?</details>", page, re.DOTALL) if "undo" in one]
    assert "becomes as it was before this file" in asked
    assert page.count('value="undo"') == 1


def test_the_columns_that_a_file_may_lack_are_told(head: Client, school: School) -> None:
    _, address = bring(head, GOOD, header="Kas;Kad;Kura;Ko;Kā")
    page = text(head, head.get(address)["Location"])

    labels = dict(re.findall(r'<label class="field-label" for="(\w+)">(.*?)</label>', page, re.DOTALL))
    assert {name for name, label in labels.items() if "(optional)" in label} == {"excuse", "institution"}
    assert page.count("one of them is enough") == 2


def test_taken_in_and_undone_by_two_buttons(head: Client, school: School) -> None:
    batch_id, address = bring(head, GOOD)

    head.post(address, {"do": "confirm"})
    write_into_store(str(batch_id))
    there = school.rows()
    head.post(address, {"do": "undo"})
    undo_in_store(str(batch_id))

    assert ([row[0] for row in there], school.rows()) == (["L1"], [])


def test_columns_are_asked_once(head: Client, school: School) -> None:
    batch_id, address = bring(head, GOOD, header="Kas;Kad;Kura;Ko;Kā")
    asked = head.get(address)
    columns = {"learner_number": "Kas", "day": "Kad", "lesson": "Kura", "subject": "Ko", "status": "Kā"}

    unclear = head.post(asked["Location"], {"learner_number": "Kas"})
    clear = head.post(asked["Location"], columns)
    again = head.post(asked["Location"], columns)
    read_waiting(str(batch_id))

    assert (again.status_code, again["Location"]) == (302, address)
    assert unclear.status_code == 422
    assert clear.status_code == 302
    assert "Nothing is written yet" in text(head, address)


def test_a_file_that_cannot_be_read_says_why(head: Client) -> None:
    _, address = bring(head, ["<html>"], header="<html>")

    assert "is a web page, not a table" in text(head, address)


def test_without_a_file_the_page_says_so(head: Client) -> None:
    answer = head.post("/journals/", {"what": "attendance"}, HTTP_ACCEPT_LANGUAGE="en")

    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


def test_the_head_of_another_school_sees_nothing_of_it(head: Client) -> None:
    _, address = bring(head, GOOD)
    with as_owner():
        other = School("Raunas pamatskola", prefix="M", code="320000-00002")
    stranger = client_of(Role.HEAD, other.institution, name="Ilze Egle")

    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"do": "confirm"}).status_code == 404


def test_a_key_is_shown_once_and_only_its_hash_is_kept(head: Client) -> None:
    made = head.post("/journals/keys/", {"name": "E-klase"}).content.decode()
    key = re.search(r"pj_[\w-]{40,}", made)

    assert key is not None
    assert key[0] not in head.get("/journals/keys/").content.decode()
    raise_wall(JOB)
    assert key[0] not in str(JournalToken.objects.values().get())


def test_a_revoked_key_stays_in_the_list_as_revoked(head: Client) -> None:
    head.post("/journals/keys/", {"name": "E-klase"})
    raise_wall(JOB)
    token = JournalToken.objects.get()

    head.post(f"/journals/keys/{token.id}/revoke/")

    raise_wall(JOB)
    assert JournalToken.objects.get().revoked_at == NOW


def test_how_old_the_data_are_is_said_on_the_page(head: Client, school: School) -> None:
    assert "no journal data" in text(head, "/journals/")
    batch_id, address = bring(head, [line("L1", "17.10.2026", 1, "Sports", "ir")])
    head.post(address, {"do": "confirm"})
    write_into_store(str(batch_id))

    assert "based on data of 3 days ago" in text(head, "/journals/")


def test_what_was_put_aside_is_not_read_again(head: Client) -> None:
    batch_id, address = bring(head, GOOD)

    head.post(address, {"do": "drop"})

    raise_wall(JOB)
    assert JournalBatch.objects.get(pk=batch_id).state == "refused"


def test_a_key_that_ended_with_its_makers_appointment_is_told(head: Client, school: School) -> None:
    with as_owner():
        gone = appoint(Role.HEAD, school.institution, name="Valdis Krūms", until=NOW.date())
        JournalToken.objects.create(
            institution=school.institution, name="E-klase", token_hash="x", made_at=NOW, appointment=gone,
            made_by_id=gone.account_id,
        )  # fmt: skip

    page = head.get("/journals/keys/").content.decode()

    assert "Valdis Krūms" in page
    assert "beigusies līdz ar norīkojumu" in page


def test_the_list_of_alerts_says_how_old_the_data_are(head: Client, school: School) -> None:
    bring(head, GOOD[:1])
    [batch] = JournalBatch.objects.values_list("id", flat=True)
    head.post(f"/journals/{batch}/", {"do": "confirm"})
    write_into_store(str(batch))

    page = head.get("/alerts/").content.decode()

    assert "15 dienas veci dati" in page
