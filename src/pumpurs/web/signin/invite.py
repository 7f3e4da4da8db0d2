"""The invitation: a link by which an appointed person sets their first password. It works once, for some days.

The room of people sends it: `invite_path(account_id)` gives the path to put behind the address of the site.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import base36_to_int


class _Tokens(PasswordResetTokenGenerator):
    """Like the tokens of a password reset, with a longer life; a password that is set makes them worthless."""

    key_salt = "pumpurs.web.signin.invite"

    def check_token(self, user: AbstractBaseUser | None, token: str | None) -> bool:
        """Is this the token of this account, still young enough?"""
        try:
            moment = base36_to_int((token or "").split("-")[0])
        except ValueError:
            return False
        if not isinstance(user, get_user_model()) or not token:
            return False
        right = constant_time_compare(self._make_token_with_timestamp(user, moment, self.secret), token)
        return right and self._num_seconds(self._now()) - moment <= settings.INVITE_SECONDS


TOKENS = _Tokens()


def invite_path(account_id: UUID) -> str:
    """`/signin/invite/<account>/<token>/` for an account without a password. Account.DoesNotExist if there is none."""
    user = get_user_model().objects.get(pk=account_id)
    return reverse("signin/invite", kwargs={"account_id": user.pk, "token": TOKENS.make_token(user)})


def invited(account_id: UUID, token: str) -> AbstractBaseUser | None:
    """The account of this invitation; None if it was used, is too old or was never made."""
    user = get_user_model().objects.filter(pk=account_id, is_active=True).first()
    return user if user and not user.has_usable_password() and TOKENS.check_token(user, token) else None
