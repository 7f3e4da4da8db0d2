"""Sources, and that the docs tell the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import sources
from pumpurs.rulebook.reading import Force, RulebookError

DOCS = Path(__file__).resolve().parents[2] / "docs" / "law" / "README.md"


def test_a_source_is_told_with_the_place_in_it() -> None:
    force = Force(date(2017, 3, 1), None, "risk_list, 15")

    assert (
        sources.wording(force).en
        == "Rules of a call for youth initiative projects that quote the guidelines (Jūrmala, 2022): 15"
    )
    assert sources.wording(Force(date(2017, 3, 1), None, "demonstration")).en.startswith(
        "A value for demonstration"
    )


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(RulebookError, match="has no source 'hearsay'"):
        sources.source_of(Force(date(2017, 3, 1), None, "hearsay"))


def test_the_docs_hold_the_same_sources_with_the_same_marks() -> None:
    rows = [
        line.split("|") for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    ]

    told = {row[1].strip().strip("`"): (row[2].strip(), row[3].strip()) for row in rows}

    assert told == {one.key: (one.name.en, one.mark) for one in sources.table().rules.values()}
