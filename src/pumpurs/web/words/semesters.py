"""The name of a semester."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pumpurs.values.periods import Semester


def semester_name(text: str) -> str:
    """`2026/1` -> `2026/2027, semester 1` in the language of the page."""
    semester = Semester.parse(text)
    year = semester.school_year
    return _("%(first)s/%(second)s, semester %(number)s") % {
        "first": year.start_year,
        "second": year.next.start_year,
        "number": semester.number,
    }
