"""Who appoints whom, for how long, and that nobody lifts herself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from itertools import product

import pytest

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.actions.appoint import Appointed, appoint
from pumpurs.programme.people.actions.deputy import name_deputy
from pumpurs.programme.people.actions.end import end_appointment
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.people.queries import places_of
from pumpurs.programme.people.queries.staff import (
    partners_to_choose,
    person_in_sight,
    roles_counted,
    staff_in_sight,
)
from pumpurs.programme.people.rules import RANK
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests import database
from tests.programme import people_and_places as house

AsOwner = Callable[[], AbstractContextManager[None]]
TODAY = house.TODAY


@dataclass
class Town:
    """One municipality with two schools, another municipality, and people at work."""

    cesis: Partner
    sigulda: Partner
    school: Institution
    other_school: Institution
    far_school: Institution
    at_work: dict[Role, Appointment]

    def viewer(self, role: Role) -> Viewer:
        """Somebody in this role at work here, wall raised."""
        with database.as_owner():
            viewer = house.viewer_for(self.at_work[role])
        raise_wall(viewer)
        return viewer


@pytest.fixture
def town(as_owner: AsOwner) -> Town:
    with as_owner():
        cesis, sigulda = house.make_partner(), house.make_partner("Siguldas novads", code="LV-091")
        schools = [house.make_institution(f"{name} skola", partner=cesis) for name in ("Rubenes", "Līgatnes")]
        far = house.make_institution("Mores skola", partner=sigulda)
        at_work = {
            Role.PROGRAMME_MANAGER: house.appoint(Role.PROGRAMME_MANAGER, name="Rita Egle"),
            Role.NATIONAL_EXPERT: house.appoint(Role.NATIONAL_EXPERT, name="Uldis Vītols"),
            Role.MUNICIPAL_COORDINATOR: house.appoint(Role.MUNICIPAL_COORDINATOR, cesis, name="Zane Priede"),
            Role.HEAD: house.appoint(Role.HEAD, schools[0], name="Dace Kalna"),
            Role.INSTITUTION_COORDINATOR: house.appoint(
                Role.INSTITUTION_COORDINATOR, schools[0], name="Juris Krūms"
            ),
            Role.ACCOUNTANT: house.appoint(Role.ACCOUNTANT, cesis, name="Inta Ozola"),
            Role.PROVIDER: house.appoint(Role.PROVIDER, schools[1], name="Ilga Priede"),
            Role.PLAN_AUTHOR: house.appoint(Role.PLAN_AUTHOR, schools[0], name="Anna Liepa"),
        }
    return Town(cesis, sigulda, schools[0], schools[1], far, at_work)


def give(
    viewer: Viewer,
    role: Role,
    place: Institution | Partner | None = None,
    *,
    email: str = "ieva.klava@example.lv",
    **more: object,
) -> Appointed:
    where = {
        "institution_id": place.id if isinstance(place, Institution) else None,
        "partner_id": place.id if isinstance(place, Partner) else None,
    }
    return appoint(name="Ieva Kļava", email=email, role=role, since=TODAY, viewer=viewer, **where, **more)  # type: ignore[arg-type]


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


MAY = {
    (Role.PROGRAMME_MANAGER, Role.PROGRAMME_MANAGER),
    (Role.PROGRAMME_MANAGER, Role.NATIONAL_EXPERT),
    (Role.PROGRAMME_MANAGER, Role.MUNICIPAL_COORDINATOR),
    (Role.PROGRAMME_MANAGER, Role.HEAD),
    (Role.PROGRAMME_MANAGER, Role.INSTITUTION_COORDINATOR),
    (Role.PROGRAMME_MANAGER, Role.ACCOUNTANT),
    (Role.MUNICIPAL_COORDINATOR, Role.ACCOUNTANT),
    (Role.MUNICIPAL_COORDINATOR, Role.PROVIDER),
    (Role.MUNICIPAL_COORDINATOR, Role.HEAD),
    (Role.MUNICIPAL_COORDINATOR, Role.INSTITUTION_COORDINATOR),
    (Role.MUNICIPAL_COORDINATOR, Role.PLAN_AUTHOR),
    (Role.HEAD, Role.INSTITUTION_COORDINATOR),
    (Role.HEAD, Role.PLAN_AUTHOR),
    (Role.HEAD, Role.PROVIDER),
    (Role.INSTITUTION_COORDINATOR, Role.PLAN_AUTHOR),
    (Role.INSTITUTION_COORDINATOR, Role.PROVIDER),
}
PLACED = [role for role in RANK if role is not Role.STRATEGIC_PARTNER]


@pytest.mark.django_db
@pytest.mark.parametrize(("by", "role"), list(product(PLACED, PLACED)), ids=lambda role: str(role))
def test_who_gives_which_role(town: Town, by: Role, role: Role) -> None:
    at_partner = dict.fromkeys((Role.MUNICIPAL_COORDINATOR, Role.ACCOUNTANT), town.cesis)
    place = {**at_partner, Role.NATIONAL_EXPERT: None, Role.PROGRAMME_MANAGER: None}
    viewer = town.viewer(by)

    if (by, role) in MAY:
        assert give(viewer, role, place.get(role, town.school)).is_new
    else:
        with pytest.raises(Refused) as refusal:
            give(viewer, role, place.get(role, town.school))
        assert codes(refusal) == ["people.appoint.not_yours"]
        assert not Account.objects.filter(email="ieva.klava@example.lv").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("by", [Role.HEAD, Role.INSTITUTION_COORDINATOR])
def test_a_head_appoints_in_the_own_school_only(town: Town, by: Role) -> None:
    with pytest.raises(Refused) as refusal:
        give(town.viewer(by), Role.PLAN_AUTHOR, town.other_school)

    assert codes(refusal) == ["people.appoint.not_yours"]


@pytest.mark.django_db
def test_a_municipal_coordinator_appoints_in_the_own_municipality_only(town: Town) -> None:
    viewer = town.viewer(Role.MUNICIPAL_COORDINATOR)

    assert give(viewer, Role.HEAD, town.other_school)
    with pytest.raises(Refused) as refusal:
        give(viewer, Role.HEAD, town.far_school, email="cits@example.lv")
    assert codes(refusal) == ["people.appoint.not_yours"]


@pytest.mark.django_db
def test_nobody_gives_herself_a_higher_role(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if the table of who appoints whom allowed it."""
    viewer = town.viewer(Role.HEAD)
    monkeypatch.setattr(
        "pumpurs.programme.people.actions.appoint.appoints_for_this_place", lambda *_who: True
    )
    own = town.at_work[Role.HEAD].account.email

    with pytest.raises(Refused) as refusal:
        give(viewer, Role.NATIONAL_EXPERT, email=own.upper())

    assert codes(refusal) == ["people.appoint.upward", "people.appoint.works_there"]


