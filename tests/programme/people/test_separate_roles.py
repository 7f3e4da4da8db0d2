"""Who checks for the programme holds no role at those who are checked, whichever of the two is given first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.actions.appoint import Appointed, appoint
from pumpurs.programme.people.actions.deputy import name_deputy
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.people.queries.staff_list import try_staff_list
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests import database
from tests.programme import people_and_places as house

AsOwner = Callable[[], AbstractContextManager[None]]
TODAY = house.TODAY
EMAIL = "ieva.klava@example.lv"


class Town:
    """A municipality with a school, and somebody in each role that appoints."""

    def __init__(self) -> None:
        self.partner = house.make_partner()
        self.school = house.make_institution("Rubenes skola", partner=self.partner, source_code="rubene")
        self.at_work: dict[Role, Appointment] = {
            Role.PROGRAMME_MANAGER: house.appoint(Role.PROGRAMME_MANAGER, name="Rita Egle"),
            Role.NATIONAL_EXPERT: house.appoint(Role.NATIONAL_EXPERT, name="Uldis Vītols"),
            Role.MUNICIPAL_COORDINATOR: house.appoint(Role.MUNICIPAL_COORDINATOR, self.partner, name="Zane Priede"),
            Role.HEAD: house.appoint(Role.HEAD, self.school, name="Dace Kalna"),
        }  # fmt: skip

    def viewer(self, role: Role) -> Viewer:
        """Somebody in this role, wall raised."""
        with database.as_owner():
            viewer = house.viewer_for(self.at_work[role])
        raise_wall(viewer)
        return viewer

    def place(self, role: Role) -> Partner | Institution | None:
        """Where such a role is held."""
        national = role in (Role.NATIONAL_EXPERT, Role.PROGRAMME_MANAGER)
        at_partner = role in (Role.MUNICIPAL_COORDINATOR, Role.ACCOUNTANT)
        return None if national else self.partner if at_partner else self.school

    def give(self, by: Role, role: Role, *, since: date = TODAY, last_day: date | None = None) -> Appointed:
        """One appointment of the same person."""
        place = self.place(role)
        return appoint(
            name="Ieva Kļava", email=EMAIL, role=role, since=since, last_day=last_day,
            partner_id=place.id if isinstance(place, Partner) else None,
            institution_id=place.id if isinstance(place, Institution) else None,
            viewer=self.viewer(by),
        )  # fmt: skip


@pytest.fixture
def town(as_owner: AsOwner) -> Town:
    with as_owner():
        return Town()


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refusal.value.reasons]


M, C, H = Role.PROGRAMME_MANAGER, Role.MUNICIPAL_COORDINATOR, Role.HEAD


@pytest.mark.django_db
@pytest.mark.parametrize("national", [Role.NATIONAL_EXPERT, Role.PROGRAMME_MANAGER])
@pytest.mark.parametrize(
    ("by", "role"),
    [(M, C), (M, Role.ACCOUNTANT), (C, Role.ACCOUNTANT), (C, H), (H, Role.PROVIDER), (H, Role.PLAN_AUTHOR)],
)
def test_neither_is_given_to_who_holds_the_other(town: Town, national: Role, by: Role, role: Role) -> None:
    """Also by a coordinator or a head, who sees nothing of a role of the programme."""
    town.give(M, national)

    with pytest.raises(Refused) as refusal:
        town.give(by, role)

    assert codes(refusal) == ["people.appoint.works_for_programme"]


@pytest.mark.django_db
@pytest.mark.parametrize("national", [Role.NATIONAL_EXPERT, Role.PROGRAMME_MANAGER])
@pytest.mark.parametrize(("by", "role"), [(M, C), (C, Role.ACCOUNTANT), (H, Role.PROVIDER)])
def test_nor_the_other_way_round(town: Town, national: Role, by: Role, role: Role) -> None:
    town.give(by, role)

    with pytest.raises(Refused) as refusal:
        town.give(M, national)

    assert codes(refusal) == ["people.appoint.works_there"]


@pytest.mark.django_db
def test_days_that_do_not_meet_are_free(town: Town) -> None:
    town.give(M, C, since=date(2026, 9, 1), last_day=date(2026, 10, 9))

    with pytest.raises(Refused):
        town.give(M, Role.NATIONAL_EXPERT, since=date(2026, 10, 9))
    town.give(M, Role.NATIONAL_EXPERT, since=date(2026, 10, 10))
    with pytest.raises(Refused):
        town.give(M, C, since=date(2026, 9, 1))  # open end: meets the days that are still to come


@pytest.mark.django_db
def test_a_deputy_holds_the_role_too(town: Town) -> None:
    def deputy(absent: Role, email: str) -> None:
        name_deputy(
            appointment_id=town.at_work[absent].id, name="Ieva Kļava", email=email, since=date(2026, 10, 12),
            last_day=date(2026, 10, 16), viewer=town.viewer(absent if absent is H else M), today=TODAY,
        )  # fmt: skip

    for absent, held, reason in (
        (H, Role.NATIONAL_EXPERT, "works_for_programme"),
        (Role.NATIONAL_EXPERT, H, "works_there"),
    ):
        with pytest.raises(Refused) as refusal:
            deputy(absent, town.at_work[held].account.email)
        assert codes(refusal) == [f"people.appoint.{reason}"]


@pytest.mark.django_db
def test_a_list_tells_the_row(town: Town) -> None:
    town.give(M, Role.NATIONAL_EXPERT, since=TODAY, last_day=date(2026, 10, 30))
    header = ["Vārds, uzvārds", "E-pasts", "Loma", "Iestādes kods", "Amats", "No"]

    def told(since: str) -> list[str]:
        row = ["Ieva Kļava", EMAIL, "plan_author", "rubene", "", since]
        trial = try_staff_list(header=header, rows=[(2, row)], viewer=town.viewer(H), today=TODAY)
        return [one.reason.code for one in trial.faults]

    assert told("2026-10-30") == ["people.list.works_for_programme"]
    assert told("2026-10-31") == []
