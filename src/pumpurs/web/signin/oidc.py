"""OpenID Connect, stricter than the library: signature always, nonce, issuer, audience, expiry, assurance, PKCE.

The nonce is a keyed hash of the state, so that it belongs to one sign-in of one session and needs no place to be kept.
"""

from __future__ import annotations

import hmac
import re
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from requests import RequestException

from pumpurs.foundation.sealed import blind_index

PROVIDER, OURS = "openid_connect", "oidc"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY_SECONDS = 30


def app() -> SocialApp | None:
    """The provider of the environment."""
    if not settings.OIDC_ISSUER:
        return None
    about = {"server_url": settings.OIDC_ISSUER, "oauth_pkce_enabled": True, "fetch_userinfo": False}
    if settings.OIDC_ACR:
        about["auth_params"] = {"acr_values": " ".join(settings.OIDC_ACR)}
    return SocialApp(
        provider=PROVIDER,
        provider_id=OURS,
        name=settings.OIDC_NAME,
        client_id=settings.OIDC_CLIENT_ID,
        secret=settings.OIDC_CLIENT_SECRET,
        settings=about,
    )


def nonce_of(state: str) -> str:
    """The nonce of the sign-in that has this state."""
    return blind_index(state, about="oidc-nonce")


class NonceClient(OAuth2Client):  # type: ignore[misc]
    """Adds the nonce to the way out."""

    def get_redirect_url(self, authorization_url: str, scope: list[str], extra_params: dict[str, str]) -> str:
        """The address of the provider's sign-in page."""
        params = {**extra_params, "nonce": nonce_of(self.state)}
        return str(super().get_redirect_url(authorization_url, sorted(scope), params))


class HouseOIDC(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Reads the provider's answer and believes nothing that is not proven."""

    client_class = NonceClient

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's description of itself; it must be about the issuer that we were told."""
        try:
            config: dict[str, Any] = super().openid_config
            issuer, _keys = str(config["issuer"]), config["jwks_uri"]
        except (KeyError, TypeError, AttributeError) as fault:
            raise OAuth2Error("description of the provider is not complete") from fault
        if issuer.rstrip("/") != settings.OIDC_ISSUER:
            raise OAuth2Error("description names another issuer")
        return config

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **answer: Any
    ) -> SocialLogin:
        """From the token answer to an identity."""
        id_token = answer["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no id_token")
        claims = self._proven(id_token, app.client_id, nonce_of(request.GET.get("state", "")))
        if "email" not in claims and self.openid_config.get("userinfo_endpoint"):
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo is about somebody else")
            claims = {**more, **claims}
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def _proven(self, id_token: str, client_id: str, nonce: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(id_token),
                algorithms=ALGORITHMS,
                audience=client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY_SECONDS,
                options={"require": NEEDED},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as fault:
            raise OAuth2Error(f"id_token refused: {type(fault).__name__}") from fault
        if not hmac.compare_digest(str(claims["nonce"]), nonce):
            raise OAuth2Error("wrong nonce")
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client_id:
            raise OAuth2Error("made for another client")
        if settings.OIDC_ACR and claims.get("acr") not in settings.OIDC_ACR:
            raise OAuth2Error("assurance too low")
        return claims

    def _key(self, id_token: str) -> jwt.PyJWK:
        header = jwt.get_unverified_header(id_token)
        with get_adapter().get_requests_session() as web:
            answer = web.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = [
            key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if key.public_key_use in {None, "sig"}
        ]
        fitting = [key for key in keys if header.get("kid") in {None, key.key_id}]
        if len(fitting) != 1:
            raise jwt.InvalidKeyError("no single key for this token")
        return fitting[0]


class HouseProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """Takes no wishes from the address, keeps no data of the person but a keyed hash of who they are."""

    oauth2_adapter_class = HouseOIDC

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Only where to go afterwards; scope, parameters and purpose are ours."""
        asked = super().get_redirect_from_request_kwargs(request)
        next_url = {"next_url": asked["next_url"]} if "next_url" in asked else {}
        return {**next_url, "process": "login"}

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Who it is, at this issuer: what is kept for the next sign-in."""
        claims = data["id_token"]
        return blind_index(f"{claims['iss']} {claims['sub']}", about="oidc-subject")

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing is kept."""
        return {}


def start(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """The way to the provider's sign-in page."""
    return _carried(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """The way back."""
    return _carried(OAuth2CallbackView, request, provider_id)


def _carried(view: Any, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    adapter = _adapter(request, provider_id)
    try:
        return view.adapter_view(adapter)(request)  # type: ignore[no-any-return]
    except (OAuth2Error, RequestException) as fault:
        return render_authentication_error(request, adapter.get_provider(), exception=fault)  # type: ignore[no-any-return]


def _adapter(request: HttpRequest, provider_id: str) -> HouseOIDC:
    if provider_id != OURS or app() is None:
        raise Http404
    return HouseOIDC(request, provider_id)


def reason_of(error: object, exception: Exception | None) -> str:
    """A short code for the audit line: nothing that the provider or a stranger wrote."""
    if exception is None:
        return str(getattr(error, "value", error) or "state")[:30]
    said = str(exception) if isinstance(exception, OAuth2Error) else ""
    return said if re.fullmatch(r"[a-z_ :A-Za-z]{1,60}", said) else type(exception).__name__
