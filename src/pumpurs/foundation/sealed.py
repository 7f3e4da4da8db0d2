"""Sealed text: personal codes are stored encrypted (AES-256-GCM), with a blind index (HMAC-SHA256) for exact search."""

from __future__ import annotations

import base64
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_ID = b"1"
NONCE_BYTES = 12


@lru_cache(maxsize=64)
def _derived(master: bytes, purpose: str) -> bytes:
    return hmac.digest(master, purpose.encode(), "sha256")


@lru_cache(maxsize=4)
def _cipher(master: bytes) -> AESGCM:
    return AESGCM(_derived(master, "seal"))


def seal_bytes(content: bytes, *, about: str) -> bytes:
    """Encrypt; `about` (a table or purpose) is bound in, so that a value moved elsewhere does not open."""
    nonce = os.urandom(NONCE_BYTES)
    return KEY_ID + nonce + _cipher(settings.DATA_KEY).encrypt(nonce, content, about.encode())


def unseal_bytes(sealed: bytes, *, about: str) -> bytes:
    """Decrypt what `seal_bytes` made. ValueError for an unknown key id; InvalidTag if it was changed or moved."""
    if sealed[:1] != KEY_ID:
        raise ValueError("sealed with an unknown key")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    return _cipher(settings.DATA_KEY).decrypt(nonce, body, about.encode())


def seal(text: str, *, about: str) -> str:
    """Encrypt a short text into printable form."""
    return base64.b64encode(seal_bytes(text.encode(), about=about)).decode()


def unseal(sealed: str, *, about: str) -> str:
    """The text that `seal` was given."""
    return unseal_bytes(base64.b64decode(sealed), about=about).decode()


def blind_index(text: str, *, about: str) -> str:
    """A keyed hash that is equal for equal texts: for exact search without the text itself."""
    return hmac.digest(_derived(settings.DATA_KEY, "index:" + about), text.encode(), "sha256").hex()