@pytest.mark.django_db
def test_one_account_holds_several_roles_in_several_places(town: Town) -> None:
    first = give(
        town.viewer(Role.MUNICIPAL_COORDINATOR), Role.PLAN_AUTHOR, town.school, profession="psychologist"
    )
    second = give(
        town.viewer(Role.MUNICIPAL_COORDINATOR), Role.HEAD, town.other_school, email=" Ieva.KLAVA@Example.lv "
    )

    assert (first.is_new, second.is_new) == (True, False)
    assert first.account_id == second.account_id
    places = {(one.role, one.place) for one in places_of(account_id=first.account_id, today=TODAY)}
    assert places == {(Role.PLAN_AUTHOR, "Rubenes skola"), (Role.HEAD, "Līgatnes skola")}


@pytest.mark.django_db
def test_the_same_role_is_not_held_twice_in_the_same_days(town: Town) -> None:
    viewer = town.viewer(Role.HEAD)
    give(viewer, Role.PLAN_AUTHOR, town.school)

    with pytest.raises(Refused) as refusal:
        give(viewer, Role.PLAN_AUTHOR, town.school)

    assert codes(refusal) == ["people.appoint.holds_it"]


@pytest.mark.django_db
def test_everything_wrong_with_a_person_is_said_at_once(town: Town) -> None:
    with pytest.raises(Refused) as refusal:
        appoint(
            name=" ", email="ieva", role=Role.PLAN_AUTHOR, since=TODAY, institution_id=town.school.id,
            profession="wizard", viewer=town.viewer(Role.HEAD),
        )  # fmt: skip

    assert codes(refusal) == [
        "people.appoint.no_name", "people.appoint.not_an_email", "people.appoint.unknown_profession",
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_appointment_ends_on_its_last_day_and_its_deputies_with_it(town: Town) -> None:
    viewer = town.viewer(Role.HEAD)
    author = town.at_work[Role.PLAN_AUTHOR]
    deputy = name_deputy(
        appointment_id=author.id, name="Ieva Kļava", email="ieva.klava@example.lv", since=TODAY,
        last_day=date(2026, 12, 1), viewer=viewer, today=TODAY,
    )  # fmt: skip

    end_appointment(appointment_id=author.id, last_day=date(2026, 10, 9), viewer=viewer, today=TODAY)

    for account_id in (author.account_id, deputy.account_id):
        assert len(places_of(account_id=account_id, today=date(2026, 10, 9))) == 1
        assert places_of(account_id=account_id, today=date(2026, 10, 10)) == ()


@pytest.mark.django_db
def test_only_who_appoints_may_end(town: Town) -> None:
    head = town.at_work[Role.HEAD]

    for role in (Role.INSTITUTION_COORDINATOR, Role.HEAD, Role.NATIONAL_EXPERT):
        with pytest.raises(Refused) as refusal:
            end_appointment(appointment_id=head.id, last_day=TODAY, viewer=town.viewer(role), today=TODAY)
        assert codes(refusal) == ["people.end.not_yours"]


@pytest.mark.django_db
def test_somebody_elses_staff_does_not_exist(town: Town, as_owner: AsOwner) -> None:
    with as_owner():
        far = house.appoint(Role.PLAN_AUTHOR, town.far_school)

    with pytest.raises(Appointment.DoesNotExist):
        end_appointment(appointment_id=far.id, last_day=TODAY, viewer=town.viewer(Role.HEAD), today=TODAY)


@pytest.mark.django_db
def test_an_appointment_cannot_end_before_it_began_nor_twice(town: Town) -> None:
    viewer, author = town.viewer(Role.HEAD), town.at_work[Role.PLAN_AUTHOR]

    with pytest.raises(Refused) as refusal:
        end_appointment(appointment_id=author.id, last_day=date(2019, 8, 30), viewer=viewer, today=TODAY)
    assert codes(refusal) == ["people.end.before_it_began"]
    end_appointment(appointment_id=author.id, last_day=date(2026, 10, 1), viewer=viewer, today=TODAY)
    with pytest.raises(Refused) as refusal:
        end_appointment(appointment_id=author.id, last_day=TODAY, viewer=viewer, today=TODAY)
    assert codes(refusal) == ["people.end.ended_already"]


def stand_in(
    town: Town, viewer: Viewer, absent: Appointment, email: str = "ieva.klava@example.lv"
) -> Appointed:
    return name_deputy(
        appointment_id=absent.id, name="Ieva Kļava", email=email, since=date(2026, 10, 12),
        last_day=date(2026, 10, 16), viewer=viewer, today=TODAY,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_head_names_an_own_deputy_for_some_days(town: Town) -> None:
    viewer = town.viewer(Role.HEAD)

    made = stand_in(town, viewer, town.at_work[Role.HEAD])

    on = {day: places_of(account_id=made.account_id, today=date(2026, 10, day)) for day in (11, 12, 16, 17)}
    assert [len(on[day]) for day in (11, 12, 16, 17)] == [0, 1, 1, 0]
    assert on[12][0].role is Role.HEAD
    card = person_in_sight(viewer=viewer, appointment_id=town.at_work[Role.HEAD].id, today=date(2026, 10, 12))
    assert card.away is not None
    assert card.away.name == "Ieva Kļava"


@pytest.mark.django_db
def test_a_coordinator_cannot_make_herself_the_heads_deputy(town: Town) -> None:
    own = town.at_work[Role.INSTITUTION_COORDINATOR].account.email

    with pytest.raises(Refused) as refusal:
        stand_in(town, town.viewer(Role.INSTITUTION_COORDINATOR), town.at_work[Role.HEAD], own)

    assert codes(refusal) == ["people.deputy.not_yours"]


@pytest.mark.django_db
def test_nobody_stands_in_for_herself_and_a_deputy_names_no_deputy(town: Town) -> None:
    viewer, head = town.viewer(Role.HEAD), town.at_work[Role.HEAD]

    with pytest.raises(Refused) as refusal:
        stand_in(town, viewer, head, head.account.email)
    assert "people.deputy.same_person" in codes(refusal)
    made = stand_in(town, viewer, head)
    deputy = Appointment.objects.get(pk=made.appointment_id)
    with database.as_owner():
        stands_in = house.viewer_for(deputy, today=date(2026, 10, 12))
    raise_wall(stands_in)
    with pytest.raises(Refused) as refusal:
        name_deputy(
            appointment_id=deputy.id, name="Cits", email="cits@example.lv", since=date(2026, 10, 13),
            last_day=date(2026, 10, 14), viewer=stands_in, today=date(2026, 10, 12),
        )  # fmt: skip
    assert codes(refusal) == ["people.deputy.of_a_deputy"]


@pytest.mark.django_db
def test_the_list_shows_the_own_school_heads_first(town: Town, as_owner: AsOwner) -> None:
    with as_owner():
        house.appoint(Role.PLAN_AUTHOR, town.school, name="Čaks Āboliņš")
        house.appoint(Role.PLAN_AUTHOR, town.school, name="Cilda Ābele")
        house.appoint(Role.PLAN_AUTHOR, town.other_school, name="Svešs Cilvēks")
    viewer = town.viewer(Role.HEAD)

    staff = staff_in_sight(viewer=viewer, today=TODAY)

    assert [one.name for one in staff.items] == [
        "Dace Kalna", "Juris Krūms", "Anna Liepa", "Cilda Ābele", "Čaks Āboliņš",
    ]  # fmt: skip
    assert roles_counted(viewer=viewer, today=TODAY)[Role.PLAN_AUTHOR] == 3
    assert [one.name for one in staff_in_sight(viewer=viewer, today=TODAY, search="caks ab").items] == [
        "Čaks Āboliņš"
    ]


@pytest.mark.django_db
def test_only_partners_that_would_be_taken_are_offered(town: Town) -> None:
    def offered(role: Role) -> set[str]:
        return {one.name for one in partners_to_choose(viewer=town.viewer(role))}

    assert offered(Role.MUNICIPAL_COORDINATOR) == {town.cesis.name}
    assert offered(Role.PROGRAMME_MANAGER) == {town.cesis.name, town.sigulda.name}
