"""Money (nauda): euro amounts as Decimal with exactly two places, never float."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from pumpurs.values.reasons import Reason, Refused

CENT = Decimal("0.01")
MOST_EUR = Decimal("9999999999.99")  # what a column of twelve digits holds

_SPACES = str.maketrans("", "", " \u00a0\u2007\u2009\u202f")
_CURRENCY = re.compile(r"^(?:€|EUR)|(?:€|EUR)$", re.IGNORECASE)
_AMOUNT = re.compile(
    r"[+-]?(?:\d{1,3}(?:[ \u00a0\u2007\u2009\u202f]\d{3})+|\d+)(?:[.,](?P<cents>\d+))?", re.ASCII
)


def eur(amount: str | int | Decimal, *, place: str = "") -> Decimal:
    """Euro with two places. Numbers are rounded half-up; text is read the Latvian way ("1 200,00 €").

    Refused with `money.*` if the text is no amount, has parts of a cent or is too large. Floats: TypeError.
    """
    if isinstance(amount, bool | float):
        raise TypeError("Money is never a float or a bool: give text, int or Decimal.")
    number = _read(amount, place) if isinstance(amount, str) else Decimal(amount)
    if not number.is_finite():
        raise Refused(Reason("money.not_an_amount", {"given": str(amount)}, place))
    if abs(number) > MOST_EUR:
        raise Refused(Reason("money.too_large", {"most_eur": MOST_EUR}, place))
    rounded = number.quantize(CENT, rounding=ROUND_HALF_UP)
    return rounded if rounded else Decimal("0.00")


def _read(text: str, place: str) -> Decimal:
    """The number in typed text, or Refused."""
    bare = _CURRENCY.sub("", text.strip()).strip()
    found = _AMOUNT.fullmatch(bare)
    if found is None:
        raise Refused(Reason("money.not_an_amount", {"given": text[:40]}, place))
    if len(found["cents"] or "") > 2:
        raise Refused(Reason("money.parts_of_a_cent", {"given": text[:40]}, place))
    return Decimal(bare.translate(_SPACES).replace(",", "."))
