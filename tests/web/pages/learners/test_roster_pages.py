"""/learners/rosters/ in the hands of a head: a list that waits, one that is only a part, one with bad rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.learners.models import Enrollment, RosterImport
from pumpurs.values.cells import as_text
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme import people_and_places as place
from tests.programme.learners.rosters import NOW

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEADER = "Vārds,Uzvārds,Numurs,Klase\n"
THREE = HEADER + "Līva,Bērziņa,1,10.a\nJēkabs,Šķēle,2,2.b\nAnna,Zariņa,3,1.a\n"


@pytest.fixture
def head(settings: LazySettings, tmp_path: Path) -> Client:
    settings.FIXED_NOW, settings.VAR = NOW, tmp_path
    with as_owner():
        school = place.make_institution(source_code="S1")
        account = place.appoint(Role.HEAD, school).account
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def bring(head: Client, text: str) -> str:
    """The address of the roster's page."""
    head.post("/learners/rosters/", {"file": SimpleUploadedFile("saraksts.csv", text.encode())})
    raise_wall(job_viewer("test"))
    return f"/learners/rosters/{RosterImport.objects.latest('received_at', 'id').id}/"


def press(head: Client, page: str, do: str, **more: str) -> Any:
    return head.post(page, {"do": do, **more}, follow=True)


def learning() -> int:
    raise_wall(job_viewer("test"))
    return Enrollment.objects.filter(until=None).count()


def only_liva(head: Client) -> str:
    press(head, bring(head, THREE), "confirm")
    with as_owner():
        RosterImport.objects.all().delete()
    return bring(head, HEADER + "Līva,Bērziņa,1,10.a\n")


def test_many_leave_only_when_somebody_says_that_the_list_is_whole(head: Client) -> None:
    page = only_liva(head)

    refused = press(head, page, "confirm")

    assert (refused.status_code, learning()) == (422, 3)
    assert 'value="2"' in refused.content.decode()
    press(head, page, "confirm", whole="2")
    assert learning() == 1


def test_a_part_of_the_list_makes_nobody_leave(head: Client) -> None:
    page = only_liva(head)

    press(head, page, "part")
    press(head, page, "confirm")

    assert learning() == 3


def test_a_list_that_waits_for_its_columns_can_be_taken_up_or_put_aside(head: Client) -> None:
    page = bring(head, "A,B,C\nLīva,Bērziņa,1\n")

    assert f'href="{page}columns/"' in head.get(page).content.decode()
    press(head, page, "drop")

    raise_wall(job_viewer("test"))
    assert RosterImport.objects.get().state == "refused"


def test_changes_stand_in_the_order_of_grades(head: Client) -> None:
    changes = head.get(bring(head, THREE)).context["changes"].items

    assert [change.class_name for change in changes] == ["1.a", "2.b", "10.a"]


def test_rejected_rows_can_be_taken_along_with_their_reasons(head: Client) -> None:
    page = bring(head, HEADER + "Līva,Bērziņa,,10.a\nJēkabs,Šķēle,2,2.b\n")

    told = head.get(f"{page}rejected/").content.decode("utf-8-sig").splitlines()

    assert len(told) == 2
    assert told[1].startswith("saraksts.csv;2;Numurs;")


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "\r",
        "  =1",
        "\u00a0=1",
        "\ufeff=1",
        "a\n=1",
        "a\r\n +1",
        "＝1",
        "＋1",
    ],
)
def test_no_cell_of_that_table_is_a_formula(cell: str) -> None:
    assert as_text(cell) == f"'{cell}"
    assert as_text("Numurs 7-a\nkopā = 3") == "Numurs 7-a\nkopā = 3"
