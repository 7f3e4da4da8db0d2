"""Tokens (piekļuves atslēgas): long random texts, of which only the hash is kept."""

from __future__ import annotations

import hashlib

PREFIX = "pj_"  # so that a lost one is recognised where it should not be
MOST_TOKENS = 5  # of one school at a time
MOST_WAITING = 10  # files of one key that are not read yet
LONGEST_TOKEN = 100


def hash_of(token: str) -> str:
    """The hash of a token; it is random and long, so it needs no salt and no slowness."""
    return hashlib.sha256(token.encode()).hexdigest()
