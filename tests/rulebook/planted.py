"""A folder with a copy of the tables in which one fault is planted."""

from __future__ import annotations

from pathlib import Path

from pumpurs.rulebook.reading import TABLES


def plant(folder: Path, table: str, right: str, wrong: str) -> Path:
    """The folder, with `table` copied into it and the first `right` replaced by `wrong`."""
    text = (TABLES / f"{table}.toml").read_text(encoding="utf-8")
    assert right in text, f"{table}.toml does not hold {right!r}"
    (folder / f"{table}.toml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return folder
