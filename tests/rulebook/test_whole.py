"""The whole rulebook as everybody sees it."""

from __future__ import annotations

import re
import tomllib

from pumpurs import rulebook
from pumpurs.rulebook import sources
from pumpurs.rulebook.reading import TABLES

TOLD_ELSEWHERE = {"sources", "words"}  # sources stand beside every row; words are how rows are told


def test_every_table_file_is_shown_under_its_name() -> None:
    assert {table.key for table in rulebook.everything()} == {
        path.stem for path in TABLES.glob("*.toml")
    } - TOLD_ELSEWHERE


def test_every_row_has_a_name_and_a_source_in_both_languages() -> None:
    for table in rulebook.everything():
        assert table.rows, table.key
        for row in table.rows:
            assert all((row.name.lv, row.name.en, row.source.lv, row.source.en)), f"{table.key}.{row.key}"


def test_no_gap_of_a_phrase_is_left_open() -> None:
    said = [f"{row.value.lv} {row.value.en}" for table in rulebook.everything() for row in table.rows]

    assert [text for text in said if re.search(r"[{}]|None|Decimal", text)] == []


def test_every_block_that_begins_is_shown() -> None:
    for table in rulebook.everything():
        text = (TABLES / f"{table.key}.toml").read_text(encoding="utf-8")

        assert len(table.rows) == len(re.findall(r"\bsince = ", re.sub(r"(?m)^#.*$", "", text))), table.key


def test_every_source_is_used() -> None:
    used = {
        source
        for path in TABLES.glob("*.toml")
        for source in re.findall(r'\bsource = "([^",]+)', path.read_text(encoding="utf-8"))
    }

    assert used == set(sources.table().rules)


def test_every_table_file_is_toml_with_a_title() -> None:
    for path in TABLES.glob("*.toml"):
        assert {"title", "about"} == tomllib.loads(path.read_text(encoding="utf-8"))["table"].keys(), (
            path.name
        )
