"""/demo/ — the first page of a newcomer: sign in as any invented person. Demonstration and tests only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.visibility import open_eyes
from pumpurs.programme.learners.queries.demo import demo_family
from pumpurs.programme.people.queries import DemoPerson, demo_people
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.viewer import CHOSEN
from pumpurs.web.signin import second_factor, sessions, trail
from pumpurs.web.words import label

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SHOWN_PER_ROLE = 4
ACTS: tuple[tuple[Promise | str, tuple[tuple[Role, str, Promise | str], ...]], ...] = (
    (
        _("At school"),
        (
            (Role.PLAN_AUTHOR, "pencil", _("Notices a learner, asks the family, writes the plan.")),
            (Role.HEAD, "check", _("Reads the plan first: approves it or sends it back.")),
            (Role.PROVIDER, "clock", _("Gives the support and records each session on the phone.")),
            (Role.INSTITUTION_COORDINATOR, "people", _("Brings in the roster, appoints the team.")),
            (Role.STRATEGIC_PARTNER, "handshake", _("Sees only the cases that were referred to it.")),
        ),
    ),
    (
        _("In the municipality and the state"),
        (
            (Role.MUNICIPAL_COORDINATOR, "map", _("Keeps an eye on all schools of the municipality.")),
            (Role.ACCOUNTANT, "euro", _("Pays what others granted.")),
            (Role.NATIONAL_EXPERT, "scale", _("Gives the last approval.")),
            (Role.PROGRAMME_MANAGER, "chart", _("Agreements, partners, who has joined.")),
        ),
    ),
    (
        _("At home"),
        (
            (Role.GUARDIAN, "house", _("Reads the plan in plain words and signs on the phone.")),
            (Role.ADULT_LEARNER, "sprout", _("Signs for themselves and sees who looked.")),
        ),
    ),
)


@dataclass(frozen=True)
class Part:
    """A role on the stage: what it does and who plays it."""

    role: Role
    label: str
    icon: str
    text: Promise | str
    people: tuple[DemoPerson, ...]


def _acts(people: list[DemoPerson]) -> list[tuple[Promise | str, list[Part]]]:
    acts = []
    for title, roles in ACTS:
        parts = []
        for role, icon, text in roles:
            players = tuple(person for person in people if person.role is role)[:SHOWN_PER_ROLE]
            if players:
                parts.append(Part(role, label("role", role), icon, text, players))
        if parts:
            acts.append((title, parts))
    return acts


def only_in_the_demo() -> None:
    """Http404 in production."""
    if settings.PRODUCTION:
        raise Http404


def show(request: HouseRequest) -> HttpResponse:
    """People by role."""
    only_in_the_demo()
    with open_eyes(
        request.viewer, "demo"
    ):  # nobody is signed in yet; the people are invented, no learner is named
        people = [
            *demo_people(today=today(), per_role=SHOWN_PER_ROLE),
            *demo_family(today=today(), per_role=SHOWN_PER_ROLE),
        ]
    return render(request, "signin/demo/page.html", {"acts": _acts(people)})


def send(request: HouseRequest) -> HttpResponse:
    """Sign in as one of them: `account`, and `place` for the role (an appointment or a family role)."""
    only_in_the_demo()
    try:
        account_id = UUID(request.POST.get("account", ""))
    except ValueError:
        raise Http404 from None
    account = get_user_model().objects.get(pk=account_id, is_demo=True, is_active=True)
    request.session.flush()
    login(request, account, backend=BACKEND)
    request.session[CHOSEN] = request.POST.get("place", "")[:40]
    sessions.begin(request)
    second_factor.remember(request, account, strong=True)
    request.session[CHOSEN] = request.POST.get("place", "")[:40]
    trail.done(request, "signin.ok", account, by=["demo"])
    return redirect("house/home")
