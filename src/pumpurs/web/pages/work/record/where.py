"""On which sheet a line stands, in words: before it is recorded and after."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pumpurs.values.periods import Month
from pumpurs.web.frame.templatetags.house import lv_date


def where_it_stands(sheet_month: Month, month: Month) -> str:
    """That it is recorded; and on which sheet, if not on that of its own month."""
    if sheet_month == month:
        return _("Recorded. It stands on your sheet.")
    told = {"sheet": lv_date(sheet_month.span.first, "month"), "month": lv_date(month.span.first, "month")}
    return _("Recorded on your sheet of %(sheet)s, since %(month)s is closed.") % told


def said_of_closed(months: Sequence[Month]) -> str:
    """Which of the last months are closed, and where their lines stand; nothing if none is."""
    if not months:
        return ""
    names = ", ".join(lv_date(month.span.first, "month") for month in months)
    text = ngettext(
        "Your sheet of %(months)s is closed. What you record of that month stands on the sheet of the current month.",
        "Your sheets of %(months)s are closed. What you record of them stands on the sheet of the current month.",
        len(months),
    )
    return text % {"months": names}
