"""Questions asked together: several small reads in one statement, for pages on which much of everything stands.

A room tells what it would read and how the rows are understood (`Question`); the page asks all of them at once. Rows
travel as JSON: moments and days arrive as text (`moment`, `day_of`), amounts as Decimal, never as floats.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

T = TypeVar("T")
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Statement:
    """A read written as SQL; its parameters by name, and a name of its own for each column."""

    sql: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Question(Generic[T]):
    """What is read (`values_list` of a query, already narrowed to the viewer, or a statement) and what it means."""

    rows: QuerySet[Any, Any] | Statement
    read: Callable[[Rows], T]


def asked(question: Question[T]) -> T:
    """The answer to one question alone."""
    found: T = asked_together({"": question})[""]
    return found


def asked_together(questions: Mapping[str, Question[Any] | None]) -> dict[str, Any]:
    """Each answer by the name of its question, read in one statement; None where there is no question."""
    rows: dict[str, Rows] = dict.fromkeys(questions, ())
    with connection.cursor() as cursor:
        parts = {name: text for name, one in questions.items() if one and (text := _bound(one.rows, cursor))}
        if parts:
            one_each = "(SELECT json_agg(row_to_json(one)) FROM ({}) one)::text"  # values are bound
            lists = map(one_each.format, parts.values())
            cursor.execute("SELECT " + ", ".join(lists))
            rows |= {name: _rows(text) for name, text in zip(parts, cursor.fetchone(), strict=True)}
    return {name: one.read(rows[name]) if one else None for name, one in questions.items()}


def moment(text: str | None) -> datetime | None:
    """A moment as it arrives."""
    return datetime.fromisoformat(text) if text else None


def day_of(text: str | None) -> date | None:
    """A day as it arrives."""
    return date.fromisoformat(text) if text else None


def _bound(rows: QuerySet[Any, Any] | Statement, cursor: Any) -> str:
    """The read with its values in it; empty where it can find nothing."""
    if isinstance(rows, Statement):
        return str(cursor.mogrify(rows.sql, rows.values))
    try:
        return str(cursor.mogrify(*rows.query.sql_with_params()))
    except EmptyResultSet:
        return ""


def _rows(text: str | None) -> Rows:
    return [tuple(one.values()) for one in json.loads(text, parse_float=Decimal)] if text else ()
