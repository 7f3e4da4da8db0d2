"""/work/sheets/<id>/paper/ — one sheet as PDF with signature lines."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from pypdf import PdfReader

from tests.programme.plans.stage import Stage
from tests.programme.work.workday import closed
from tests.web.pages.plans.hands import browser_of


def text_of_paper(answer: object) -> str:
    reader = PdfReader(BytesIO(answer.content))  # type: ignore[attr-defined]
    return "\n".join(page.extract_text() for page in reader.pages)


def test_the_paper_has_the_lines_the_sum_and_room_to_sign(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)

    answer = browser_of(home.head).get(f"/work/sheets/{sheet_id}/paper/")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="DLUV-2026-10-{str(sheet_id)[:8]}.pdf"'
    text = text_of_paper(answer)
    for word in ("Anna Liepa", "Jānis Ozols", "14:00–15:00", "Paraksti", "Iestādes vadītājs"):
        assert word in text, word


def test_the_programme_prints_no_name_of_a_learner(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)

    assert "Ozols" not in text_of_paper(browser_of(home.expert).get(f"/work/sheets/{sheet_id}/paper/"))


def test_another_institution_prints_nothing(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)

    assert browser_of(home.foreign_head).get(f"/work/sheets/{sheet_id}/paper/").status_code == 404
