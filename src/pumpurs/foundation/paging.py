"""Paging: 50 to a page, no total counted, so that a list costs the same in a school and in the nation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

T = TypeVar("T")
PAGE_SIZE = 50
LAST_PAGE = 200


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of cards; `number` counts from 1; `more` says whether another page follows."""

    items: tuple[T, ...]
    number: int
    more: bool

    @property
    def previous_number(self) -> int:
        """The page before this one; 0 if this is the first."""
        return self.number - 1

    @property
    def next_number(self) -> int:
        """The page after this one; 0 if this is the last that can be turned to."""
        return self.number + 1 if self.more and self.number < LAST_PAGE else 0

    @property
    def ends_early(self) -> bool:
        """More rows follow, but nobody turns so far: the list has to be narrowed."""
        return self.more and self.number >= LAST_PAGE


def page_number(text: str | None) -> int:
    """A page number from a query string: anything that is not 1..LAST_PAGE becomes 1 or LAST_PAGE."""
    return max(1, min(LAST_PAGE, int(text))) if text and text.isascii() and text.isdigit() else 1


def paged(rows: QuerySet[Any], number: int, card: Callable[[Any], T], *, size: int = PAGE_SIZE) -> Page[T]:
    """One page of `rows` as cards, in one query."""
    first = (number - 1) * size
    found = list(rows[first : first + size + 1])
    return Page(tuple(card(row) for row in found[:size]), number, len(found) > size)
