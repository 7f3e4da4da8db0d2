"""Single cells of a roster: names, dates, codes, grades. Each reader gives the value or raises `BadCell`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeVar

from pumpurs.values.identifiers import PersonalCode
from pumpurs.values.reasons import Refused

T = TypeVar("T")

LONGEST_NAME = 80
LONGEST_TITLE = 200
LONGEST_CLASS = 60
LONGEST_ID = 255
KEPT_ID = 64

_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}[0-9:.Z+-]*)?", re.ASCII)
_LATVIAN_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\.?", re.ASCII)
_EMAIL = re.compile(r"[^@\s<>\"',;]{1,64}@[^@\s<>\"',;]{1,190}")
_CODE_SHAPE = re.compile(r"\d{6}-?\d{5}", re.ASCII)
_SPACES = re.compile(r" {2,}")
_WIDE_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_GRADE = re.compile(r"0*(\d{1,2})\s*(?:\.|$|\s*-?\s*[^\W\d_]{0,2}$)")
_YEAR_OF_COURSE = re.compile(r"(?:K|kurss?\s*)?0*([1-6])\.?\s*(?:kurss|k\.?)?", re.IGNORECASE)
_NO_GRADE = frozenset({"IT", "PR", "PK", "TK", "KG", "PS", "UG", "OTHER", "ADULTHS"})


class BadCell(Exception):
    """A cell that cannot be taken: why, as the end of a `roster.row.…` code."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


def plain_text(text: str, *, column: str, longest: int) -> str:
    """The text in one Unicode form with single blanks; no control or invisible signs."""
    text = text.strip()
    if not text.isascii():
        text = _WIDE_SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    if not text.isprintable():
        raise BadCell(column, shown(text), "unprintable")
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if len(text) > longest:
        raise BadCell(column, shown(text), "too_long")
    return text


def identifier(text: str) -> str:
    """An identifier of the source, short enough to be kept: a long one is known by its hash, always."""
    return text if len(text) <= KEPT_ID else hashlib.sha256(text.encode()).hexdigest()


def needed(text: str, *, column: str, longest: int) -> str:
    """`plain_text` that may not be empty."""
    text = plain_text(text, column=column, longest=longest)
    if not text:
        raise BadCell(column, "", "missing")
    return text


def day(text: str, *, column: str) -> date | None:
    """A date as 2026-09-01 or 01.09.2026; None where empty."""
    if not text or text.isspace():
        return None
    found = _day(text)
    if found is None:
        raise BadCell(column, shown(text), "not_a_date")
    return found


@lru_cache(maxsize=8192)
def _day(text: str) -> date | None:
    text = text.strip()
    try:
        if found := _ISO_DATE.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _LATVIAN_DATE.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def needed_day(text: str, *, column: str) -> date:
    """A date that may not be empty."""
    found = day(text, column=column)
    if found is None:
        raise BadCell(column, "", "missing")
    return found


def birth_day(text: str, *, column: str) -> date | None:
    """A date of birth: within the last centuries and not absurdly late."""
    found = day(text, column=column)
    if found is not None and not date(1900, 1, 1) <= found < date(2100, 1, 1):
        raise BadCell(column, shown(text), "not_a_date")
    return found


def in_order(first: date | None, end: date | None, *, column: str) -> None:
    """An end before its beginning is a mistake; on the same day it is an enrolment that never was."""
    if first is not None and end is not None and end < first:
        raise BadCell(column, end.isoformat(), "ends_before_it_begins")


def one_of(text: str, among: Mapping[str, T], *, column: str) -> T:
    """The meaning of a listed word, capital letters aside."""
    found = among.get(text.strip().casefold())
    if found is None:
        raise BadCell(column, shown(text), "unknown_value" if text.strip() else "missing")
    return found


def email(text: str) -> str:
    """An e-mail address in small letters, or nothing where it is none: no ground to reject a person."""
    text = text.strip()
    return text.casefold() if _EMAIL.fullmatch(text) else ""


def grade(text: str, *, column: str) -> int | None:
    """Grade 1 to 12 or year of a vocational course: `05`, `5.`, `5.a`, `2. kurss`, `K2`; None for neither."""
    number = _grade(text)
    if number < 0:
        raise BadCell(column, shown(text), "unknown_grade")
    return number or None


@lru_cache(maxsize=1024)
def _grade(text: str) -> int:
    """The number; 0 where a word says that there is none, -1 where nothing is understood."""
    text = text.strip()
    if not text or text.upper() in _NO_GRADE:
        return 0
    found = _GRADE.match(text) or _YEAR_OF_COURSE.fullmatch(text)
    if found is None or int(found[1]) > 13:
        return -1
    return int(found[1]) if int(found[1]) <= 12 else 0


def grade_in_title(title: str) -> int | None:
    """The grade a class carries in its name (`7.b`, `12.`, `2. kurss`), if any."""
    try:
        return grade(title.split("/")[0], column="")
    except BadCell:
        return None


def personal_code(text: str, *, column: str) -> str:
    """Eleven digits of a valid personal code. The refusal shows the code masked."""
    try:
        return PersonalCode.parse(text).digits
    except Refused as fault:
        end = fault.reasons[0].code.rsplit(".", 1)[-1]
        raise BadCell(column, masked(text), f"personal_code_{end}") from fault


def has_code_shape(text: str) -> bool:
    """Whether a text looks like a personal code, valid or not."""
    return _CODE_SHAPE.fullmatch(text.strip()) is not None


def yes(text: str) -> bool:
    """true / yes / 1 in any letters."""
    return text.strip().casefold() in ("true", "1", "yes", "y", "jā", "t")


def several(text: str) -> Sequence[str]:
    """The parts of a cell that lists several values with commas."""
    return [part for part in (one.strip() for one in text.split(",")) if part]


def shown(text: str) -> str:
    """What stood in a cell, fit to be shown beside its refusal: short, printable, personal codes masked."""
    if has_code_shape(text):
        return masked(text)
    return "".join(sign if sign.isprintable() else "?" for sign in text)[:60]


def masked(text: str) -> str:
    """A personal code, valid or not, of which only the last two signs remain."""
    text = text.strip()
    return f"******-***{text[-2:]}" if len(text) >= 4 else "***"
