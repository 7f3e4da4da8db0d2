"""/journals/keys/<token_id>/revoke/ — from now on nobody can send with this key."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.programme.alerts.actions.tokens import revoke_token
from pumpurs.web.doors import HouseRequest


def send(request: HouseRequest, token_id: UUID) -> HttpResponse:
    """Revoke it."""
    revoke_token(token_id=token_id, viewer=request.viewer, now=now())
    messages.success(request, _("Revoked. Whoever still uses this key is refused."))
    return redirect("journals/keys")
