"""Sealed text: personal codes are stored encrypted (AES-256-GCM), with a blind index (HMAC-SHA256) for exact search."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_ID = b"1"
NONCE_BYTES = 12


def _key(purpose: str) -> bytes:
    master: bytes = settings.DATA_KEY
    return hmac.new(master, purpose.encode(), hashlib.sha256).digest()


def seal_bytes(content: bytes, *, about: str) -> bytes:
    """Encrypt; `about` (a table or purpose) is bound in, so that a value moved elsewhere does not open."""
    nonce = os.urandom(NONCE_BYTES)
    return KEY_ID + nonce + AESGCM(_key("seal")).encrypt(nonce, content, about.encode())


def unseal_bytes(sealed: bytes, *, about: str) -> bytes:
    """Decrypt what `seal_bytes` made. ValueError for an unknown key id; InvalidTag if it was changed or moved."""
    if sealed[:1] != KEY_ID:
        raise ValueError("sealed with an unknown key")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    return AESGCM(_key("seal")).decrypt(nonce, body, about.encode())


def seal(text: str, *, about: str) -> str:
    """Encrypt a short text into printable form."""
    return base64.b64encode(seal_bytes(text.encode(), about=about)).decode()


def unseal(sealed: str, *, about: str) -> str:
    """The text that `seal` was given."""
    return unseal_bytes(base64.b64decode(sealed), about=about).decode()


def blind_index(text: str, *, about: str) -> str:
    """A keyed hash that is equal for equal texts: for exact search without the text itself."""
    return hmac.new(_key("index:" + about), text.encode(), hashlib.sha256).hexdigest()
