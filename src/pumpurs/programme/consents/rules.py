"""Plain rules of consents: when an answer is in force, and the secrets of a family link."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

LINK_LASTS = timedelta(days=14)
WRONG_CODES = 5  # so many wrong codes close a link
CODE_DIGITS = 6
TOKEN_BYTES = 32
SIGNER_RELATIONS = ("mother", "father", "guardian", "foster_family", "institution")
SELF = "self"
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
