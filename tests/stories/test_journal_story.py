"""A head brings the month as a workbook on the page, sees what it holds, takes it in, and asks it back as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from pumpurs.jobs.journals.tasks import read_waiting, undo_in_store, write_into_store
from pumpurs.programme.people.models import Account
from tests.database import as_owner
from tests.foundation.intake.hostile_files import cell_rows, workbook_parts, zipped
from tests.jobs.journals.school import NOW, School, brought, journal, line
from tests.stories.people import is_fine, window_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1280, 320)
HEADER: list[str | int | float] = ["Skolēna numurs", "Datums", "Stunda", "Priekšmets", "Statuss"]


@pytest.fixture
def site(live_server: LiveServer, settings: Settings, tmp_path: Path, transactional_db: None) -> str:
    """The address of a server with a store of its own."""
    settings.STORE, settings.VAR, settings.FIXED_NOW = tmp_path / "store", tmp_path, NOW
    return str(live_server.url)


def held(school: School) -> list[tuple[Any, ...]]:
    """What the store holds of the school."""
    with as_owner(), transaction.atomic():
        return school.rows()


def test_a_head_brings_a_workbook_and_undoes_it_as_a_whole(
    site: str, browser: Browser, tmp_path: Path
) -> None:
    with as_owner(), transaction.atomic():
        school = School()
        head = Account.objects.get(pk=school.head.account_id)
        brought(journal(tmp_path, [line("L1", "05.10.2026", 1, "Sports", "n")]), school)
        before = school.rows()
    workbook = tmp_path / "oktobris.xlsx"
    rows: list[list[str | int | float]] = [HEADER]
    rows += [["L2", "2026-10-06", nr, "Matemātika", "ns"] for nr in (1, 2)]
    rows += [["L7", "2026-10-06", 1, "Matemātika", "n"]]
    workbook.write_bytes(zipped(workbook_parts(cell_rows(rows))))
    page = window_of(browser, site, head)

    page.goto("/journals/")
    is_fine(page)
    page.check("input[name=what][value=attendance]")
    page.set_input_files("input[type=file]", workbook)
    page.get_by_role("button", name="Apskatīt").click()
    expect(page.locator("h1")).to_contain_text("oktobris.xlsx")
    batch_id = page.url.strip("/").split("/")[-1]
    with as_owner():
        read_waiting(batch_id)
    page.reload()
    expect(page.locator("main")).to_contain_text("L7")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        is_fine(page)
    assert held(school) == before

    page.get_by_role("button", name="Pieņemt").click()
    with as_owner():
        write_into_store(batch_id)
    assert [row[0] for row in held(school)] == ["L2", "L2"]
    page.reload()
    page.locator("summary", has_text="Atsaukt visu datni").click()
    page.get_by_role("button", name="Jā, atsaukt").click()
    with as_owner():
        undo_in_store(batch_id)
    assert held(school) == before
    page.reload()
    expect(page.locator("main")).to_contain_text("tās mēneši atkal ir tādi, kādi bija pirms tās")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        is_fine(page)
