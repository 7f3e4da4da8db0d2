"""Recording partners, what a reform does to them, and how far the programme reaches."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.partners.actions import partner as partners
from pumpurs.programme.partners.actions import strategic
from pumpurs.programme.partners.models import Agreement, Institution, Participation, Partner, StrategicPartner
from pumpurs.programme.partners.queries.card import partner_card
from pumpurs.programme.partners.queries.goals import goals, not_recorded
from pumpurs.programme.partners.queries.listing import partners_in_sight
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.programme import people_and_places as house

AsOwner = Callable[[], AbstractContextManager[None]]
TODAY = house.TODAY
NUMBER = "40003027238"


@pytest.fixture
def manager(as_owner: AsOwner) -> Viewer:
    with as_owner():
        viewer = house.viewer_for(house.appoint(Role.PROGRAMME_MANAGER, name="Rita Egle"))
    raise_wall(viewer)
    return viewer


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def agreed(partner: Partner, number: str, since: date = date(2019, 9, 2)) -> Agreement:
    return Agreement.objects.create(
        partner=partner, number=number, since=since, signed_on=since, state="in_force",
        partner_signatory="Jānis Bērzs", programme_signatory="Rita Egle",
    )  # fmt: skip


def joined(school: Institution, agreement: Agreement, since: date = date(2019, 9, 2)) -> Participation:
    return Participation.objects.create(
        institution=school, agreement=agreement, partner_id=school.partner_id, since=since
    )


@pytest.mark.django_db
def test_a_municipality_is_recorded_under_its_name_of_that_day(manager: Viewer) -> None:
    made = partners.record_municipality(municipality_code="LV-008", since=date(2019, 9, 2), viewer=manager)

    assert Partner.objects.get(pk=made).name == "Amatas novads"


@pytest.mark.django_db
def test_a_municipality_that_a_reform_ended_names_its_heir(manager: Viewer) -> None:
    with pytest.raises(Refused) as refusal:
        partners.record_municipality(municipality_code="LV-008", since=TODAY, viewer=manager)

    assert codes(refusal) == ["partner.record.municipality_ended"]
    assert refusal.value.reasons[0].values["heir"] == "Cēsu novads"


@pytest.mark.django_db
def test_a_municipality_is_recorded_once(manager: Viewer) -> None:
    partners.record_municipality(municipality_code="LV-022", since=TODAY, viewer=manager)

    with pytest.raises(Refused) as refusal:
        partners.record_municipality(municipality_code="LV-022", since=TODAY, viewer=manager)

    assert codes(refusal) == ["partner.record.already_there"]


@pytest.mark.django_db
def test_a_state_school_needs_a_number_whose_checksum_fits(manager: Viewer) -> None:
    def record(number: str) -> None:
        partners.record_school(
            kind="state_vocational_school", name="Cēsu tehnikums", registration_number=number,
            municipality_code="LV-022", since=TODAY, viewer=manager,
        )  # fmt: skip

    with pytest.raises(Refused) as refusal:
        record("40003027239")
    assert codes(refusal) == ["identifier.registration_number.checksum"]
    record("4000 3027 238")
    assert Partner.objects.get().registration_number == NUMBER


@pytest.mark.django_db
def test_only_the_programme_manager_records_partners(as_owner: AsOwner) -> None:
    with as_owner():
        expert = house.viewer_for(house.appoint(Role.NATIONAL_EXPERT))
    raise_wall(expert)

    with pytest.raises(Refused) as refusal:
        partners.record_municipality(municipality_code="LV-022", since=TODAY, viewer=expert)

    assert codes(refusal) == ["partner.record.not_yours"]


@pytest.fixture
def after_the_reform(manager: Viewer, as_owner: AsOwner) -> tuple[Partner, Partner]:
    """Amata signed in 2019 and has a school; Cēsis, its heir, has none of its own agreement."""
    with as_owner():
        amata = house.make_partner("Amatas novads", code="LV-008")
        cesis = house.make_partner("Cēsu novads", code="LV-022")
        joined(house.make_institution("Ausmas skola", partner=amata), agreed(amata, "P6-13/134-2019"))
    raise_wall(manager)
    return amata, cesis


@pytest.mark.django_db
def test_an_agreement_of_before_the_reform_lives_on_in_the_heir(
    manager: Viewer, after_the_reform: tuple[Partner, Partner]
) -> None:
    amata, cesis = after_the_reform

    heirs, ended = (partner_card(viewer=manager, partner_id=one.id, today=TODAY) for one in (cesis, amata))

    assert [(one.number, one.partner, one.inherited) for one in heirs.agreements] == [
        ("P6-13/134-2019", "Amatas novads", True)
    ]
    assert "Amatas novads" in [one.name for one in heirs.forebears]
    assert (ended.heir, ended.heir_id, ended.ended_on) == ("Cēsu novads", cesis.id, date(2021, 6, 30))


@pytest.mark.django_db
def test_the_heir_counts_as_joined_and_is_counted_once(
    manager: Viewer, after_the_reform: tuple[Partner, Partner], as_owner: AsOwner
) -> None:
    with as_owner():
        other = house.make_partner("Vecpiebalgas novads", code="LV-104")
        agreed(other, "P6-13/135-2019")
    raise_wall(manager)

    figures = goals(viewer=manager, today=TODAY)

    assert (figures.municipalities, figures.municipalities_all) == (1, 42)
    assert figures.municipalities_share == Decimal(1) / Decimal(42)
    assert (figures.institutions, figures.institutions_goal) == (1, 611)


@pytest.mark.django_db
def test_before_the_reform_there_were_more_municipalities(
    manager: Viewer, after_the_reform: tuple[Partner, Partner]
) -> None:
    assert goals(viewer=manager, today=date(2021, 6, 30)).municipalities_all == 119
    assert goals(viewer=manager, today=date(2021, 7, 1)).municipalities_all == 43


@pytest.mark.django_db
def test_the_heir_takes_over_institutions_and_the_agreement_stays_as_signed(
    manager: Viewer, after_the_reform: tuple[Partner, Partner]
) -> None:
    amata, cesis = after_the_reform

    assert partners.take_over(partner_id=amata.id, viewer=manager, today=TODAY) == cesis.id

    school = Institution.objects.get(name="Ausmas skola")
    assert school.partner == cesis
    assert school.participations.get().agreement.partner == amata
    card = partner_card(viewer=manager, partner_id=cesis.id, today=TODAY)
    assert (card.joined, card.institutions[0].agreement) == (1, "P6-13/134-2019")


@pytest.mark.django_db
def test_a_municipality_that_still_exists_is_not_taken_over(
    manager: Viewer, after_the_reform: tuple[Partner, Partner]
) -> None:
    with pytest.raises(Refused) as refusal:
        partners.take_over(partner_id=after_the_reform[1].id, viewer=manager, today=TODAY)

    assert codes(refusal) == ["partner.take_over.still_there"]


@pytest.mark.django_db
def test_the_list_is_searched_without_diacritics_and_filtered_by_joining(
    manager: Viewer, after_the_reform: tuple[Partner, Partner], as_owner: AsOwner
) -> None:
    with as_owner():
        house.make_partner("Siguldas novads", code="LV-091")
    raise_wall(manager)

    def names(**wanted: str) -> list[str]:
        return [row.name for row in partners_in_sight(viewer=manager, today=TODAY, **wanted).items]  # type: ignore[arg-type]

    assert names() == ["Amatas novads", "Cēsu novads", "Siguldas novads"]
    assert names(search="cesu") == ["Cēsu novads"]
    assert names(joined="yes") == ["Amatas novads", "Cēsu novads"]
    assert names(joined="no") == ["Siguldas novads"]
    assert names(kind="state_vocational_school") == []


@pytest.mark.django_db
def test_a_row_of_the_list_tells_through_whom_the_partner_joined(
    manager: Viewer, after_the_reform: tuple[Partner, Partner]
) -> None:
    rows = {row.name: row for row in partners_in_sight(viewer=manager, today=TODAY).items}

    assert (rows["Cēsu novads"].state, rows["Cēsu novads"].through) == ("in_force", "Amatas novads")
    assert (rows["Amatas novads"].heir, rows["Amatas novads"].joined) == ("Cēsu novads", 1)


@pytest.mark.django_db
def test_figures_and_list_cost_the_same_in_a_larger_country(manager: Viewer, as_owner: AsOwner) -> None:
    def cost() -> int:
        raise_wall(manager)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            goals(viewer=manager, today=TODAY)
            partners_in_sight(viewer=manager, today=TODAY)
            not_recorded(viewer=manager, today=TODAY)
        return len(queries)

    with as_owner():
        one = house.make_partner("Cēsu novads", code="LV-022")
        joined(house.make_institution(partner=one), agreed(one, "P6-13/1-2019"))
    small = cost()
    with as_owner():
        for turn, code in enumerate(("LV-091", "LV-101", "LV-113", "LV-088"), start=2):
            partner = house.make_partner(f"Partneris {turn}", code=code)
            agreement = agreed(partner, f"P6-13/{turn}-2019")
            for _school in range(3):
                joined(house.make_institution(partner=partner), agreement)

    assert cost() == small <= 8


@pytest.mark.django_db
def test_municipalities_nobody_recorded_are_named(
    manager: Viewer, after_the_reform: tuple[Partner, Partner]
) -> None:
    missing = not_recorded(viewer=manager, today=TODAY)

    assert len(missing) == 41
    assert "Cēsu novads" not in [one.name for one in missing]


@pytest.fixture
def coordinator(after_the_reform: tuple[Partner, Partner], as_owner: AsOwner) -> Viewer:
    with as_owner():
        viewer = house.viewer_for(
            house.appoint(Role.MUNICIPAL_COORDINATOR, after_the_reform[1], name="Zane Priede")
        )
    raise_wall(viewer)
    return viewer


@pytest.mark.django_db
def test_a_coordinator_sees_the_own_card_and_no_other(
    coordinator: Viewer, after_the_reform: tuple[Partner, Partner]
) -> None:
    amata, cesis = after_the_reform

    card = partner_card(viewer=coordinator, partner_id=cesis.id, today=TODAY)

    assert (card.may_manage, card.may_keep_contacts) == (False, True)
    with pytest.raises(Partner.DoesNotExist):
        partner_card(viewer=coordinator, partner_id=amata.id, today=TODAY)


@pytest.mark.django_db
def test_a_coordinator_keeps_the_own_strategic_partners(
    coordinator: Viewer, after_the_reform: tuple[Partner, Partner]
) -> None:
    amata, cesis = after_the_reform

    def add(partner: Partner, name: str = "Cēsu novada sociālais dienests") -> object:
        return strategic.add(
            partner_id=partner.id, kind="social_service", name=name, contact_name="Ieva Kļava",
            contact_email="ieva.klava@example.lv", today=TODAY, viewer=coordinator,
        )  # fmt: skip

    added = add(cesis)
    with pytest.raises(Refused) as refusal:
        add(cesis, "CĒSU novada sociālais dienests ")
    assert codes(refusal) == ["strategic.add.already_there"]
    with pytest.raises(Refused) as refusal:
        add(amata)
    assert codes(refusal) == ["strategic.add.not_yours"]
    assert strategic.remove(strategic_partner_id=added, viewer=coordinator) == cesis.id  # type: ignore[arg-type]
    assert not StrategicPartner.objects.exists()
