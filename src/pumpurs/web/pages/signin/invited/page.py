"""/signin/invited/ — the first password of an invited person, who is then signed in."""

from __future__ import annotations

from uuid import UUID

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpResponse
from django.shortcuts import redirect, render

from pumpurs.web.doors import HouseRequest
from pumpurs.web.signin.forms import FirstPassword
from pumpurs.web.signin.invite import invited

INVITATION = "invitation"


def _person(request: HouseRequest) -> AbstractBaseUser | None:
    account_id, token = request.session.get(INVITATION, ("", ""))
    return invited(UUID(account_id), token) if token else None


def _page(request: HouseRequest, person: AbstractBaseUser | None, form: FirstPassword | None) -> HttpResponse:
    if person is None:
        return render(request, "signin/invite/page.html", status=410)
    values = {"person": person, "form": form or FirstPassword(user=person)}
    return render(request, "signin/invited/page.html", values, status=422 if form else 200)


def show(request: HouseRequest) -> HttpResponse:
    """The form."""
    return _page(request, _person(request), None)


def send(request: HouseRequest) -> HttpResponse:
    """Set it and go in."""
    person = _person(request)
    form = FirstPassword(data=request.POST, user=person) if person else None
    if person is None or form is None or not form.is_valid():
        return _page(request, person, form)
    form.save()
    del request.session[INVITATION]
    response: HttpResponse = perform_password_login(
        request, {"email": person.get_username()}, Login(user=person)
    )
    return response or redirect("house/home")
