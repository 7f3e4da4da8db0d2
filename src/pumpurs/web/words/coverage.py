"""Words for what a school's journal does not tell of."""

from __future__ import annotations

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from pumpurs.programme.alerts.rules.coverage import Coverage
from pumpurs.web.frame.templatetags.house import lv_date


def lacking_in_words(lacking: Coverage) -> str:
    """From which day the journal tells and which months it lacks; empty where nothing lacks."""
    months = ", ".join(date_format(month, "F").lower() for month in lacking.missing)
    begins = (
        _("The journal has data from %(day)s.") % {"day": lv_date(lacking.begins)} if lacking.begins else ""
    )
    return " ".join(filter(None, (begins, _("Missing: %(months)s.") % {"months": months} if months else "")))
