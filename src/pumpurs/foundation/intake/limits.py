"""How much of a file we take in: technical bounds against hostile files, not rules of the programme."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds of one intake. The defaults let a roster of a few hundred thousand learners through."""

    packed_bytes: int = 512 * MIB  # the file as it lies on the disk
    inflated_bytes: int = 2048 * MIB  # all parts together, counted while inflating
    ratio: int = 120  # inflated : packed, judged for each part and for the whole
    ratio_free_bytes: int = 4 * MIB  # below this much inflated text no ratio is judged: it cannot hurt
    parts: int = 200
    directory_bytes: int = 1 * MIB  # the zip's list of contents
    rows: int = 5_000_000  # of one table
    columns: int = 200
    line_letters: int = 64 * 1024
    cell_letters: int = 8 * 1024
    workbook_inflated_bytes: int = 100 * MIB
    workbook_rows: int = 50_000
    workbook_columns: int = 50
    workbook_memory_bytes: int = 1024 * MIB  # address space of the child that reads a workbook
    workbook_seconds: float = 30.0


USUAL = Limits()
