"""The invitation: a link by which an appointed person sets their first password. It works once, for some days.

`send_invitation` has it sent to the address of the appointment: whoever appoints somebody never holds the link, and so
does not act under that name. Only the demonstration, of which no letter leaves, shows it (`invite_path`).
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
from django.utils.translation import gettext as _
from django.utils.translation import override

from pumpurs.foundation.letters import Letter, post

A_DAY = 24 * 60 * 60


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


def send_invitation(account_id: UUID) -> str:
    """Send the link to the account's own address, in Latvian; the address. Account.DoesNotExist if there is none."""
    email = str(get_user_model().objects.values_list("email", flat=True).get(pk=account_id))
    with override("lv"):
        body = _(
            "An account was made for you in PuMPuRS, the information system against early school leaving.\n\nOpen this "
            "link and choose a password. It works once, for %(days)s days:\n%(link)s\n\nIf you did not expect this, "
            "do nothing and tell the head of your school or your municipality."
        ) % {
            "days": settings.INVITE_SECONDS // A_DAY,
            "link": f"{settings.PUBLIC_URL}{invite_path(account_id)}",
        }
        post(Letter(email, _("PuMPuRS: your account"), body))
    return email


def invited(account_id: UUID, token: str) -> AbstractBaseUser | None:
    """The account of this invitation; None if it was used, is too old or was never made."""
    user = get_user_model().objects.filter(pk=account_id, is_active=True).first()
    return user if user and not user.has_usable_password() and TOKENS.check_token(user, token) else None
