"""OneRoster results and line items, the CSV binding, as rows of a marks file.

A result points to a line item (the work), the line item to a class and a category; the subject is told by the class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from pumpurs.values.reasons import Reason, Refused

HEADER = ("studentSourcedId", "scoreDate", "subject", "score", "category")
_GONE = ("tobedeleted", "inactive")
_WITHOUT_SCORE = ("exempt", "not submitted", "submitted")
_SCALE_END = ("", "10", "10.0")
Get = Callable[[str], str]
Numbered = tuple[int, list[str]]


class Table(Protocol):
    """One file of a bundle."""

    @property
    def header(self) -> tuple[str, ...]:
        """Its columns."""

    def rows(self) -> Iterator[Numbered]:
        """Its rows."""


def marks(tables: Mapping[str, Table], *, file: str) -> tuple[Iterator[Numbered], str]:
    """Rows of HEADER with the numbers they have in results.csv, and the version. Refused where a file is missing."""
    missing = [one for one in ("results.csv", "lineitems.csv", "classes.csv") if one not in tables]
    if missing:
        raise Refused(
            *(Reason("journal.oneroster.file_missing", {"file": file, "name": one}) for one in missing)
        )
    subjects = _subjects(tables)
    items = {
        get("sourcedId"): (
            subjects.get(get("classSourcedId"), ""), get("categorySourcedId"), get("resultValueMax"),
        )
        for _, get in _read(tables["lineitems.csv"], ("sourcedId", "classSourcedId"))
    }  # fmt: skip
    categories = {
        get("sourcedId"): get("title")
        for _, get in (
            _read(tables["categories.csv"], ("sourcedId", "title")) if "categories.csv" in tables else ()
        )
    }
    needed = ("lineItemSourcedId", "studentSourcedId", "score", "scoreDate")
    results = _read(tables["results.csv"], needed)
    return _marks(results, items, categories), _version(tables)


def _marks(
    results: Iterator[tuple[int, Get]],
    items: Mapping[str, tuple[str, str, str]],
    categories: Mapping[str, str],
) -> Iterator[Numbered]:
    for number, get in results:
        if get("status").casefold() in _GONE or get("scoreStatus").casefold() in _WITHOUT_SCORE:
            continue
        subject, category, highest = items.get(get("lineItemSourcedId"), ("", "", ""))
        score = get("score") or get("textScore")
        if highest not in _SCALE_END:
            score = f"{score}/{highest}"
        yield (
            number,
            [get("studentSourcedId"), get("scoreDate"), subject, score, categories.get(category, "")],
        )


def _subjects(tables: Mapping[str, Table]) -> dict[str, str]:
    """Class -> subject: the first it names, else its course's title, else its own."""
    courses = {
        get("sourcedId"): get("title")
        for _, get in (
            _read(tables["courses.csv"], ("sourcedId", "title")) if "courses.csv" in tables else ()
        )
    }
    return {
        get("sourcedId"): get("subjects").split(",")[0].strip()
        or courses.get(get("courseSourcedId"), "")
        or get("title")
        for _, get in _read(tables["classes.csv"], ("sourcedId", "title"))
    }


def _read(table: Table, needed: Sequence[str]) -> Iterator[tuple[int, Get]]:
    header = table.header
    if missing := [column for column in needed if column not in header]:
        file = getattr(table, "file", "")
        raise Refused(
            *(Reason("roster.file.column_missing", {"file": file, "column": one}) for one in missing)
        )
    places = {column: place for place, column in enumerate(header)}
    for number, row in table.rows():

        def get(column: str, row: list[str] = row) -> str:
            return row[places[column]].strip() if column in places else ""

        yield number, get


def _version(tables: Mapping[str, Table]) -> str:
    manifest = tables.get("manifest.csv")
    told = {row[0].strip(): row[1].strip() for _, row in manifest.rows() if len(row) > 1} if manifest else {}
    version = told.get("oneroster.version", "")
    return f"_{version[:3]}" if version else ""
