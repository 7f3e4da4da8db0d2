"""From a file to texts in Parquet: each row with the number a person sees, each cell as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import ibis.expr.types as ir

from pumpurs.analytics.engines.desk import Desk
from pumpurs.analytics.tables import Shape

ROW = "row"  # the number of the row; in files that do not bring it, counted
FILE = "texts.parquet"


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
) -> ir.Table:
    """Bring the `columns` (field -> column) of a plain UTF-8 CSV to the desk; its rows as texts.

    `numbered`: the first column, before those of the header, tells the row's number. CannotRead where the file is not
    as plain as that; nothing is guessed.
    """
    places = {column: f"c{place}" for place, column in enumerate(header)}
    names = ([ROW] if numbered else []) + list(places.values())
    wanted = {text_of(field): places[column] for field, column in columns.items()}
    target = desk.folder / FILE
    kinds = dict.fromkeys(wanted, "string")
    if numbered:
        desk.copy_csv(path, target, names=names, wanted={ROW: ROW, **wanted}, separator=separator)
        texts = desk.see(Shape("texts", {ROW: "string", **kinds}, None), [target])
        return texts.mutate(**{ROW: texts[ROW].cast("int64")})
    desk.copy_csv(path, target, names=names, wanted=wanted, separator=separator)
    return desk.see(Shape("texts", {**kinds, ROW: "int64"}, None), [target], row=ROW)
