"""What the frame may say about the session: when it ends."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

from pumpurs.foundation.clock import server_now
from pumpurs.web.signin.sessions import ends_at


def signin(request: HttpRequest) -> Mapping[str, object]:
    """Context processor: `session_ends_at`, `session_warn_seconds`, and how else one can sign in here."""
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    end = ends_at(request) if signed_in else None
    return {
        "session_ends_at": end,
        "session_left_seconds": int((end - server_now()).total_seconds()) if end else 0,
        "session_warn_seconds": settings.SESSION_WARN_SECONDS,
        "oidc_name": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
    }
