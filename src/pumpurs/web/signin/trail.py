"""Audit lines of sign-in: who, by what, from which (masked) place. Never an address of a person, never a code."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import NOBODY, Reach, Viewer
from pumpurs.values.roles import Role
from pumpurs.web.frame.viewer import request_id
from pumpurs.web.signin import device


def _somebody(request: HttpRequest, account_id: UUID | None) -> Viewer:
    return Viewer(account_id or NOBODY, Role.VISITOR, Reach(), None, request_id(request))


def done(request: HttpRequest, action: str, user: AbstractBaseUser, **details: Any) -> None:
    """Something about this account's sign-in succeeded."""
    audit.noted(
        _somebody(request, user.pk),
        action,
        object_type="account",
        object_id=str(user.pk),
        details={**details, "place": device.masked(device.address(request))},
    )


def failed(request: HttpRequest, by: str, account_id: UUID | None, **details: Any) -> None:
    """An attempt to sign in failed; `account_id` if the name given belongs to an account."""
    details["account"] = str(account_id) if account_id else ""
    place = device.masked(device.address(request))
    audit.refused(_somebody(request, None), "signin.failed", details={"by": by, "place": place, **details})
