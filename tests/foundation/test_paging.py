"""Pages of a list: which come next, and that a list nobody can turn to its end says so."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from pumpurs.foundation.paging import LAST_PAGE, Page, page_number


@pytest.mark.parametrize(
    ("number", "more", "following", "ends_early"),
    [(1, False, 0, False), (1, True, 2, False), (LAST_PAGE - 1, True, LAST_PAGE, False), (LAST_PAGE, False, 0, False),
     (LAST_PAGE, True, 0, True)],
)  # fmt: skip
def test_the_last_page_that_can_be_turned_to_says_that_more_follows(
    number: int, more: bool, following: int, ends_early: bool
) -> None:
    page: Page[str] = Page((), number, more)

    assert (page.next_number, page.ends_early) == (following, ends_early)


@pytest.mark.parametrize("more", [True, False])
def test_who_turned_to_the_end_reads_how_to_see_the_rest(more: bool) -> None:
    context = {"page": Page((), LAST_PAGE, more), "request": RequestFactory().get("/learners/")}

    text = render_to_string("components/pager/turn.html", context)

    assert ("Narrow it above" in text or "Sašauriniet" in text) is more
    assert 'rel="next"' not in text
    assert 'rel="prev"' in text


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("0", 1), ("-1", 1), ("x", 1), ("99999", LAST_PAGE), (None, 1)]
)
def test_a_page_number_from_an_address_is_one_that_exists(text: str | None, number: int) -> None:
    assert page_number(text) == number
