"""/rulebook/ — every rule, since when and from which source, for everybody, without sign-in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from django.http import HttpResponse
from django.utils.translation import get_language

from pumpurs.foundation.clock import today
from pumpurs.rulebook import everything
from pumpurs.rulebook.display import Row
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page

LONG_TABLE_ROWS = 24


@lru_cache(maxsize=8)
def _tables(language: str, day: date) -> list[dict[str, object]]:
    """The rulebook in one language; rules are read once a process, so this is a sum of strings."""
    return [
        {
            "key": table.key,
            "title": table.title.in_language(language),
            "about": table.about.in_language(language),
            "long": len(table.rows) > LONG_TABLE_ROWS,
            "rows": [
                {
                    "anchor": "" if row.key in seen else f"{table.key}-{row.key}",
                    "name": row.name.in_language(language),
                    "value": row.value.in_language(language),
                    "since": row.since,
                    "until": row.until,
                    "ended": row.until is not None and row.until < day,
                    "source": row.source.in_language(language),
                    "mark": row.mark,
                    "url": row.url,
                }
                for row, seen in _with_keys_before(table.rows)
            ],
        }
        for table in everything()
    ]


def _with_keys_before(rows: Sequence[Row]) -> Iterator[tuple[Row, frozenset[str]]]:
    """Each row with the keys of those above it: only the first of a rule's versions is its anchor."""
    for place, row in enumerate(rows):
        yield row, frozenset(one.key for one in rows[:place])


def show(request: HouseRequest) -> HttpResponse:
    """All tables, each with its anchor."""
    return page(request, "house/rulebook/page.html", tables=_tables(get_language() or "lv", today()))
