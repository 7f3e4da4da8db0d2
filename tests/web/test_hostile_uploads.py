"""Hostile files and names at the pages that take files: each ends with a sentence and nothing is taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pumpurs.foundation.files import SCAN_LIMIT_BYTES
from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.alerts.models import JournalBatch
from pumpurs.programme.consents.models import Consent
from pumpurs.programme.learners.models import Learner, RosterImport
from pumpurs.programme.people.models import Account
from pumpurs.values.roles import Role
from tests.foundation.intake.hostile_files import HOSTILE
from tests.papers import pdf
from tests.programme.consents.household import Household, stage
from tests.web.pages.partners.test_partners import client_of

pytestmark = pytest.mark.django_db
FILES = (
    "a bomb", "a bomb in a workbook", "a path upwards", "a path from the root", "a link in a zip", "half a zip",
    "billion laughs", "an outside entity", "macros", "a formula", "a formula in a workbook", "a far cell", "a far row",
    "two million cells", "two hundred and one columns", "a web page named xls", "a PDF", "zeros", "half a workbook",
)  # fmt: skip
NAMES = (
    "../../../etc/cron.d/x.csv", "..\\..\\x.csv", "/etc/passwd", "C:\\x.csv", "a\u202efdp.csv", "n" * 800 + ".csv",
    "x.csv/..", ".", "..", "con.csv", "'; DROP TABLE x;--.csv", "<script>alert(1)</script>.csv", "\u0000.csv", "😀.csv",
)  # fmt: skip
PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "/learners/rosters/": ("file", {}),
    "/people/import/": ("list", {}),
    "/journals/": ("file", {"what": "attendance"}),
}
GOOD = "Vārds;Uzvārds;Klase;Numurs skolā\nZane;Kalniņa;7.a;N1\n".encode()


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """Where this server keeps its files; above it something that is none of its business."""
    settings.VAR = tmp_path / "above" / "var"
    settings.VAR.mkdir(parents=True)
    return tmp_path


@pytest.fixture
def home(folder: Path) -> Household:
    return stage()


@pytest.fixture
def head(home: Household) -> Client:
    return client_of(Role.HEAD, home.school)


def outside(folder: Path) -> set[str]:
    """Every file that does not lie in this server's own folder."""
    own = folder / "above" / "var"
    return {str(path) for path in folder.rglob("*") if path.is_file() and own not in path.parents}


def counted() -> dict[str, int]:
    raise_wall(job_viewer("test"))
    return {table.__name__: table.objects.count() for table in (Account, Consent, Learner)}


@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_file_is_refused_with_a_sentence_or_waits_to_be_refused_by_the_job(
    page: str, head: Client, tmp_path: Path
) -> None:
    field, more = PAGES[page]
    before, wrong = counted(), []
    for what in FILES:
        path = HOSTILE[what][0](tmp_path)
        answer = head.post(page, {**more, field: SimpleUploadedFile(path.name, path.read_bytes())})
        told = answer.status_code == 422 and 'class="errors' in answer.content.decode()
        later = page == "/journals/" or (page, what) == ("/learners/rosters/", "a formula")
        waits = (
            later and answer.status_code == 302
        )  # its rows are read by a job, or once its columns are explained
        if not (told or waits):
            wrong.append(f"{what}: {answer.status_code}")
    assert not wrong
    assert counted() == before
    assert not RosterImport.objects.exclude(state__in=("refused", "received")).exists()


@pytest.mark.parametrize("page", PAGES)
def test_the_name_of_a_file_leads_nowhere_and_breaks_nothing(page: str, head: Client, folder: Path) -> None:
    field, more = PAGES[page]
    before, statuses = outside(folder), {}
    for name in NAMES:
        file = SimpleUploadedFile("x.csv", GOOD)
        file._name = name  # past the cleaning on this side: as a hostile program sends it
        statuses[name[:40]] = head.post(page, {**more, field: file}).status_code

    assert set(statuses.values()) <= {200, 302, 422}, statuses
    assert outside(folder) == before
    shown = head.get(page).content.decode() if page != "/people/import/" else ""
    assert "<script>alert" not in shown
    raise_wall(job_viewer("test"))
    names = {
        *RosterImport.objects.values_list("file_name", flat=True),
        *JournalBatch.objects.values_list("file_name", flat=True),
    }
    assert not any("/" in name or "\\" in name or "\u202e" in name or len(name) > 200 for name in names), (
        names
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"<html><script>", b"GIF89a", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1\xff\xff", b"MZ" * 99,
     b"%PDF-" + b"0" * SCAN_LIMIT_BYTES, b"%PDF-1.7 a consent", pdf(pages=0), pdf()[:200], b"%PDF-" + b"<<" * 99_999],
    ids=["nothing", "a web page", "a moving one", "a zip", "half a picture", "half a photo", "a program", "too large",
         "a PDF by name", "no page", "half a PDF", "a deep PDF"],
)  # fmt: skip
def test_what_is_no_scan_is_not_kept(content: bytes, home: Household, head: Client, folder: Path) -> None:
    given = {
        "papers": ["consent"], "who": str(home.ilze.id), "language": "lv", "signer_name": "Ilze Ozola",
        "signed_on": "2026-10-05", "scan": SimpleUploadedFile("scan.pdf", content),
    }  # fmt: skip

    answer = head.post(f"/consents/paper/{home.janis.id}/", given)

    assert answer.status_code == 422
    raise_wall(job_viewer("test"))
    assert not Consent.objects.exists()
    assert not list((folder / "above" / "var").glob("files/*/*"))
