# ruff: noqa: S608 - names and paths are quoted by `name` and `literal`
"""From a file to texts in Parquet: each row with the number a person sees, each cell as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from pumpurs.analytics.intake.desk import CannotRead, Desk, literal, name

ROW = "row"  # the number of the row; in files that do not bring it, counted
FIRST_ROW = 2  # below the header


def text_of(field: str) -> str:
    """Under which name the text of a field stands at the desk."""
    return f"text_{field}"


def from_csv(
    desk: Desk,
    path: Path,
    *,
    header: Sequence[str],
    columns: Mapping[str, str],
    separator: str,
    numbered: bool,
) -> int:
    """Bring the `columns` (field -> column) of a plain UTF-8 CSV to the desk; gives how many rows it has.

    `numbered`: the first column, before those of the header, tells the row's number. CannotRead where the file is not
    as plain as that; nothing is guessed.
    """
    places = {column: f"c{place}" for place, column in enumerate(header)}
    names = ([ROW] if numbered else []) + list(places.values())
    wanted = ", ".join(f"{places[column]} AS {name(text_of(field))}" for field, column in columns.items())
    told = ", ".join(f"{literal(one)}: 'VARCHAR'" for one in names)
    read = (
        f"read_csv({literal(str(path))}, auto_detect=false, header=true, all_varchar=true, strict_mode=true, "
        f"delim={literal(separator)}, quote='\"', escape='\"', null_padding=false, "
        f"columns={{{told}}})"
    )
    number = f"{ROW}::BIGINT AS {ROW}, " if numbered else ""
    try:
        desk.run(f"COPY (SELECT {number}{wanted} FROM {read}) TO {literal(str(desk.texts))}")
    except duckdb.Error as fault:
        raise CannotRead(type(fault).__name__) from fault
    return int(desk.one(f"SELECT count(*) FROM {literal(str(desk.texts))}")[0])


def relation(desk: Desk) -> str:
    """The texts as a relation with the number of each row."""
    path = literal(str(desk.texts))
    described = {row[0] for row in desk.all(f"DESCRIBE SELECT * FROM {path}")}
    if ROW in described:
        return f"(SELECT * FROM {path})"
    return (
        f"(SELECT * EXCLUDE (file_row_number), file_row_number + {FIRST_ROW} AS {ROW} "
        f"FROM read_parquet({path}, file_row_number=true))"
    )
