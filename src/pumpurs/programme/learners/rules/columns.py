"""Columns of the tables that schools bring (kolonnas): guessed by headings, remembered by the header's shape."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from pumpurs.values.reasons import Reason

F = TypeVar("F", bound=StrEnum)
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def folded(heading: str) -> str:
    """A heading without marks on letters, capital letters and signs: `Vārds, uzvārds` is `vards uzvards`."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", heading.casefold()) if not unicodedata.combining(sign)
    )
    return _NOT_LETTERS.sub(" ", bare).strip()


def shape_of(header: Sequence[str]) -> str:
    """A short fingerprint of a header, under which its mapping is remembered."""
    return hashlib.sha256("\x1f".join(folded(column) for column in header).encode()).hexdigest()[:32]


def guessed(field_of: Mapping[str, F], header: Sequence[str], allowed: Collection[F]) -> dict[F, str]:
    """Field -> column, for the headings we know; the first column wins where two would fit."""
    found: dict[F, str] = {}
    for column in header:
        field = field_of.get(folded(column))
        if field is not None and field in allowed and field not in found:
            found[field] = column
    return found


def remembered(columns: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """Field -> column as this header writes it, of a mapping that was remembered for its shape."""
    by_folded = {folded(column): column for column in header}
    return {field: by_folded.get(folded(column), column) for field, column in columns.items()}


def misfits(code: str, columns: Mapping[F, str], header: Sequence[str]) -> list[Reason]:
    """Columns that the header does not have or that stand for two fields: `code`.no_such_column, .column_twice."""
    used = list(columns.values())
    absent = [
        Reason(f"{code}.no_such_column", {"field": field.value, "column": column})
        for field, column in columns.items()
        if column not in header
    ]
    twice = sorted({column for column in used if used.count(column) > 1})
    return absent + [Reason(f"{code}.column_twice", {"column": column}) for column in twice]
