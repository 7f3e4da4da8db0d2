"""/work/sheets/export/ — approved hours for payroll, as XLSX and CSV."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from pumpurs.programme.partners.models import Partner
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import appoint, viewer_for
from tests.programme.plans.stage import NOW, Stage
from tests.programme.work.workday import closed, sent
from tests.web.pages.plans.hands import browser_of, text_of

HERE = "/work/sheets/export/?month=2026-10"


@pytest.fixture(autouse=True)
def november(settings: Any) -> None:
    settings.FIXED_NOW = NOW + timedelta(days=34)


def test_only_approved_hours_stand_on_it(home: Stage, plan_id: UUID) -> None:
    closed(home, plan_id)

    assert "Anna Liepa" not in text_of(browser_of(home.coordinator).get(HERE))


def test_the_workbook_has_typed_cells_and_says_who_made_it_when_and_why(home: Stage, plan_id: UUID) -> None:
    sent(home, plan_id)

    answer = browser_of(home.coordinator).get(f"{HERE}&as=xlsx")

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows, stamp = (book.get_sheet_by_index(at).to_python() for at in (0, 1))
    assert rows[1] == ["Anna Liepa", "Priekuļu vidusskola", "Pedagogs", 60.0, 1.0, 12.0, 12.0]
    assert stamp[0][1].startswith("Māra Vītola")
    assert "2026" in stamp[1][1]
    assert answer["Content-Disposition"] == 'attachment; filename="stundas-2026-10.xlsx"'


def test_the_csv_opens_in_a_latvian_spreadsheet(home: Stage, plan_id: UUID) -> None:
    sent(home, plan_id)

    text = browser_of(home.coordinator).get(f"{HERE}&as=csv").content.decode("utf-8-sig")

    assert "Anna Liepa;Priekuļu vidusskola;Pedagogs;60;1,00;12,00;12,00" in text.splitlines()[1]


def accountant(partner: Partner, name: str) -> Client:
    with as_owner():
        return browser_of(viewer_for(appoint(Role.ACCOUNTANT, partner, name=name)))


def test_the_partners_accountant_reads_hours_and_sums_and_no_learner(home: Stage, plan_id: UUID) -> None:
    sent(home, plan_id)
    zane = accountant(home.school.partner, "Zane Krūmiņa")

    text, csv = text_of(zane.get(HERE)), zane.get(f"{HERE}&as=csv").content.decode("utf-8-sig")

    assert "Anna Liepa" in text
    assert "12,00\xa0€" in text
    assert "Anna Liepa;Priekuļu vidusskola;Pedagogs;60;1,00;12,00;12,00" in csv
    assert "Ozols" not in text + csv
    assert "IAP-2026" not in text + csv


def test_another_partners_accountant_reads_nothing_of_it_and_nobody_of_them_reads_sheets(
    home: Stage, plan_id: UUID
) -> None:
    sheet_id = sent(home, plan_id)
    inta = accountant(home.vocational.partner, "Inta Pīlādze")

    assert "Anna Liepa" not in text_of(inta.get(HERE))
    assert "Anna Liepa" not in inta.get(f"{HERE}&as=csv&institution={home.school.id}").content.decode()
    assert [inta.get(path).status_code for path in ("/work/sheets/", f"/work/sheets/{sheet_id}/")] == [
        403,
        403,
    ]
    assert 'href="/work/sheets/"' not in text_of(inta.get(HERE))
    assert 'href="/work/sheets/export/"' in text_of(inta.get(HERE))


def test_others_get_no_hours_of_this_partner(home: Stage, plan_id: UUID) -> None:
    sent(home, plan_id)

    assert "Anna Liepa" not in browser_of(home.foreign_coordinator).get(f"{HERE}&as=csv").content.decode()
    assert browser_of(home.anna).get(HERE).status_code == 403


@pytest.mark.parametrize("asked", ["month=x", "month=2026-13", "institution=x", "as=exe"])
def test_nonsense_in_the_address_is_no_fault(home: Stage, asked: str) -> None:
    assert browser_of(home.head).get(f"/work/sheets/export/?{asked}").status_code == 200


def test_the_programme_reads_payroll_of_one_partner_at_a_time(home: Stage, plan_id: UUID) -> None:
    sent(home, plan_id)
    expert = browser_of(home.expert)

    nobody_yet = text_of(expert.get(HERE))
    chosen = text_of(expert.get(f"{HERE}&partner={home.school.partner_id}"))
    another = text_of(expert.get(f"{HERE}&partner={home.vocational.partner_id}"))

    assert "Izvēlieties partneri" in nobody_yet
    assert "Anna Liepa" not in nobody_yet
    assert "Anna Liepa" in chosen
    assert "Anna Liepa" not in another


def test_a_long_payroll_is_read_by_pages_and_the_sum_is_of_all(
    home: Stage, plan_id: UUID, monkeypatch: Any
) -> None:
    sent(home, plan_id)
    monkeypatch.setattr("pumpurs.programme.work.queries.payroll.PAGE_SIZE", 0)

    text = text_of(browser_of(home.coordinator).get(HERE))

    assert "Anna Liepa" not in text
    assert "12,00\xa0€" in text
