"""Where a published data set is found and how a file is proved to be the very one (datu kopas avots)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from pumpurs.analytics.model.sample import Floats, Words


class NotThere(Exception):
    """A file is lacking or is another one; the sentence says where the data set is published."""


@dataclass(frozen=True)
class Source:
    """One published data set: its files with SHA-256, its licence and its address."""

    says: str
    licence: str
    published_at: str
    files: Mapping[str, str]


def read(folder: Path, source: Source, name: str, separator: str = ",") -> pa.Table:
    """One file of the source as a table. NotThere if it is lacking or not the published one."""
    path = folder / name
    if not path.is_file():
        raise NotThere(
            f"{path} is not there. {source.says} is published at {source.published_at} ({source.licence}); "
            "put its files into that folder, or give yours with --data."
        )
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != source.files[name]:
        raise NotThere(
            f"{path} is not the published file: its SHA-256 is {found}, expected {source.files[name]}. "
            f"Copies of such files are often altered; take the one of {source.published_at}."
        )
    options = csv.ConvertOptions(null_values=["", "?", "NA"], strings_can_be_null=True)
    return csv.read_csv(path, parse_options=csv.ParseOptions(delimiter=separator), convert_options=options)


def numbers(table: pa.Table, column: str) -> Floats:
    """A column as numbers, NaN where empty."""
    return np.asarray(table[column].cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=float)


def words(table: pa.Table, column: str) -> Words:
    """A column as words, "" where empty."""
    return np.array([str(one) if one is not None else "" for one in table[column].to_pylist()], dtype=str)


def ranked(column: Words, order: Mapping[str, float]) -> Floats:
    """Words as the numbers given for them, NaN for any other."""
    return np.array([order.get(str(one), np.nan) for one in column], dtype=float)
