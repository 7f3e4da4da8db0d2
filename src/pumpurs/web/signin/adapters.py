"""What the sign-in library asks us: who may come in, what is written down, what is kept sealed."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pumpurs.foundation.letters import Letter, post
from pumpurs.foundation.sealed import seal, unseal
from pumpurs.web.signin import device, oidc, second_factor, sessions, trail

SEALED_FOR = "mfa_authenticator"


def _account_of(email: str) -> AbstractBaseUser | None:
    return get_user_model().objects.filter(email__iexact=email).first() if email else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come with an appointment; every way in or out leaves an audit line."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers alone."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that rate limits count."""
        return device.address(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong e-mail or password."""
        known = _account_of(str(credentials.get("email", "")))
        trail.failed(request, "password", known.pk if known else None)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **about: Any) -> HttpResponseBase:
        """Signed in, with every factor: a new session card, an audit line."""
        sessions.begin(request)
        by = second_factor.methods_of(request, user)
        second_factor.fresh(request)
        second_factor.remember(request, user, strong=bool(settings.OIDC_ACR) and "oidc" in by)
        trail.done(request, "signin.ok", user, by=by)
        return super().post_login(request, user, **about)  # type: ignore[no-any-return]

    def logout(self, request: HttpRequest) -> None:
        """Sign-out."""
        if request.user.is_authenticated:
            trail.done(request, "signin.out", request.user)
        super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A new password signs out everywhere else."""
        super().set_password(user, password)
        here = self.request if self.request and self.request.user == user else None
        sessions.end_others(user.pk, but_not=here)
        trail.done(self.request, "signin.password_changed", user)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the letter about a forgotten password."""
        uid, _, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": secret})
        return f"{settings.PUBLIC_URL}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter of the library goes the way of all letters: sealed into the queue, sent by a job."""
        written = self.render_mail(template_prefix, email, context)
        post(Letter(email, written.subject, written.body))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """What happened to an account is told to its address; nothing of the device or the place goes with it."""
        self.send_mail(template_prefix, email or user.get_username(), {})

    def add_message(self, request: HttpRequest, level: int, *args: Any, **about: Any) -> None:
        """The library's greetings are left out; what a person did or must know is said."""
        template = str(args[0] if args else about.get("message_template", ""))
        if not template.endswith(("logged_in.txt", "logged_out.txt")):
            super().add_message(request, level, *args, **about)


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """OpenID Connect: linked to an account that exists, by verified e-mail or an earlier link; never a new one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody registers through a provider either."""
        return False

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one provider of the environment; none without OIDC_ISSUER. Tables are not asked."""
        app = oidc.app()
        return [app] if app and provider in {None, app.provider, app.provider_id} else []

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> oidc.HouseProvider:
        """Our stricter provider."""
        app = oidc.app()
        if app is None or provider not in {app.provider, app.provider_id}:
            raise SocialApp.DoesNotExist
        return oidc.HouseProvider(request, app=app)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account of this identity, or show the way on."""
        if sociallogin.is_existing:
            return
        verified = next((address.email for address in sociallogin.email_addresses if address.verified), "")
        account = _account_of(verified)
        if account is None or not account.is_active or self._linked_otherwise(account, sociallogin):
            trail.failed(request, "oidc", account.pk if account else None, reason="no_account")
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))
        sociallogin.connect(request, account)
        trail.done(request, "signin.identity_linked", account)

    def _linked_otherwise(self, account: AbstractBaseUser, sociallogin: SocialLogin) -> bool:
        links = SocialAccount.objects.filter(user_id=account.pk, provider=sociallogin.account.provider)
        return bool(links.exclude(uid=sociallogin.account.uid).exists())

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: object,
        error: object = None,
        exception: Exception | None = None,
        **_: Any,
    ) -> None:
        """A refused or broken answer of the provider."""
        trail.failed(request, "oidc", None, reason=oidc.reason_of(error, exception))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes are kept sealed; the last factor stays where one is required."""

    def encrypt(self, text: str) -> str:
        """Into the table."""
        return seal(text, about=SEALED_FOR)

    def decrypt(self, encrypted_text: str) -> str:
        """Out of the table."""
        return unseal(encrypted_text, about=SEALED_FOR)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody who must have one."""
        return second_factor.can_go(authenticator)

    def _get_site_name(self) -> str:
        return "PuMPuRS"

    def generate_authenticator_name(self, user: AbstractBaseUser, kind: Authenticator.Type) -> str:
        """The name offered for a new passkey."""
        count = Authenticator.objects.filter(user_id=user.pk, type=kind).count()
        return _("My passkey") if not count else _("My passkey %(number)s") % {"number": count + 1}
