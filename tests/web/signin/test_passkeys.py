"""Passkeys: a key opens the account it was added to and no other, and belongs to nobody else's list."""

from __future__ import annotations

import hashlib
import json
import os
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestedCredentialData, AuthenticatorData

from pumpurs.programme.people.models import Account
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import appoint, make_account, make_institution
from tests.web.signin.hands import ANNA, PASSWORD, sign_in

PETERIS = "peteris.berzs@example.lv"
SITE = "testserver"
ADD, CODE = "/account/second-step/passkeys/new/", "/signin/code/"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def said(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class Key:
    """A security key in memory."""

    def __init__(self) -> None:
        self.id, self._secret = os.urandom(32), ec.generate_private_key(ec.SECP256R1())

    def _client_data(self, kind: str, client: Client) -> bytes:
        challenge = client.session["mfa.webauthn.state"]["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": f"https://{SITE}"}).encode()

    def _data(self, flags: int, known: bytes = b"") -> AuthenticatorData:
        site = hashlib.sha256(SITE.encode()).digest()
        return AuthenticatorData.create(site, PRESENT | VERIFIED | flags, 1, known)

    def added(self, client: Client) -> int:
        """Add it to the account that is signed in; the status of the answer."""
        client.get(ADD)
        public = ES256.from_cryptography_key(self._secret.public_key())
        known = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        whole = cbor.encode({"fmt": "none", "attStmt": {}, "authData": self._data(WITH_KEY, known)})
        told = {
            "attestationObject": said(whole),
            "clientDataJSON": said(self._client_data("webauthn.create", client)),
        }
        return self._sent(client, ADD, told, name="Atslēga")

    def answers(self, client: Client, *, named: bytes = b"", asked_by: Client | None = None) -> int:
        """Answer the question of the page; `named`: under another key's name, `asked_by`: in another browser."""
        asked, data = self._client_data("webauthn.get", asked_by or client), bytes(self._data(0))
        signature = self._secret.sign(data + hashlib.sha256(asked).digest(), ec.ECDSA(hashes.SHA256()))
        told = {"authenticatorData": said(data), "clientDataJSON": said(asked), "signature": said(signature)}
        return self._sent(client, CODE, told, named=named)

    def _sent(self, client: Client, path: str, told: dict[str, str], named: bytes = b"", **more: str) -> int:
        own = said(named or self.id)
        credential: dict[str, Any] = {"id": own, "rawId": own, "type": "public-key", "response": told}
        status: int = client.post(path, {"credential": json.dumps(credential), **more}).status_code
        return status


@pytest.fixture
def keys(teacher: Account) -> dict[str, Key]:
    """Anna and Pēteris have one key each."""
    with as_owner():
        peteris = make_account("Pēteris Bērzs", email=PETERIS)
        peteris.set_password(PASSWORD)
        peteris.save()
        appoint(Role.PLAN_AUTHOR, make_institution("Raunas pamatskola"), account=peteris)
    found = {}
    for email in (ANNA, PETERIS):
        client, found[email] = Client(), Key()
        sign_in(client, email)
        assert found[email].added(client) == 302
    return found


def halfway(email: str) -> Client:
    """A browser that has given the password and is asked for the second step."""
    client = Client()
    assert sign_in(client, email)["Location"] == CODE
    client.get(CODE)
    return client


def signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_the_own_key_opens_the_second_step(keys: dict[str, Key]) -> None:
    client = halfway(ANNA)

    assert keys[ANNA].answers(client) == 302
    assert signed_in(client)


@pytest.mark.parametrize("under_the_name_of", [ANNA, PETERIS])
def test_the_key_of_another_account_does_not(keys: dict[str, Key], under_the_name_of: str) -> None:
    client = halfway(ANNA)

    assert keys[PETERIS].answers(client, named=keys[under_the_name_of].id) == 200
    assert not signed_in(client)


def test_an_answer_to_an_earlier_question_opens_nothing(keys: dict[str, Key]) -> None:
    first, second = halfway(ANNA), halfway(ANNA)

    assert keys[ANNA].answers(second, asked_by=first) == 200
    assert not signed_in(second)


def test_nobody_removes_or_renames_somebody_elses_key(keys: dict[str, Key]) -> None:
    client = halfway(ANNA)
    keys[ANNA].answers(client)
    with as_owner():
        theirs = Authenticator.objects.get(user__email=PETERIS, type="webauthn")

    for what in ("remove", "name"):
        path = f"/account/second-step/passkeys/{theirs.pk}/{what}/"
        assert client.post(path, {"name": "mana"}).status_code == 404

    with as_owner():
        assert Authenticator.objects.get(pk=theirs.pk).data["name"] == "Atslēga"
