"""Doors of sign-in: the library's pages that we want (all others stay closed) and our own."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as identity
from django.conf import settings

from pumpurs.web.doors import Door
from pumpurs.web.pages.house.role import page as role
from pumpurs.web.pages.signin.account import page as my_account
from pumpurs.web.pages.signin.demo import page as demo
from pumpurs.web.pages.signin.demo_mail import page as demo_mail
from pumpurs.web.pages.signin.end_session import page as end_session
from pumpurs.web.pages.signin.invite import page as invite
from pumpurs.web.pages.signin.invited import page as invited
from pumpurs.web.pages.signin.session import page as session
from pumpurs.web.signin import oidc
from pumpurs.web.signin.library import View, library_page
from pumpurs.web.signin.views import remove_passkey


def _before(path: str, name: str, view: View, action: str, *, send: bool = True) -> Door:
    """A page of the library that opens without sign-in."""
    return Door(path, name, library_page(name, view, send=send), thing="signin", action=action, roles=None)


def _mine(path: str, name: str, view: View, action: str, *, send: bool = True) -> Door:
    """A page of the library about the own account."""
    return Door(path, name, library_page(name, view, send=send), thing="account", action=action)


WAYS_IN = (
    _before("signin/", "account_login", account.login, "sign_in"),
    _before("signin/code/", "mfa_authenticate", second.authenticate, "give_code"),
    _before("signin/passkey/", "mfa_login_webauthn", passkeys.login_webauthn, "sign_in"),
    _before("signin/closed/", "account_inactive", account.account_inactive, "read", send=False),
    _before("signin/password/", "account_reset_password", account.password_reset, "ask_password"),
    _before("signin/password/sent/", "account_reset_password_done", account.password_reset_done, "read", send=False),
    _before(
        "signin/password/done/", "account_reset_password_from_key_done", account.password_reset_from_key_done,
        "read", send=False,
    ),
    _before(
        "signin/password/<slug:uidb36>/<str:key>/", "account_reset_password_from_key",
        account.password_reset_from_key, "set_password",
    ),
    _before("signin/no-account/", "account_signup", account.signup, "read", send=False),
    _before("signin/cancelled/", "socialaccount_login_cancelled", identity.login_cancelled, "read", send=False),
    _before("signin/<slug:provider_id>/start/", "openid_connect_login", oidc.start, "sign_in", send=False),
    _before("signin/<slug:provider_id>/callback/", "openid_connect_callback", oidc.callback, "sign_in", send=False),
    Door(
        "signin/invite/<uuid:account_id>/<str:token>/", "signin/invite", invite, thing="invitation", action="open",
        roles=None,
    ),
    Door("signin/invited/", "signin/invited", invited, thing="invitation", action="set_password", roles=None),
    Door("demo/", "signin/demo", demo, thing="signin", action="sign_in", roles=None),
    Door("demo/mail/", "signin/demo_mail", demo_mail, thing="signin", action="read_mail", roles=None),
)  # fmt: skip

MY_ACCOUNT = (
    _before("signout/", "account_logout", account.logout, "sign_out"),
    Door("role/", "house/role", role, thing="role", action="switch"),
    Door("account/", "signin/account", my_account, thing="account", action="read"),
    Door("account/session/", "signin/session", session, thing="session", action="stay"),
    Door("account/sessions/end/", "signin/end_session", end_session, thing="session", action="end"),
    _mine("account/password/", "account_change_password", account.password_change, "set_password"),
    _mine("account/password/first/", "account_set_password", account.password_set, "set_password"),
    _mine("account/confirm/", "account_reauthenticate", account.reauthenticate, "confirm"),
    _mine("account/confirm/code/", "mfa_reauthenticate", second.reauthenticate, "confirm"),
    _mine("account/confirm/passkey/", "mfa_reauthenticate_webauthn", passkeys.reauthenticate_webauthn, "confirm"),
    _mine("account/second-step/", "mfa_index", second.index, "read", send=False),
    _mine("account/second-step/app/", "mfa_activate_totp", totp.activate_totp, "add_app"),
    _mine("account/second-step/app/remove/", "mfa_deactivate_totp", totp.deactivate_totp, "remove_app"),
    _mine("account/second-step/codes/", "mfa_view_recovery_codes", codes.view_recovery_codes, "read", send=False),
    _mine("account/second-step/codes/new/", "mfa_generate_recovery_codes", codes.generate_recovery_codes, "renew"),
    _mine(
        "account/second-step/codes/download/", "mfa_download_recovery_codes", codes.download_recovery_codes,
        "download", send=False,
    ),
    _mine("account/second-step/passkeys/", "mfa_list_webauthn", passkeys.list_webauthn, "read", send=False),
    _mine("account/second-step/passkeys/new/", "mfa_add_webauthn", passkeys.add_webauthn, "add_passkey"),
    _mine("account/second-step/passkeys/<int:pk>/remove/", "mfa_remove_webauthn", remove_passkey, "remove_passkey"),
    _mine("account/second-step/passkeys/<int:pk>/name/", "mfa_edit_webauthn", passkeys.edit_webauthn, "rename"),
)  # fmt: skip

ONLY_IN_THE_DEMO = {"signin/demo", "signin/demo_mail"}

DOORS = tuple(
    door for door in (*WAYS_IN, *MY_ACCOUNT) if door.name not in ONLY_IN_THE_DEMO or not settings.PRODUCTION
)
