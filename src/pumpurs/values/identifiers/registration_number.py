"""Registration number (reģistrācijas numurs) of an organisation: eleven digits with a checksum."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pumpurs.values.reasons import Reason, Refused

_WEIGHTS = (9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)


@dataclass(frozen=True)
class RegistrationNumber:
    """A valid registration number, eleven digits."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\d{11}", self.digits, re.ASCII):
            raise Refused(Reason("identifier.registration_number.not_eleven_digits"))
        if self.digits[0] <= "3":
            raise Refused(Reason("identifier.registration_number.first_digit"))
        if sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, self.digits, strict=True)) % 11 != 3:
            raise Refused(Reason("identifier.registration_number.checksum"))

    @classmethod
    def parse(cls, text: str) -> RegistrationNumber:
        """Read a typed number, spaces allowed; Refused with `identifier.registration_number.*`."""
        return cls("".join(text.split()))

    def __str__(self) -> str:
        return self.digits
