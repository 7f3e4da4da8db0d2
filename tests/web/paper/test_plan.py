"""The approved plan on paper: every field with its letters, tagged, and nothing in it is ever code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from pumpurs.programme.plans.queries.cards import DecisionLine, MeasureLine, PlanCard, RiskLine
from pumpurs.programme.plans.queries.versions import Frozen
from pumpurs.rulebook import measures, risks
from pumpurs.values.periods import Span
from pumpurs.web.paper.plan import plan_pdf

NOW = datetime(2026, 10, 9, 7, 30, tzinfo=UTC)
FIRST, LAST = date(2026, 9, 1), date(2026, 12, 18)
CARD = PlanCard(
    id=UUID(int=1), code="IAP-2026/1-000042", learner_id=UUID(int=2), learner="Jānis Šķēle", class_name="7.a",
    institution="Priekuļu vidusskola", semester="2026/1", state="approved", author="Anna Liepa",
    planned_eur=Decimal("1234.50"), waiting_since=None, is_clean=False, version=2,
)  # fmt: skip
PROMISE = "Glāžšķūņa rūķīši dzērumā čiepj Baha koncertflīģeļu vākus."


@pytest.fixture(autouse=True)
def in_latvian() -> Iterator[None]:
    with override("lv"):
        yield


def risk(key: str, level: int, reason: str | None) -> RiskLine:
    factor = risks.factor(key)
    return RiskLine(key, factor.group, factor.compartment, level, reason, 0)


def measure(kind: str = "teacher_consultation", **more: object) -> MeasureLine:
    line = MeasureLine(
        id="m1", kind=kind, unit="hour", risks=("unexcused_absence",), provider_profession="teacher",
        subject="Matemātika", hours_planned=Decimal("10.5"), amount_eur=None, cap_eur=None, first=FIRST, last=LAST,
        expected_result=PROMISE, planned_eur=Decimal("126.00"), revision=1,
    )  # fmt: skip
    return replace(line, **more)  # type: ignore[arg-type]


def meals(**more: object) -> MeasureLine:
    given = {
        "unit": "month", "hours_planned": None, "amount_eur": Decimal("70.00"), "planned_eur": Decimal("280.00"),
        "subject": "", "expected_result": "Ēd pusdienas.",
    } | more  # fmt: skip
    return measure("meals", **given)


def paper(**more: object) -> Frozen:
    at = datetime(2026, 10, 7, 9, 0, tzinfo=UTC)
    frozen = Frozen(
        card=CARD, number=2, span=Span.through(FIRST, LAST), reads_words=True, goal="Gribu kļūt par pavāru!",
        consulted=("family", "class_teacher"),
        risks=(
            risk("unexcused_absence", 2, "Kavējumi: 23 no 120."), risk("special_needs", 3, None),
            risk("paid_work", 0, ""),
        ),
        measures=(measure(), meals()), preparation_hours=Decimal("6.0"), preparation_eur=Decimal("72.00"),
        planned_eur=Decimal("1234.50"),
        decisions=(
            DecisionLine("approve", "Pēteris Kļava", "head", at, "at_municipality", 2, "", ""),
            DecisionLine("approve", "Juris Apsis", "national_expert", at, "approved", 2, "", ""),
        ),
        approved_at=at,
    )  # fmt: skip
    return replace(frozen, **more)  # type: ignore[arg-type]


def read(frozen: Frozen) -> PdfReader:
    return PdfReader(BytesIO(plan_pdf(frozen, now=NOW)))


@cache
def standing() -> str:
    """The text of the usual paper."""
    return words(paper())


def words(frozen: Frozen) -> str:
    """The text of the whole paper as it is read aloud: line ends are blanks, soft hyphens are gone."""
    text = " ".join(page.extract_text() for page in read(frozen).pages)
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("\u00a0", " ").replace("\u202f", " "))


@pytest.mark.parametrize(
    "field",
    [
        "Jānis Šķēle", "7.a", "Priekuļu vidusskola", "Anna Liepa", "IAP-2026/1-000042", "01.09.2026", "18.12.2026",
        "07.10.2026", "Gribu kļūt par pavāru!", "Kavējumi: 23 no 120.", PROMISE, "Matemātika", "10 h 30 min", "126,00",
        "70,00", "280,00", "Ēd pusdienas.", "72,00", "1 234,50", "Pēteris Kļava", "Juris Apsis",
        risks.factor("unexcused_absence").name.lv, risks.factor("special_needs").name.lv, risks.level(2).name.lv,
        risks.level(3).name.lv, measures.measure("teacher_consultation").name.lv, measures.measure("meals").name.lv,
        "09.10.2026",
    ],
)  # fmt: skip
def test_every_field_stands_on_the_paper_with_its_letters(field: str) -> None:
    assert field in standing()


def test_it_speaks_latvian_through_and_through() -> None:
    text = standing()

    assert "Individuālais atbalsta plāns" in text
    english = (
        "Individual",
        "Learner",
        "Class",
        "Approved",
        "Support",
        "Amount",
        "Together",
        "version",
        "Talks",
        "Role",
    )
    assert [word for word in english if word in text] == []


def test_text_that_this_reader_may_not_read_is_not_on_the_paper() -> None:
    hidden = paper(risks=(risk("special_needs", 3, None),))

    text = words(hidden)

    assert risks.factor("special_needs").name.lv in text
    assert "None" not in text


def test_it_says_since_when_the_consent_has_ended_and_why_words_are_missing() -> None:
    said = "Piekrišana beigusies 03.11.2026."
    assert said in words(paper(card=replace(CARD, consent_ended_on=date(2026, 11, 3))))
    assert "Piekrišana beigusies" not in standing()

    kept = words(paper(reads_words=False, goal="", risks=()))
    assert "Jūsu lomā redzams atbalsts un tā izmaksas." in kept
    assert "Izglītojamā mērķis" not in kept
    assert "Izglītojamā mērķis" in standing()
    assert measures.measure("meals").name.lv in kept


def test_it_is_tagged_and_names_its_language_and_title() -> None:
    pdf = read(paper())

    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] in ("lv", "lv-LV")
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/StructTreeRoot"]["/K"]
    assert pdf.metadata is not None
    assert pdf.metadata.title


INJECTIONS = (
    '#import "/etc/passwd"',
    '#eval("1+1")',
    "$ sum_(i=1)^n $",
    "`raw` and ```code```",
    "] #panic[x] [",
    "\\#sys.inputs",
    "<label> @reference",
    "= Not a heading",
    "*not bold* _not slanted_",
    "// not a comment",
)


@pytest.mark.parametrize("text", INJECTIONS)
def test_what_looks_like_code_stands_there_as_it_was_typed(text: str) -> None:
    typed = paper(
        goal=text, risks=(risk("paid_work", 1, text),), measures=(measure(subject=text, expected_result=text),)
    )  # fmt: skip

    assert words(typed).count(text) == 4


@pytest.mark.parametrize(
    "text", ["Gribu 😀 pabeigt", "漢字 klase", "العربية", "\u200bnulle", "a\u0301kcents", "\ue000"]
)
def test_letters_that_the_fonts_do_not_know_do_not_stop_the_paper(text: str) -> None:
    assert read(paper(goal=text)).pages


def test_lines_of_a_text_stay_lines() -> None:
    first = read(paper(goal="Pirmā rinda.\r\nOtrā rinda."))

    assert re.search(r"Pirmā rinda\.\s*\n\s*Otrā rinda\.", first.pages[0].extract_text())


def a_long_one() -> Frozen:
    every = tuple(
        risk(factor.key, 1 + turn % 3, f"{turn}. {PROMISE} " * 4)
        for turn, factor in enumerate(risks.factors_on(FIRST))
    )
    twelve = tuple(
        measure(subject=f"Priekšmets {turn}", expected_result=f"Rezultāts {turn}. {PROMISE} " * 3)
        for turn in range(12)
    )
    return paper(risks=every, measures=twelve)


def test_a_long_plan_breaks_well_over_its_pages() -> None:
    pages = [page.extract_text() for page in read(a_long_one()).pages]

    assert 4 <= len(pages) <= 9
    assert all(f"{number} / {len(pages)}" in text for number, text in enumerate(pages, 1))
    assert all("IAP-2026/1-000042" in text for text in pages)
    with_support = [text for text in pages if "koncertflīģeļu" in text and "Rezultāts" in text]
    assert len(with_support) > 1
    assert all("Plānots" in text for text in with_support)  # the head of the table is repeated
    for turn in range(12):
        home = [text for text in pages if re.search(rf"Priekšmets\s+{turn}\b", text)]
        assert len(home) == 1
        assert f"Rezultāts {turn}." in home[0]
    assert "Juris Apsis" in pages[-1]  # nobody signs an empty page
    assert "Vecāks vai aizbildnis" in pages[-1]


def test_columns_of_the_support_do_not_lie_on_each_other() -> None:
    left: dict[str, float] = {}

    def note(text: str, place: list[float], *_more: object) -> None:
        for head in ("Atbalsts", "Mazina", "Kad", "Apjoms", "Plānots"):
            if text.strip().startswith(head):
                left[head] = place[4]

    for page in read(a_long_one()).pages:
        page.extract_text(visitor_text=note)

    places = [left[head] for head in ("Atbalsts", "Mazina", "Kad", "Apjoms", "Plānots")]
    assert all(later - earlier > 50 for earlier, later in pairwise(places))


def test_a_text_longer_than_a_page_flows_on() -> None:
    endless = paper(
        risks=(risk("paid_work", 1, PROMISE * 150),), measures=(measure(expected_result=PROMISE * 150),)
    )

    assert words(endless).count("koncertflīģeļu") >= 200
