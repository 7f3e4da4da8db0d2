"""Names of account holders (konta turētājs): only such as a payment file can carry and a person can read."""

from __future__ import annotations

import re
import unicodedata

from text_unidecode import unidecode

SIGNS = frozenset(" .,&/()'’ʼ-‐‑–0123456789")
SCRIPTS = (
    "LATIN SMALL LETTER ",
    "LATIN CAPITAL LETTER ",
    "CYRILLIC SMALL LETTER ",
    "CYRILLIC CAPITAL LETTER ",
)
FOR_THE_BANK = re.compile(r"[A-Za-z0-9 .,&/()'-]*", re.ASCII)
LEAST_LETTERS = 2


def holder_as_told(typed: str) -> str:
    """The name with each letter in one piece and single blanks, however it was typed or pasted."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def bank_can_write(name: str) -> bool:
    """Letters of Latin or Cyrillic, digits, blanks and ' - . , & / ( ); two letters at least once a bank has read it.

    Nothing else: a payment file holds no control character, and what nobody sees would make two names look like one.
    """
    plain = unidecode(name)
    letters = min(sum(sign.isalpha() for sign in text) for text in (name, plain))
    readable = all(sign in SIGNS or unicodedata.name(sign, "").startswith(SCRIPTS) for sign in name)
    return readable and letters >= LEAST_LETTERS and FOR_THE_BANK.fullmatch(plain) is not None
