"""The second factor: who must have one, who has one, and that the last one cannot go.

Staff who see children's records must have one where PUMPURS_SECOND_FACTOR=required (production). Without one they are
led to set it up before any page of the programme opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.queries import places_of
from pumpurs.values.roles import FAMILY_ROLES, Role
from pumpurs.web.signin.person import signed_in

HAS = "second_factor"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
FREE_ROLES = FAMILY_ROLES | {Role.VISITOR}
OPEN_ROOMS = ("signin/", "account_", "mfa_", "house/home", "house/role")  # pages that open without it


def methods_of(request: HttpRequest, user: AbstractBaseUser) -> list[str]:
    """By what this sign-in was made: password, totp, webauthn, recovery_codes, oidc, demo."""
    words = {"socialaccount": "oidc"}
    found = []
    for record in get_authentication_records(request, user):
        method = str(record.get("type") or record.get("method"))
        found.append(words.get(method, method))
    return found


def fresh(request: HttpRequest) -> None:
    """Who has signed in a moment ago is not asked again before setting up a second step."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**one, "reauthenticated": True} for one in records
    ]


def has_one(user: AbstractBaseUser) -> bool:
    """Has this account an authenticator app or a passkey?"""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


@dataclass(frozen=True)
class Factors:
    """What second factors an account has."""

    app: bool
    passkeys: int
    codes: bool

    @property
    def any(self) -> bool:
        """Is there a second step at all?"""
        return self.app or self.passkeys > 0


def factors_of(account_id: UUID) -> Factors:
    """The second factors of an account."""
    kinds = list(Authenticator.objects.filter(user_id=account_id).values_list("type", flat=True))
    return Factors(
        app=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        codes=Authenticator.Type.RECOVERY_CODES in kinds,
    )


def remember(request: HttpRequest, user: AbstractBaseUser, *, strong: bool = False) -> None:
    """Write into the session that a second factor is there (`strong`: the identity provider vouched for it)."""
    request.session[HAS] = strong or has_one(user)


def missing(request: HttpRequest, viewer: Viewer, door: str) -> HttpResponse | None:
    """The way to the set-up page, if this viewer must have a second factor and has none; else None."""
    if viewer.role in FREE_ROLES or door.startswith(OPEN_ROOMS) or not _must_have_one(request.user):
        return None
    if request.session.get(HAS) or _has_now(request):
        return None
    messages.info(request, _("Before you can open records of children, add a second step to your sign-in."))
    return redirect("mfa_index")


def _must_have_one(user: object) -> bool:
    """Everybody where the environment says so; who had one taken away also elsewhere."""
    return settings.SECOND_FACTOR_REQUIRED or bool(getattr(user, "second_step_required", False))


def _has_now(request: HttpRequest) -> bool:
    remember(request, signed_in(request))
    return bool(request.session[HAS])


def can_go(authenticator: Authenticator) -> bool:
    """May this authenticator be removed?"""
    if authenticator.type not in FACTORS or not _must_have_one(authenticator.user):
        return True
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
    if others.exclude(pk=authenticator.pk).exists():
        return True
    return not places_of(account_id=authenticator.user_id, today=today())
