"""The press (spiestuve): a typst template and data become a PDF, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unicodedata import normalize

import typst


def pressed(template: Path, data: dict[str, Any]) -> bytes:
    """The PDF. A letter that none of our fonts has becomes a box; a paper never fails because of one."""
    try:
        return _compiled(template, data)
    except typst.TypstError:  # PDF/UA forbids letters that cannot be shown
        return _compiled(template, printable(data))


def printable(value: Any) -> Any:
    """The same data with a box for every letter that no font of ours has."""
    if isinstance(value, str):
        return "".join(letter if _known(letter) else "□" for letter in normalize("NFC", value))
    if isinstance(value, list):
        return [printable(item) for item in value]
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    return value


def _known(letter: str) -> bool:
    """Latin, Greek, Cyrillic, punctuation and signs of currencies."""
    return letter in "\n\r\t" or " " <= letter < "\u0530" or "\u1e00" <= letter < "\u2120"


def _compiled(template: Path, data: dict[str, Any]) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    pdf = typst.compile(template, sys_inputs=inputs, pdf_standards=["ua-1"], ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf
