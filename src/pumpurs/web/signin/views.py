"""The library's views where ours must differ."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.views import RemoveWebAuthnView

from pumpurs.web.signin.forms import RemovePasskey


class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]
    """Asks whether the passkey may go before it goes."""

    form_class = RemovePasskey

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the passkey in question."""
        return {**super().get_form_kwargs(), "instance": self.get_object()}


remove_passkey = RemovePasskeyView.as_view()
