"""Forms of the library with our words and our guard. Labels are Latvian through gettext; no placeholders."""

from __future__ import annotations

import struct
from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa import adapter as mfa
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pumpurs.web.signin import guard, second_factor, trail

NEW_PASSWORD = _(
    "At least 12 characters. Three or four words that only you would put together are easy to keep in mind."
)


def _calm(form: forms.Form, **words: object) -> None:
    """Our labels and hints; the library's placeholders go (a label says it, and stays)."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in words:
            field.label = words[name]  # type: ignore[assignment]


class SignIn(account.LoginForm):  # type: ignore[misc]
    """E-mail and password."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _calm(self, login=_("E-mail"), password=_("Password"))
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class PasswordAgain(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _calm(self, password=_("Password"))


class AskNewPassword(account.ResetPasswordForm):  # type: ignore[misc]
    """To which e-mail the link goes."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _calm(self, email=_("E-mail"))


class NewPasswordByKey(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, twice."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _calm(self, password1=_("New password"), password2=_("New password once more"))
        self.fields["password1"].help_text = NEW_PASSWORD


class FirstPassword(account.SetPasswordForm):  # type: ignore[misc]
    """A first password, twice."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _calm(self, password1=_("New password"), password2=_("New password once more"))
        self.fields["password1"].help_text = NEW_PASSWORD


class ChangePassword(account.ChangePasswordForm):  # type: ignore[misc]
    """The present password and a new one, twice."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _calm(
            self,
            oldpassword=_("Present password"),
            password1=_("New password"),
            password2=_("New password once more"),
        )
        self.fields["password1"].help_text = NEW_PASSWORD


class GuardedCode:
    """Wrong codes are counted by account and place; after too many the lock page answers."""

    fields: dict[str, forms.Field]
    user: Any

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        field = self.fields["code"]
        field.label = _("Code")
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.update(
            {"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"}
        )

    def clean_code(self) -> str:
        """The code, if it is right and there were not too many wrong ones."""
        if guard.second_factor_locked(context.request, self.user):
            raise ValidationError(_("Too many wrong codes. Please wait."))
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as wrong:
            guard.second_factor_failed(context.request, self.user)
            trail.failed(context.request, "code", self.user.pk)
            raise ValidationError(
                _("This code is not right. Codes change every half a minute: take the newest one.")
            ) from wrong
        guard.second_factor_right(context.request, self.user)
        return code


class Code(GuardedCode, codes.AuthenticateForm):  # type: ignore[misc]
    """A code of the authenticator app, or a recovery code."""


class CodeAgain(GuardedCode, codes.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something that matters."""


class FirstCode(GuardedCode, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app that was just set up."""


# What reading a hostile or broken answer of a passkey can raise, down to its bytes and its signature.
UNREADABLE = (
    ValidationError, LookupError, TypeError, ValueError, AttributeError, OverflowError, struct.error, InvalidSignature,
)  # fmt: skip


class GuardedPasskey:
    """A refused or broken answer of a passkey is one sentence and an audit line."""

    user: Any

    def clean_credential(self) -> Any:
        """The authenticator, if its answer is right."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except UNREADABLE as wrong:
            trail.failed(context.request, "passkey", self.user.pk if self.user else None)
            raise ValidationError(
                _("This passkey was not accepted. Try once more, or sign in another way.")
            ) from wrong


class PasskeyAsSecond(GuardedPasskey, keys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class PasskeySignIn(GuardedPasskey, keys.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password."""


class NewPasskey(keys.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: a name, and whether it opens without a password."""

    def clean(self) -> dict[str, Any]:
        """The answer of the device, if it is a passkey."""
        try:
            return super().clean()  # type: ignore[no-any-return]
        except UNREADABLE as wrong:
            raise ValidationError(_("The device did not make a passkey. Try once more.")) from wrong

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _calm(self, name=_("Name of the passkey"), passwordless=_("Sign in with it without a password"))
        self.fields["name"].max_length = 60
        self.fields["name"].help_text = _("So that you know it again: “school laptop”, “my phone”.")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _("The device then asks for its PIN, fingerprint or face.")


class PasskeyName(keys.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        _calm(self, name=_("Name of the passkey"))


class RemovePasskey(forms.Form):
    """Nothing to fill in; refuses to remove the last factor of somebody who must have one."""

    def __init__(self, *args: Any, **about: Any) -> None:
        self.authenticator = about.pop("instance")
        super().__init__(*args, **about)

    def clean(self) -> dict[str, Any] | None:
        """Refuses."""
        if not second_factor.can_go(self.authenticator):
            raise mfa.get_adapter().validation_error("cannot_delete_authenticator")
        return super().clean()
