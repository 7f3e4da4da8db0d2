"""A cooperation agreement's life: prepared, signed, amended, ended; and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

import pytest

from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.partners.actions import agreement as agreements
from pumpurs.programme.partners.actions import institutions
from pumpurs.programme.partners.models import Agreement, Institution, Participation, Partner
from pumpurs.programme.partners.rules import number_stands
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.programme import people_and_places as house

AsOwner = Callable[[], AbstractContextManager[None]]
NUMBER = "P6-13/134-2019"


@pytest.fixture
def cesis(as_owner: AsOwner) -> Partner:
    with as_owner():
        return house.make_partner("Cēsu novads", code="LV-022")


@pytest.fixture
def manager(as_owner: AsOwner) -> Viewer:
    """The programme manager at work, wall raised."""
    with as_owner():
        viewer = house.viewer_for(house.appoint(Role.PROGRAMME_MANAGER, name="Rita Egle"))
    raise_wall(viewer)
    return viewer


def prepared(
    viewer: Viewer,
    partner: Partner,
    *,
    number: str = NUMBER,
    since: date = date(2021, 9, 1),
    until: date | None = None,
) -> UUID:
    return agreements.prepare(
        partner_id=partner.id, number=number, since=since, until=until, partner_signatory="Jānis Bērzs",
        programme_signatory="Rita Egle", viewer=viewer,
    )  # fmt: skip


def signed(viewer: Viewer, partner: Partner, **more: object) -> UUID:
    agreement_id = prepared(viewer, partner, **more)  # type: ignore[arg-type]
    agreements.sign(agreement_id=agreement_id, signed_on=date(2021, 8, 20), viewer=viewer)
    return agreement_id


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


@pytest.mark.parametrize("number", ["P6-13/134-2019", "P6-13/1-2021", "A-1/22-2026"])
def test_a_number_of_the_register_stands(number: str) -> None:
    assert number_stands(number)


@pytest.mark.parametrize(
    "number", ["", "134", "P6-13/134", "P6-13/134-19", "p6-13/134-2019", "P6 13/134 2019 "]
)
def test_another_number_does_not(number: str) -> None:
    assert not number_stands(number)


@pytest.mark.django_db
def test_an_agreement_is_in_force_only_once_it_is_signed(manager: Viewer, cesis: Partner) -> None:
    agreement_id = prepared(manager, cesis)
    assert Agreement.objects.get(pk=agreement_id).state == "prepared"

    agreements.sign(agreement_id=agreement_id, signed_on=date(2021, 8, 20), viewer=manager)

    agreement = Agreement.objects.get(pk=agreement_id)
    assert (agreement.state, agreement.signed_on) == ("in_force", date(2021, 8, 20))


@pytest.mark.django_db
def test_everything_wrong_with_a_preparation_is_said_at_once(manager: Viewer, as_owner: AsOwner) -> None:
    with as_owner():
        ended = house.make_partner("Amatas novads", code="LV-008")

    with pytest.raises(Refused) as refusal:
        prepared(manager, ended, number="134/2019", until=date(2021, 8, 1))

    assert codes(refusal) == [
        "agreement.number_unlike",
        "partner.record.municipality_ended",
        "agreement.ends_before_it_begins",
    ]
    assert refusal.value.reasons[1].values["heir"] == "Cēsu novads"


@pytest.mark.django_db
def test_a_municipality_can_sign_until_its_very_last_day(manager: Viewer, as_owner: AsOwner) -> None:
    with as_owner():
        ended = house.make_partner("Amatas novads", code="LV-008")

    assert prepared(manager, ended, since=date(2021, 6, 30))
    with pytest.raises(Refused):
        prepared(manager, ended, number="P6-13/135-2019", since=date(2021, 7, 1))


@pytest.mark.django_db
def test_a_number_is_given_once(manager: Viewer, cesis: Partner) -> None:
    prepared(manager, cesis)

    with pytest.raises(Refused) as refusal:
        prepared(manager, cesis, number=" p6-13/134-2019 ")

    assert codes(refusal) == ["agreement.number_taken"]


@pytest.mark.django_db
def test_a_partner_has_one_agreement_at_a_time(manager: Viewer, cesis: Partner) -> None:
    signed(manager, cesis)

    with pytest.raises(Refused) as refusal:
        signed(manager, cesis, number="P6-13/135-2021", since=date(2022, 1, 1))

    assert codes(refusal) == ["agreement.sign.other_in_force"]


@pytest.mark.django_db
def test_a_new_agreement_can_follow_the_day_after_the_old_one(manager: Viewer, cesis: Partner) -> None:
    signed(manager, cesis, until=date(2022, 8, 31))

    assert signed(manager, cesis, number="P6-13/135-2022", since=date(2022, 9, 1))
    with pytest.raises(Refused):
        signed(manager, cesis, number="P6-13/136-2022", since=date(2022, 8, 31))


@pytest.mark.django_db
def test_without_signatories_nothing_is_signed(manager: Viewer, cesis: Partner) -> None:
    agreement_id = agreements.prepare(
        partner_id=cesis.id, number=NUMBER, since=date(2021, 9, 1), until=None, partner_signatory=" ",
        programme_signatory="", viewer=manager,
    )  # fmt: skip

    with pytest.raises(Refused) as refusal:
        agreements.sign(agreement_id=agreement_id, signed_on=date(2021, 8, 20), viewer=manager)

    assert codes(refusal) == ["agreement.no_partner_signatory", "agreement.no_programme_signatory"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.NATIONAL_EXPERT, Role.MUNICIPAL_COORDINATOR, Role.HEAD])
def test_nobody_but_the_programme_manager_makes_agreements(
    role: Role, cesis: Partner, as_owner: AsOwner
) -> None:
    with as_owner():
        place = {Role.MUNICIPAL_COORDINATOR: cesis, Role.HEAD: house.make_institution(partner=cesis)}.get(
            role
        )
        viewer = house.viewer_for(house.appoint(role, place))
    raise_wall(viewer)

    with pytest.raises(Refused) as refusal:
        prepared(viewer, cesis)

    assert codes(refusal) == ["agreement.prepare.not_yours"]


@pytest.mark.django_db
def test_an_amendment_can_move_the_last_day_and_is_kept(manager: Viewer, cesis: Partner) -> None:
    agreement_id = signed(manager, cesis, until=date(2022, 8, 31))

    agreements.amend(
        agreement_id=agreement_id, number="1", signed_on=date(2022, 5, 2), subject="Longer by a year",
        until=date(2023, 8, 31), viewer=manager,
    )  # fmt: skip

    agreement = Agreement.objects.get(pk=agreement_id)
    assert agreement.until == date(2023, 9, 1)
    assert list(agreement.amendments.values_list("number", "subject")) == [("1", "Longer by a year")]


@pytest.mark.django_db
def test_an_amendment_is_neither_older_than_the_agreement_nor_numbered_twice(
    manager: Viewer, cesis: Partner
) -> None:
    agreement_id = signed(manager, cesis)

    def amend(number: str, day: date) -> None:
        agreements.amend(
            agreement_id=agreement_id, number=number, signed_on=day, subject="x", until=None, viewer=manager
        )

    with pytest.raises(Refused) as refusal:
        amend("1", date(2021, 8, 19))
    assert codes(refusal) == ["agreement.amend.before_signing"]
    amend("1", date(2021, 8, 20))
    with pytest.raises(Refused) as refusal:
        amend(" 1", date(2021, 9, 20))
    assert codes(refusal) == ["agreement.amend.number_taken"]


@pytest.mark.django_db
def test_with_the_agreement_every_institution_leaves(
    manager: Viewer, cesis: Partner, as_owner: AsOwner
) -> None:
    with as_owner():
        early, late = (
            house.make_institution(name, partner=cesis) for name in ("Rubenes skola", "Līgatnes skola")
        )
    raise_wall(manager)
    agreement_id = signed(manager, cesis)
    for school, day in ((early, date(2021, 9, 1)), (late, date(2023, 1, 9))):
        institutions.join(agreement_id=agreement_id, institution_ids=[school.id], since=day, viewer=manager)

    agreements.end(agreement_id=agreement_id, last_day=date(2022, 12, 31), viewer=manager)

    assert list(Participation.objects.values_list("institution_id", "until")) == [
        (early.id, date(2023, 1, 1))
    ]
    assert Agreement.objects.get(pk=agreement_id).state == "ended"


@pytest.mark.django_db
def test_an_ended_agreement_is_not_changed_any_more(manager: Viewer, cesis: Partner) -> None:
    agreement_id = signed(manager, cesis)
    agreements.end(agreement_id=agreement_id, last_day=date(2022, 12, 31), viewer=manager)

    with pytest.raises(Refused) as refusal:
        agreements.sign(agreement_id=agreement_id, signed_on=date(2023, 1, 1), viewer=manager)

    assert codes(refusal) == ["agreement.sign.wrong_state"]


@pytest.mark.django_db
def test_every_step_leaves_one_line(manager: Viewer, cesis: Partner) -> None:
    agreement_id = signed(manager, cesis)
    agreements.end(agreement_id=agreement_id, last_day=date(2022, 12, 31), viewer=manager)

    assert list(AuditLine.objects.order_by("id").values_list("action", flat=True)) == [
        "partners.agreement.prepare",
        "partners.agreement.sign",
        "partners.agreement.end",
    ]


@pytest.fixture
def two_schools(manager: Viewer, cesis: Partner, as_owner: AsOwner) -> tuple[Institution, Institution]:
    with as_owner():
        schools = (
            house.make_institution("Rubenes skola", partner=cesis),
            house.make_institution("Līgatnes skola", partner=cesis),
        )
    raise_wall(manager)
    return schools


@pytest.mark.django_db
def test_institutions_join_gradually_and_leave(
    manager: Viewer, cesis: Partner, two_schools: tuple[Institution, Institution]
) -> None:
    agreement_id = signed(manager, cesis)
    for school, day in zip(two_schools, (date(2021, 9, 1), date(2022, 9, 1)), strict=True):
        institutions.join(agreement_id=agreement_id, institution_ids=[school.id], since=day, viewer=manager)

    first = Participation.objects.get(institution=two_schools[0])
    institutions.leave(participation_id=first.id, last_day=date(2023, 5, 31), viewer=manager)

    assert sorted(Participation.objects.values_list("since", "until")) == [
        (date(2021, 9, 1), date(2023, 6, 1)),
        (date(2022, 9, 1), None),
    ]


@pytest.mark.django_db
def test_nobody_joins_before_the_agreement_holds_nor_twice(
    manager: Viewer, cesis: Partner, two_schools: tuple[Institution, Institution]
) -> None:
    agreement_id = signed(manager, cesis)
    ids = [school.id for school in two_schools]

    with pytest.raises(Refused) as refusal:
        institutions.join(
            agreement_id=agreement_id, institution_ids=ids, since=date(2021, 8, 31), viewer=manager
        )
    assert codes(refusal) == ["participation.join.no_agreement"]
    assert (
        institutions.join(
            agreement_id=agreement_id, institution_ids=ids, since=date(2021, 9, 1), viewer=manager
        )
        == 2
    )
    with pytest.raises(Refused) as refusal:
        institutions.join(
            agreement_id=agreement_id, institution_ids=ids, since=date(2022, 9, 1), viewer=manager
        )
    assert codes(refusal) == ["participation.join.takes_part"] * 2


@pytest.mark.django_db
def test_another_partners_school_cannot_join_under_this_agreement(
    manager: Viewer, cesis: Partner, as_owner: AsOwner
) -> None:
    with as_owner():
        foreign = house.make_institution(partner=house.make_partner("Siguldas novads", code="LV-091"))
    raise_wall(manager)
    agreement_id = signed(manager, cesis)

    with pytest.raises(Institution.DoesNotExist):
        institutions.join(
            agreement_id=agreement_id, institution_ids=[foreign.id], since=date(2021, 9, 1), viewer=manager
        )


@pytest.mark.django_db
def test_nobody_leaves_before_joining_or_after_the_end(
    manager: Viewer, cesis: Partner, two_schools: tuple[Institution, Institution]
) -> None:
    agreement_id = signed(manager, cesis, until=date(2023, 8, 31))
    ids = [two_schools[0].id]
    institutions.join(agreement_id=agreement_id, institution_ids=ids, since=date(2022, 9, 1), viewer=manager)
    row = Participation.objects.get()

    for day, code in ((date(2022, 8, 31), "before_joining"), (date(2023, 9, 1), "after_end")):
        with pytest.raises(Refused) as refusal:
            institutions.leave(participation_id=row.id, last_day=day, viewer=manager)
        assert codes(refusal) == [f"participation.leave.{code}"]
