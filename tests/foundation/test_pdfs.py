"""PDFs that people send are opened for once: with pages, without a password, within bounds, known by what they show."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from pumpurs.foundation import pdfs
from pumpurs.foundation.pdfs import MOST_PAGES, pages_hash
from pumpurs.values.reasons import Refused
from tests.papers import pdf


def saved(content: bytes, *, password: str | None = None, told: str = "") -> bytes:
    """The same pages, saved by another program; with a password, if an empty one only against changes."""
    writer, out = PdfWriter(clone_from=BytesIO(content)), BytesIO()
    writer.add_metadata({"/Author": told})
    if password is not None:
        writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        pages_hash(content)
    (reason,) = refusal.value.reasons
    assert reason.place == "scan"
    return reason.code


def test_the_same_pages_are_known_however_the_file_was_saved() -> None:
    known = pages_hash(pdf())

    assert pages_hash(pdf() + b"\n% one byte more") == known
    assert pages_hash(pdf(packed=True, made_by="another program")) == known
    assert pages_hash(saved(pdf(), told="Ilze")) == known
    assert pages_hash(saved(pdf(), password="")) == known


def test_other_words_and_another_page_are_another_paper() -> None:
    assert len({pages_hash(one) for one in (pdf(), pdf("12,40"), pdf(pages=2), pdf("12,4"))}) == 4


@pytest.mark.parametrize(
    "content",
    [b"%PDF-", b"%PDF-1.7 a ticket", b"%PDF-1.4\n%%EOF\n", pdf(pages=0), pdf()[:200], b"%PDF-" + b"[" * 99_999],
    ids=["nothing", "only a name", "an end", "no page", "half", "deep"],
)  # fmt: skip
def test_what_has_no_page_is_no_paper(content: bytes) -> None:
    assert refused(content) == "file.broken_pdf"


def test_a_password_is_asked_of_nobody() -> None:
    content = saved(pdf(), password="geheim")

    assert PdfReader(BytesIO(content)).is_encrypted
    assert refused(content) == "file.locked_pdf"


def test_pages_are_counted_on_both_sides_of_the_bound() -> None:
    assert pages_hash(pdf(pages=MOST_PAGES))
    assert refused(pdf(pages=MOST_PAGES + 1)) == "file.too_many_pages"


def test_a_file_that_keeps_the_reader_busy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfs, "ANSWERS_BY_SECONDS", 0.01)

    assert refused(pdf()) == "file.heavy_pdf"


def test_a_file_that_swells_is_known_by_what_is_packed_and_takes_no_more_than_its_child_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = zlib.compress(b"\0" * 400_000_000)
    content = pdf(packed=True).replace(zlib.compress(b"BT /F1 12 Tf 20 100 Td (a ticket) Tj ET"), bomb)
    monkeypatch.setattr(pdfs, "MEMORY_BYTES", 300 * 1024**2)

    assert pages_hash(content) == pages_hash(content + b"%") != pages_hash(pdf())
