"""Plain rules of consents: when an answer is in force, and the secrets of a family link."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date, timedelta

LINK_LASTS = timedelta(days=14)
WRONG_CODES = 5  # so many wrong codes close a link
CODE_DIGITS = 6
TOKEN_BYTES = 32
RETURN_LASTS = timedelta(minutes=30)  # a mailed link for coming back; only one at a time
RETURN_STAYS = timedelta(hours=2)  # how long a visit may last
RETURN_DIGITS = 8
RETURN_WRONG_CODES = 10  # so many wrong return codes, over all visits since the last right one, end the code
SIGNER_RELATIONS = ("mother", "father", "guardian", "foster_family", "institution")
SELF = "self"
OPEN = ("sent", "opened", "asked")  # papers that lie with the family
NAME_LETTERS = 3


def in_force(signed_on: date | None, ended_on: date | None, day: date) -> bool:
    """Whether what was signed holds on `day`: from the day of signing up to, not including, the day it ended."""
    return signed_on is not None and signed_on <= day and (ended_on is None or day < ended_on)


def hash_of(token: str) -> str:
    """What the table keeps of a token: its SHA-256, good enough because the token is random and long."""
    return hashlib.sha256(token.encode()).hexdigest()


def digits_of(code: str) -> str:
    """A code as typed, without the blanks and hyphens people put in."""
    return "".join(sign for sign in code if sign.isascii() and sign.isdigit())


def spoken(code: str) -> str:
    """A code in two halves, easy to read out: 123 456."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def is_a_name(text: str) -> bool:
    """Whether somebody typed a name: at least two words, the whole not shorter than a few letters."""
    words = [word for word in text.split() if any(sign.isalpha() for sign in word)]
    return len(words) > 1 and sum(map(len, words)) >= NAME_LETTERS


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for diacritics, case, hyphens and the order of their words."""
    return _words_of(one) == _words_of(other)


def _words_of(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return sorted(re.findall(r"[^\W\d_]+", letters))


def same_mailbox(one: str, other: str) -> bool:
    """Whether letters to two addresses come to the same mailbox: case and a +tag make no difference."""
    return bool(one) and _mailbox(one) == _mailbox(other)


def _mailbox(address: str) -> tuple[str, str]:
    local, _at, place = address.strip().casefold().rpartition("@")
    return local.partition("+")[0], place
