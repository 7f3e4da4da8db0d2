"""An OpenID Connect issuer in memory, which can be told to lie in every way that matters."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

ISSUER, CLIENT = "https://issuer.example.lv", "pumpurs"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """A signing key; made once for each name."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(private: rsa.RSAPrivateKey) -> bytes:
    """Its public half as text: what a confused verifier would take for a shared secret."""
    public = private.public_key()
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


class Answer:
    """What the library sees of an answer over the network."""

    status_code, headers = 200, {"content-type": "application/json"}
    text = content = "{}"

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def json(self) -> dict[str, Any]:
        """The body."""
        return self.data

    def raise_for_status(self) -> None:
        """Always fine."""


@dataclass
class Issuer:
    """`claims` override what the token says; `sign` makes the token."""

    nonce: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    algorithm: str = "RS256"
    signed_by: str = "ours"
    discovery: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Issuer:
        return self

    def __exit__(self, *fault: object) -> None:
        """Nothing to close."""

    def id_token(self) -> str:
        """A token about Anna, as truthful as it was told to be."""
        now = int(time.time())
        truth = {
            "iss": ISSUER, "sub": "anna-1", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": self.nonce,
            "email": "anna.liepa@example.lv", "email_verified": True,
        }  # fmt: skip
        said = {name: value for name, value in {**truth, **self.claims}.items() if name not in self.lacking}
        secret: Any = {"none": "", "HS256": "x" * 40}.get(self.algorithm) or key(self.signed_by)
        return jwt.encode(
            said, secret if self.algorithm != "none" else None, self.algorithm, headers={"kid": "one"}
        )

    def get(self, url: str, **_: Any) -> Answer:
        """The description of the issuer, or its keys."""
        if url.endswith("/.well-known/openid-configuration"):
            return Answer(
                {
                    "issuer": ISSUER,
                    "authorization_endpoint": f"{ISSUER}/authorize",
                    "token_endpoint": f"{ISSUER}/token",
                    "jwks_uri": f"{ISSUER}/keys",
                    **self.discovery,
                }
            )
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(key("ours").public_key(), as_dict=True)
        return Answer({"keys": [{**jwk, "kid": "one", "use": "sig"}]})

    def request(self, method: str, url: str, **given: Any) -> Answer:
        """The token for a code."""
        self.asked.append(given["data"])
        return Answer({"access_token": "opaque", "id_token": self.id_token()})
