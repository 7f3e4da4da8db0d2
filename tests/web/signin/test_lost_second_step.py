"""A lost second step: taken away by who appoints the person everywhere, told by a letter, set up anew at sign-in."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from pumpurs.programme.people.models import Account, Appointment
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import appoint, make_institution, make_partner
from tests.web.signin.hands import ANNA, code_of, letters, lines, sign_in

APP = "/account/second-step/app/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
GIVEN = {"why": "lost", "known": "in_person"}


def place_of(account: Account) -> Appointment:
    return Appointment.objects.get(account=account)


def browser_of(appointment: Appointment) -> Client:
    client = Client()
    client.force_login(appointment.account, backend=BACKEND)
    return client


def path(appointment: Appointment) -> str:
    return f"/people/{appointment.id}/second-step/"


def factors(account: Account) -> int:
    with as_owner():
        return Authenticator.objects.filter(user=account).count()


@pytest.fixture
def with_app(at_work: Client, teacher: Account) -> Account:
    """Anna with an authenticator app and recovery codes, still signed in at her desk."""
    secret = at_work.get(APP).context["form"].secret
    at_work.post(APP, {"code": code_of(secret)})
    assert factors(teacher) == 2
    return teacher


@pytest.fixture
def anna(with_app: Account) -> Appointment:
    """Her only appointment: plan author at a school of Cēsis."""
    with as_owner():
        return place_of(with_app)


@pytest.fixture
def head(anna: Appointment) -> Client:
    """The head of her school, signed in."""
    with as_owner():
        return browser_of(appoint(Role.HEAD, anna.institution, name="Pēteris Bērzs"))


def test_the_person_signs_in_by_password_and_must_set_up_a_new_one(
    anna: Appointment, head: Client, at_work: Client, with_app: Account
) -> None:
    assert "second-step" in head.get(f"/people/{anna.id}/").content.decode()

    answer = head.post(path(anna), GIVEN)

    assert answer["Location"] == f"/people/{anna.id}/"
    assert factors(with_app) == 0
    assert at_work.get("/account/").status_code == 302
    anew = Client()
    assert sign_in(anew)["Location"] == "/"
    assert anew.get("/desk/")["Location"] == "/account/second-step/"
    anew.post(APP, {"code": code_of(anew.get(APP).context["form"].secret)})
    assert anew.get("/desk/").status_code == 200
    anew.post(APP + "remove/")
    assert factors(with_app) == 2


def test_it_is_audited_with_reason_and_told_by_a_letter_without_names(
    anna: Appointment, head: Client
) -> None:
    head.post(path(anna), GIVEN)

    [line] = lines("people.second_step")
    assert (line.role, line.object_id) == ("head", str(anna.id))
    assert line.details == {"account": str(anna.account_id), **GIVEN}
    letter = letters()[-1]
    assert letter.to == [ANNA]
    assert "http://127.0.0.1:8000/signin/" in letter.body
    assert [
        word for word in ("Anna", "Liepa", "Pēteris", "Priekuļ") if word in letter.subject + letter.body
    ] == []


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"why": "lost"},
        {"known": "in_person"},
        {"why": "bored", "known": "in_person"},
        {"why": "", "known": "x"},
    ],
)
def test_without_a_reason_and_a_way_of_knowing_nothing_happens(
    given: dict[str, str], anna: Appointment, head: Client, with_app: Account
) -> None:
    assert head.post(path(anna), given).status_code == 422
    assert factors(with_app) == 2


def test_somebody_who_has_none_keeps_what_they_have(head: Client, anna: Appointment) -> None:
    with as_owner():
        other = appoint(Role.PLAN_AUTHOR, anna.institution, name="Zane Kalniņa")

    assert head.post(path(other), GIVEN).status_code == 422
    with as_owner():
        assert not Account.objects.get(pk=other.account_id).second_step_required


def someone(kind: str, anna: Appointment) -> Appointment:
    """Who tries: by a word, one colleague, superior or stranger of Anna."""
    school = anna.institution
    assert school is not None
    makers: dict[str, Any] = {
        "her head": lambda: appoint(Role.HEAD, school),
        "her municipal coordinator": lambda: appoint(Role.MUNICIPAL_COORDINATOR, school.partner),
        "the programme manager": lambda: appoint(Role.PROGRAMME_MANAGER),
        "a colleague": lambda: appoint(Role.PLAN_AUTHOR, school, whole_institution=True),
        "the institution's coordinator": lambda: appoint(Role.INSTITUTION_COORDINATOR, school),
        "a national expert": lambda: appoint(Role.NATIONAL_EXPERT),
        "the head next door": lambda: appoint(Role.HEAD, make_institution("Raunas pamatskola")),
        "a coordinator elsewhere": lambda: appoint(
            Role.MUNICIPAL_COORDINATOR, make_partner("Valkas novads", code="LV-101")
        ),
        "herself": lambda: appoint(Role.PROGRAMME_MANAGER, account=anna.account),
    }
    return makers[kind]()  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("kind", "status", "left"),
    [
        ("her head", 302, 0),
        ("her municipal coordinator", 302, 0),
        ("the programme manager", 302, 0),
        ("a colleague", 403, 2),
        ("the institution's coordinator", 403, 2),
        ("a national expert", 403, 2),
        ("the head next door", 404, 2),
        ("a coordinator elsewhere", 404, 2),
    ],
)
def test_only_who_appoints_her_can_do_it(
    kind: str, status: int, left: int, anna: Appointment, with_app: Account
) -> None:
    with as_owner():
        client = browser_of(someone(kind, anna))

    assert client.post(path(anna), GIVEN).status_code == status
    assert factors(with_app) == left


def test_nobody_does_it_for_oneself(anna: Appointment, with_app: Account) -> None:
    with as_owner():
        own = someone("herself", anna)
    client = browser_of(own)
    client.post("/role/", {"role": str(own.id)})

    assert client.post(path(anna), GIVEN).status_code == 422
    assert factors(with_app) == 2


@pytest.mark.parametrize(
    ("other_role", "elsewhere", "who", "status"),
    [
        (Role.PLAN_AUTHOR, True, "her head", 422),
        (Role.PLAN_AUTHOR, True, "her municipal coordinator", 302),
        (Role.HEAD, False, "her head", 422),
        (Role.HEAD, True, "her municipal coordinator", 302),
        (Role.MUNICIPAL_COORDINATOR, True, "her head", 422),
        (Role.MUNICIPAL_COORDINATOR, True, "her municipal coordinator", 422),
        (Role.MUNICIPAL_COORDINATOR, True, "the programme manager", 302),
        (Role.PROGRAMME_MANAGER, True, "her municipal coordinator", 422),
        (Role.PROGRAMME_MANAGER, True, "the programme manager", 302),
    ],
)
def test_another_role_of_the_person_counts_too(
    other_role: Role, elsewhere: bool, who: str, status: int, anna: Appointment, with_app: Account
) -> None:
    with as_owner():
        school = anna.institution
        assert school is not None
        at: Any = make_institution("Raunas pamatskola") if elsewhere else school
        at = {Role.MUNICIPAL_COORDINATOR: school.partner, Role.PROGRAMME_MANAGER: None}.get(other_role, at)
        appoint(other_role, at, account=with_app)
        client = browser_of(someone(who, anna))

    assert client.post(path(anna), GIVEN).status_code == status
    assert factors(with_app) == (0 if status == 302 else 2)


def test_the_page_says_who_can_where_this_viewer_cannot(anna: Appointment, head: Client) -> None:
    with as_owner():
        appoint(Role.HEAD, make_institution("Raunas pamatskola"), account=anna.account)

    page = head.get(path(anna))

    assert page.status_code == 200
    assert "<form" not in page.content.decode().partition('id="main"')[2].partition("</main>")[0]
