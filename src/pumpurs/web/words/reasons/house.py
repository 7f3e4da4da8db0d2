"""Sentences for reasons that any room can give, and for the foundation and the values."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "*.wrong_state": _("This step is not possible now: the state is “%(state)s”."),
    "*.not_yours": _(
        "This step belongs to somebody else. Switch to the role that may take it, or ask that person."
    ),
    "*.changed_meanwhile": _(
        "Somebody else changed this meanwhile. Both texts are shown: choose what stays."
    ),
    "file.unknown_kind": _("This file is of another kind. Attach one of: %(allowed)s."),
    "file.broken_picture": _("The picture is broken or cut off. Photograph or scan the paper once more."),
    "file.broken_pdf": _(
        "This PDF cannot be opened: it is cut off, empty or no PDF at all. Save the paper as PDF once more, or "
        "photograph it."
    ),
    "file.locked_pdf": _(
        "This PDF asks for a password. Print it into a new PDF without one, or photograph the paper."
    ),
    "file.too_many_pages": _("This PDF has more than %(most)s pages. Attach only those that prove it."),
    "file.heavy_pdf": _(
        "This PDF is built so that opening it takes too long. Print it into a new PDF, or photograph the paper."
    ),
    "identifier.personal_code.not_eleven_digits": _(
        "A personal code has eleven digits. Look it up once more."
    ),
    "identifier.personal_code.unknown_century": _(
        "The seventh digit of a personal code tells the century: 0, 1 or 2."
    ),
    "identifier.personal_code.not_a_date": _(
        "The first six digits of this personal code are no day of birth."
    ),
    "identifier.personal_code.check_digit": _(
        "The last digit of this personal code does not fit. Look it up once more."
    ),
    "period.span.ends_before_it_begins": _("The last day lies before the first. Mend one of them."),
    "period.month.not_a_month": _("“%(given)s” is no month. Write year and month, for example 2026-10."),
    "period.school_year.not_a_school_year": _("“%(given)s” is no school year. Write it as 2026/2027."),
    "period.semester.not_a_semester": _("“%(given)s” is no semester. Write it as 2026/1 or 2026/2."),
    "file.empty": _("The file is empty. Attach it once more."),
    "file.too_large": _("The file is larger than %(limit_mb)s MB. Scan it in grey or fewer dots per inch."),
    "form.fault": _("%(fault)s"),
    "form.invalid": _("%(field)s: %(fault)s"),
}
