"""Personal code (personas kods): eleven digits, printed NNNNNN-NNNNN.

Two kinds are in use. Codes given until 30 June 2017 hold the date of birth and a check digit (DDMMYY-CNNNK, C
is the century). Codes given from 1 July 2017 begin with 32 to 39 and are otherwise random: no date, no check
digit. A person may change once from the old kind to the new, so a code is never a key.

The value never shows itself: `repr` and `str` are masked, and a refusal does not repeat what was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pumpurs.values.reasons import Reason, Refused

_WRITTEN = re.compile(r"(\d{6})-?(\d{5})", re.ASCII)
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-"})
_NEW = re.compile(r"3[2-9]\d{9}", re.ASCII)
_WEIGHTS = (10, 5, 8, 4, 2, 1, 6, 3, 7, 9)
_CENTURIES = {"0": 1800, "1": 1900, "2": 2000}


@dataclass(frozen=True, repr=False)
class PersonalCode:
    """A valid personal code. `digits` are the eleven digits without hyphen, as stored and compared."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\d{11}", self.digits, re.ASCII):
            raise Refused(Reason("identifier.personal_code.not_eleven_digits"))
        if _NEW.fullmatch(self.digits):
            return
        if self.digits[6] not in _CENTURIES:
            raise Refused(Reason("identifier.personal_code.unknown_century"))
        if self.birth_date is None:
            raise Refused(Reason("identifier.personal_code.not_a_date"))
        if _check_digit(self.digits) != int(self.digits[10]):
            raise Refused(Reason("identifier.personal_code.check_digit"))

    @classmethod
    def parse(cls, text: str) -> PersonalCode:
        """Read a code typed with or without hyphen; Refused with `identifier.personal_code.*`."""
        found = _WRITTEN.fullmatch(text.strip().translate(_HYPHENS))
        if found is None:
            raise Refused(Reason("identifier.personal_code.not_eleven_digits"))
        return cls(found[1] + found[2])

    @property
    def holds_birth_date(self) -> bool:
        """Whether this is a code of the old kind."""
        return _NEW.fullmatch(self.digits) is None

    @property
    def birth_date(self) -> date | None:
        """The date of birth in an old code; None for a new one."""
        if not self.holds_birth_date:
            return None
        year = _CENTURIES[self.digits[6]] + int(self.digits[4:6])
        try:
            return date(year, int(self.digits[2:4]), int(self.digits[:2]))
        except ValueError:
            return None

    @property
    def printed(self) -> str:
        """The full code as printed on documents. Only for those who may see it."""
        return f"{self.digits[:6]}-{self.digits[6:]}"

    @property
    def masked(self) -> str:
        """Enough to tell two people apart, too little to rebuild the code beside a date of birth."""
        return f"******-***{self.digits[9:]}"

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return "PersonalCode(******-*****)"


def _check_digit(digits: str) -> int:
    """The last digit an old code must have, from its first ten."""
    return (1 + sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))) % 11 % 10
