"""An XLSX from a stranger, judged as a zip of XML before any reader believes it.

No macros, no document type (so no entities), no formulas, no cell far outside. The scan keeps a few
hundred letters of a part at a time. Measured: one cell at XFD1048576 (1.7 KB) makes readers ask for
gigabytes; here it is refused in a millisecond by its address.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from pumpurs.foundation.intake.archive import inflated, open_archive
from pumpurs.foundation.intake.limits import Limits
from pumpurs.foundation.intake.refusals import refused

_KEPT = 512  # letters kept from one chunk to the next, longer than any tag we look for
_DOCUMENT_TYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ADDRESS = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,4})([0-9]{1,9})\"")
_ROW = re.compile(rb"<(?:\w+:)?row\b(?:[^>]*?\br=\"([0-9]{1,9})\")?")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MACRO_PARTS = ("vbaproject", "/activex/", "/embeddings/", "/macrosheets/", "/dialogsheets/")


def judge_workbook(stream: IO[bytes], *, file: str, limits: Limits) -> None:
    """Refused unless the workbook is plain: XML in UTF-8, values only, within the bounds."""
    archive = open_archive(stream, file=file, limits=limits)
    came_out = 0
    for part in archive.infolist():
        name = part.filename.casefold()
        if any(mark in f"/{name}" for mark in _MACRO_PARTS):
            raise refused("macros", file=file, name=part.filename)
        for kept, chunk in _with_tail(inflated(archive, part, file=file, limits=limits)):
            came_out += len(chunk)
            if came_out > limits.workbook_inflated_bytes:
                raise refused("inflates_too_much", file=f"{file}/{part.filename}", ratio=limits.ratio)
            if name.endswith((".xml", ".rels", ".vml")):
                _judge_xml(kept + chunk, part, file=file)
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            _judge_sheet(archive, part, file=file, limits=limits)


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether the zip is an XLSX or its kin."""
    names = {name.casefold() for name in archive.namelist()}
    return "[content_types].xml" in names and any(name.startswith("xl/") for name in names)


def _with_tail(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    kept = b""
    for chunk in chunks:
        yield kept, chunk
        kept = (kept + chunk)[-_KEPT:]


def _judge_xml(text: bytes, part: zipfile.ZipInfo, *, file: str) -> None:
    if b"\x00" in text:
        raise refused("broken_workbook", file=f"{file}/{part.filename}")
    declared = _DECLARED.match(text.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared.group(1).lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise refused("broken_workbook", file=f"{file}/{part.filename}")
    if _DOCUMENT_TYPE.search(text):
        raise refused("document_type", file=f"{file}/{part.filename}")
    if b"macroEnabled" in text or b"ms-office.vbaProject" in text:
        raise refused("macros", file=file, name=part.filename)


def _judge_sheet(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, file: str, limits: Limits) -> None:
    rows = cells = 0
    sheet = part.filename.rsplit("/", 1)[-1]
    seen_to = ""
    for kept, chunk in _with_tail(inflated(archive, part, file=file, limits=limits)):
        text = kept + chunk
        fresh_from = len(kept)
        formula = _FORMULA.search(text)
        if formula:
            before = list(_ADDRESS.finditer(text, 0, formula.start()))
            seen_to = _address(before[-1]) if before else seen_to
            raise refused("formula", file=f"{file}/{sheet}", row=_row_of(seen_to), column=_column_of(seen_to))
        for match in _ADDRESS.finditer(text):
            if match.end() > fresh_from:
                seen_to = _address(match)
                _judge_address(match, file=f"{file}/{sheet}", limits=limits)
        for match in _ROW.finditer(text):
            if match.end() > fresh_from:
                rows += 1
                if max(rows, int(match.group(1) or 0)) > limits.workbook_rows + 1:
                    raise refused("too_many_rows", file=f"{file}/{sheet}", limit=limits.workbook_rows)
        cells += sum(1 for match in _CELL.finditer(text) if match.end() > fresh_from)
        if cells > (limits.workbook_rows + 1) * limits.workbook_columns:
            raise refused("too_many_rows", file=f"{file}/{sheet}", limit=limits.workbook_rows)


def _judge_address(match: re.Match[bytes], *, file: str, limits: Limits) -> None:
    column = 0
    for letter in match.group(1):
        column = column * 26 + letter - 64
    if column > limits.workbook_columns:
        raise refused(
            "too_many_columns", file=file, column=match.group(1).decode(), limit=limits.workbook_columns
        )
    if int(match.group(2)) > limits.workbook_rows + 1:
        raise refused("too_many_rows", file=file, row=int(match.group(2)), limit=limits.workbook_rows)


def _address(match: re.Match[bytes]) -> str:
    return (match.group(1) + match.group(2)).decode()


def _row_of(address: str) -> str:
    return address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or "?"


def _column_of(address: str) -> str:
    return address.rstrip("0123456789") or "?"
