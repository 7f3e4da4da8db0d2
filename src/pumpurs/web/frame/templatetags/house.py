"""Template words of the house: icons, states, money, dates, ages. `{% load house %}`."""

from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.web.frame.templatetags.states import look_of

register = template.Library()
NBSP = "\N{NO-BREAK SPACE}"
WHOLE = Fraction(1)
SHORT_DATES = {"lv": "d.m.Y.", "en": "j M Y", "ru": "d.m.Y", "uk": "d.m.Y"}
LONG_DATES = {"lv": r"Y. \g\a\d\a j. F", "en": "j F Y", "ru": "j E Y", "uk": "j E Y"}
MONTHS = {"lv": r"Y. \g\a\d\a F", "en": "F Y", "ru": "F Y", "uk": "F Y"}
DATES = {"short": SHORT_DATES, "long": LONG_DATES, "month": MONTHS}
HOURS = {"lv": "h", "en": "h", "ru": "ч", "uk": "год"}
MINUTES = {"lv": "min", "en": "min", "ru": "мин", "uk": "хв"}
NAV_ICONS = {
    "/work/": "clock",
    "/compensations/": "euro",
    "/work/orders/": "file",
    "/work/sheets/": "calendar",
    "/desk/": "desk",
    "/learners/": "people",
    "/plans/": "list",
    "/alerts/": "flag",
    "/alerts/duty/": "send",
    "/journals/": "book",
    "/alerts/models/": "flag",
    "/consents/": "sign",
    "/learners/rosters/": "upload",
    "/people/": "person-add",
    "/partners/": "handshake",
    "/packages/": "euro",
    "/payments/": "building",
    "/budgets/": "euro",
    "/family/": "house",
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of static/icons.svg; silent for screen readers unless `label` says what it means."""
    address = f"{static('icons.svg')}#{name}"
    if not label:
        return format_html(
            '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"/></svg>', address
        )
    return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)


@register.inclusion_tag("components/badge/badge.html")
def state(code: object, kind: str = "plan") -> dict[str, object]:
    """The badge of a state: colour, icon and words. `kind`: plan, consent, application, agreement, import."""
    look = look_of(code, kind)
    return {"tone": look.tone, "icon": look.icon, "label": look.label}


@register.filter
def nav_icon(url: str) -> str:
    """The icon of an entry of the main navigation; a leaf where none is set."""
    return NAV_ICONS.get(url, "leaf")


@register.filter
def eur(value: Decimal | int | str | None) -> str:
    """`Decimal("1234.5")` -> `1 234,50 €` in Latvian, with a real minus sign; an empty value is a dash."""
    if value is None or value == "":
        return "–"
    amount = Decimal(value)
    plain = number_format(abs(amount), 2, use_l10n=True, force_grouping=True)
    return f"{'−' if amount < 0 else ''}{plain}{NBSP}€"


@register.filter
def hours(value: Decimal | int | str | None) -> str:
    """`Decimal("1.50")` -> `1 h 30 min`: hours are never told in tenths or hundredths."""
    if value is None or value == "":
        return "–"
    minutes = int((Decimal(value) * 60).quantize(Decimal(1), ROUND_HALF_UP))
    return duration(minutes)


@register.filter
def duration(minutes: int | None) -> str:
    """`80` -> `1 h 20 min`; a correction may be less than nothing."""
    if minutes is None:
        return "–"
    whole, rest = divmod(abs(minutes), 60)
    parts = ([f"{whole}{NBSP}{HOURS[_language()]}"] if whole else []) + (
        [f"{rest}{NBSP}{MINUTES[_language()]}"] if rest or not whole else []
    )
    return ("−" if minutes < 0 else "") + NBSP.join(parts)


@register.filter
def clock(value: datetime) -> str:
    """A moment as the time of day: `14:05`."""
    return f"{timezone.localtime(value):%H:%M}"


@register.filter
def signed(minutes: int) -> str:
    """Minutes with their sign: `-20` -> `−20 min`, `80` -> `+1 h 20 min`."""
    return ("" if minutes < 0 else "+") + duration(minutes)


@register.filter
def percent(share: Decimal | Fraction | float | None, places: int = 0, short_of: Fraction = WHOLE) -> str:
    """A share 0..1 in per cent: `0.196` -> `20 %`; cut where it is below `short_of` and would seem to reach it."""
    if share is None:
        return "–"
    exact = share if isinstance(share, Fraction) else Fraction(str(share))
    value = rounded(exact * 100, places, short_of * 100)
    return f"{number_format(value, places, use_l10n=True)}{'' if _language() == 'en' else NBSP}%"


def rounded(exact: Fraction, places: int, short_of: Fraction | None = None) -> Decimal:
    """The number with so many decimals; cut where it is below `short_of` and would seem to reach it."""
    unit, plain = Decimal(1).scaleb(-places), Decimal(exact.numerator) / Decimal(exact.denominator)
    value = plain.quantize(unit, ROUND_HALF_UP)
    seems = short_of is not None and exact < short_of <= value
    return plain.quantize(unit, ROUND_DOWN) if seems else value


@register.filter
def lv_date(value: date | datetime | None, style: str = "short") -> str:
    """`22.11.2026.` (short), `2026. gada 22. novembris` (long), `2026. gada novembris` (month); as others write it."""
    if value is None:
        return "–"
    day = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return date_format(day, DATES[style][_language()])


@register.filter
def lv_time(value: datetime | None) -> str:
    """Day and minute in local time: `22.11.2026. 14:05`."""
    if value is None:
        return "–"
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{lv_date(moment)}{NBSP}{moment:%H:%M}"


@register.filter
def age_days(value: date | datetime | int | None) -> str:
    """How long something waits, in words: a number of days, or the day it began."""
    if value is None:
        return "–"
    if isinstance(value, int):
        days = value
    else:
        day = (
            timezone.localtime(value).date()
            if isinstance(value, datetime) and timezone.is_aware(value)
            else value
        )
        days = (today() - (day.date() if isinstance(day, datetime) else day)).days
    if days <= 0:
        return _("today")
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


@register.filter
def initials(name: str) -> str:
    """`Anna Liepa-Ozola` -> `AL`: first letters of the first and the last word."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.filter
def or_left(name: str) -> str:
    """A learner's name, or what is known of one who left and whose name is out of the reader's reach."""
    return name or _("Learner who went to another institution")


@register.filter
def or_left_my_care(name: str) -> str:
    """A learner's name, or what is known of one whom the reader gave support and does not care for any more."""
    return name or _("Learner no longer in your care")


def _language() -> str:
    """The language of the page, two letters; Latvian where it is none of ours."""
    language = (get_language() or "lv")[:2]
    return language if language in SHORT_DATES else "lv"
