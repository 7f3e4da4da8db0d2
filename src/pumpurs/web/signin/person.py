"""The signed-in person of a request behind a door that lets nobody else in."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


def signed_in(request: HttpRequest) -> AbstractBaseUser:
    """The account; LookupError if nobody is signed in (a door that forgot to ask)."""
    if not isinstance(request.user, AbstractBaseUser):
        raise LookupError("nobody is signed in")
    return request.user
