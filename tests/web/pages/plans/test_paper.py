"""/plans/<id>/paper/ — the approved plan as PDF."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from tests.programme.plans.stage import Stage, approved, now_of, submitted
from tests.web.pages.plans.hands import browser_of


def test_the_paper_is_a_pdf_with_a_name_that_tells_nothing_of_the_child(home: Stage) -> None:
    plan_id = approved(home)

    answer = browser_of(home.head).get(f"/plans/{plan_id}/paper/")

    assert answer["Content-Type"] == "application/pdf"
    assert (
        answer["Content-Disposition"] == f'attachment; filename="IAP-2026-1-{now_of(plan_id).number:06}.pdf"'
    )
    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert "Jānis Ozols" in text
    assert "Juris Apsis" in text


def test_before_the_approval_there_is_no_paper(home: Stage) -> None:
    plan_id = submitted(home)

    assert browser_of(home.head).get(f"/plans/{plan_id}/paper/").status_code == 404


def test_another_institution_prints_nothing(home: Stage) -> None:
    assert browser_of(home.foreign_head).get(f"/plans/{approved(home)}/paper/").status_code == 404
