"""A staff list: read strictly, told row by row, the whole list or nobody."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.actions.staff_list import appoint_from_csv
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.people.queries.staff_list import StaffListTrial, try_staff_list
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.programme import people_and_places as house

AsOwner = Callable[[], AbstractContextManager[None]]
HEADER = ["Vārds, uzvārds", "E-pasts", "Loma", "Iestādes kods", "Amats", "No"]
GOOD = [
    ["Anna Liepa", "anna.liepa@example.lv", "plan_author", "rubene", "Psihologs", "2026-09-01"],
    ["Juris Krūms", "JURIS.krums@example.lv", "Iestādes koordinators", "rubene", "", "01.09.2026."],
]


@pytest.fixture
def school(as_owner: AsOwner) -> Institution:
    with as_owner():
        return house.make_institution("Rubenes skola", source_code="rubene")


@pytest.fixture
def head(school: Institution, as_owner: AsOwner) -> Viewer:
    with as_owner():
        viewer = house.viewer_for(house.appoint(Role.HEAD, school, name="Dace Kalna"))
    raise_wall(viewer)
    return viewer


def tried(viewer: Viewer, *rows: list[str], header: list[str] | None = None) -> StaffListTrial:
    numbered = [(number, row) for number, row in enumerate(rows, start=2)]
    return try_staff_list(header=header or HEADER, rows=numbered, viewer=viewer, today=house.TODAY)


def told(trial: StaffListTrial) -> list[tuple[int, str, str, str]]:
    return [(one.row, one.column, one.value, one.reason.code.rsplit(".", 1)[-1]) for one in trial.faults]


@pytest.mark.django_db
def test_a_dry_run_says_who_would_be_appointed_and_writes_nothing(head: Viewer) -> None:
    before = (Account.objects.count(), Appointment.objects.count())

    trial = tried(head, *GOOD)

    assert [(one.row, one.name, one.role, one.profession, one.is_new) for one in trial.people] == [
        (2, "Anna Liepa", Role.PLAN_AUTHOR, "psychologist", True),
        (3, "Juris Krūms", Role.INSTITUTION_COORDINATOR, "", True),
    ]
    assert trial.faults == ()
    assert (Account.objects.count(), Appointment.objects.count()) == before


@pytest.mark.django_db
def test_a_confirmed_list_appoints_everybody_and_names_who_is_to_be_invited(head: Viewer) -> None:
    invited = appoint_from_csv(rows=tried(head, *GOOD).rows, viewer=head)

    assert len(invited) == 2
    assert set(Appointment.objects.exclude(role="head").values_list("account__email", "role")) == {
        ("anna.liepa@example.lv", "plan_author"),
        ("juris.krums@example.lv", "institution_coordinator"),
    }


@pytest.mark.django_db
def test_every_rejected_row_is_told_with_row_column_value_and_reason(head: Viewer, as_owner: AsOwner) -> None:
    with as_owner():
        house.make_institution("Līgatnes skola", source_code="ligatne")

    trial = tried(
        head,
        ["", "not an e-mail", "wizard", "rubene", "Burvis", "2026-13-01"],
        ["Zane Ozola", "zane@example.lv", "plan_author", "nowhere", "", "2026-09-01"],
        ["Zane Ozola", "zane@example.lv", "plan_author", "ligatne", "", "2026-09-01"],
        ["Zane Ozola", "zane@example.lv", "head", "rubene", "", "2026-09-01"],
        ["Zane Ozola", "zane@example.lv", "plan_author", "rubene", "", "2026-09-01"],
        ["Zane Ozola", "ZANE@example.lv", "plan_author", "rubene", "", "2026-10-01"],
    )

    assert told(trial) == [
        (2, "vārds, uzvārds", "", "empty"),
        (2, "e-pasts", "not an e-mail", "not_an_email"),
        (2, "loma", "wizard", "unknown_role"),
        (2, "no", "2026-13-01", "not_a_date"),
        (2, "amats", "Burvis", "unknown_profession"),
        (3, "iestādes kods", "nowhere", "unknown_institution"),
        (4, "loma", "plan_author", "role_not_yours"),
        (5, "loma", "head", "role_not_yours"),
        (7, "e-pasts", "zane@example.lv", "row_twice"),
    ]


@pytest.mark.django_db
def test_one_bad_row_and_nobody_is_appointed(head: Viewer) -> None:
    good = tried(head, *GOOD).rows
    bad = tried(head, ["Zane Ozola", "zane@example.lv", "plan_author", "nowhere", "", "2026-09-01"]).rows

    with pytest.raises(Refused) as refusal:
        appoint_from_csv(rows=[*good, *bad], viewer=head)

    assert refusal.value.reasons[0].code == "people.list.faults"
    assert not Account.objects.filter(email="anna.liepa@example.lv").exists()


@pytest.mark.django_db
def test_the_same_list_sent_twice_changes_nothing(head: Viewer) -> None:
    appoint_from_csv(rows=tried(head, *GOOD).rows, viewer=head)

    again = tried(head, *GOOD)

    assert [code for _row, _column, _value, code in told(again)] == ["holds_it", "holds_it"]
    with pytest.raises(Refused):
        appoint_from_csv(rows=again.rows, viewer=head)


@pytest.mark.django_db
def test_a_list_without_a_column_says_which(head: Viewer) -> None:
    with pytest.raises(Refused) as refusal:
        tried(head, *GOOD, header=["Vārds, uzvārds", "E-pasts", "x", "y", "Amats", "No"])

    assert refusal.value.reasons[0].values == {"columns": "loma, iestādes kods"}


@pytest.mark.django_db
def test_an_empty_list_is_refused(head: Viewer) -> None:
    with pytest.raises(Refused) as refusal:
        tried(head)

    assert refusal.value.reasons[0].code == "people.list.nobody"
