"""A month's package: what goes along, what is frozen, who may do what, and that nothing is accounted for twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from pumpurs.foundation.visibility import Viewer, job_viewer, looking_as
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.reporting.actions import packages
from pumpurs.programme.reporting.models import Package, PackageComment, PackageVersion, Taken
from pumpurs.programme.reporting.queries.packages import one_package
from pumpurs.programme.reporting.queries.proof import prove
from pumpurs.programme.work.actions import sheet
from pumpurs.programme.work.models import Sheet
from pumpurs.values.periods import Month
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import viewer_for
from tests.programme.plans.stage import NOW, Stage, approved, by, codes, second_hat, stage
from tests.programme.reporting.month import (
    AFTER,
    OCTOBER,
    accepted,
    accountant,
    booked,
    frozen,
    line,
    opened,
    sent,
    sheet_ready,
    the_package,
)
from tests.programme.work.workday import closed

pytestmark = pytest.mark.django_db
NOVEMBER = Month(2026, 11)


@pytest.fixture
def home() -> Stage:
    return stage()


def state_of_sheet(sheet_id: UUID) -> str:
    with as_owner():
        return Sheet.objects.get(pk=sheet_id).state


def test_sending_takes_what_is_approved_and_booked_and_freezes_its_sums(home: Stage) -> None:
    sheet_id = sheet_ready(home)
    booked(home)
    package_id = opened(home)

    assert sent(home, package_id) == 1

    version = frozen(package_id)
    assert (version.minutes, version.hours_eur, version.granted_eur, version.paid_eur) == (
        60,
        Decimal("12.00"),
        Decimal("40.00"),
        Decimal("40.00"),
    )
    assert version.content["hours"] == [
        {
            "institution": str(home.school.id), "position": "teacher", "rate_eur": "12.00", "minutes": 60,
            "amount_eur": "12.00",
        }
    ]  # fmt: skip
    assert [one["id"] for one in version.content["sheets"]] == [str(sheet_id)]
    assert state_of_sheet(sheet_id) == "sent"
    assert the_package(package_id).state == "sent"


def test_a_month_is_sent_when_it_is_over_and_by_its_sender(home: Stage) -> None:
    package_id = opened(home)

    with pytest.raises(Refused) as early:
        sent(home, package_id, days=26)  # the 31st of October
    with pytest.raises(Refused) as other:
        packages.send(package_id=package_id, said_so=False, **by(accountant(home), days=AFTER))

    assert codes(early) == ["package.send.month_not_over"]
    assert codes(other) == ["package.send.not_yours"]
    assert sent(home, package_id, days=27) == 0


def test_what_lacks_is_left_for_later_only_if_the_sender_says_so(home: Stage) -> None:
    closed(home, approved(home))
    package_id = opened(home)

    with pytest.raises(Refused) as refusal:
        sent(home, package_id)

    assert codes(refusal) == ["package.send.lacking"]
    assert sent(home, package_id, said_so=True) == 0


def test_packages_go_one_after_another(home: Stage) -> None:
    opened(home)
    with as_owner():
        november = Package.objects.create(
            partner_id=home.school.partner_id, month="2026-11", opened_at=NOW, due_on=date(2026, 12, 14)
        )

    with pytest.raises(Refused) as refusal:
        sent(home, november.id, days=60)

    assert codes(refusal) == ["package.send.earlier_not_sent"]


def test_a_late_sheet_and_a_late_line_go_along_in_the_next_month_and_only_once(home: Stage) -> None:
    sheet_id = sheet_ready(home)
    october = opened(home)
    sheet.take_back(sheet_id=sheet_id, note="Trūkst rindas.", **by(home.head, days=AFTER))
    sent(home, october, said_so=True)
    sheet.submit(sheet_id=sheet_id, **by(home.anna, days=AFTER))
    sheet.approve(sheet_id=sheet_id, **by(home.head, days=AFTER))
    sheet.approve(sheet_id=sheet_id, **by(home.coordinator, days=AFTER))
    booked(home)
    november = packages.open_package(
        partner_id=home.school.partner_id, month=NOVEMBER, **by(home.coordinator, days=AFTER)
    )

    assert sent(home, november, days=60) == 1

    assert (frozen(october).hours_eur, frozen(october).paid_eur) == (Decimal("0.00"), Decimal("0.00"))
    assert (frozen(november).hours_eur, frozen(november).paid_eur) == (Decimal("12.00"), Decimal("40.00"))
    with as_owner():
        assert Taken.objects.count() == 3


def test_a_line_that_comes_after_sending_waits_for_the_next_month(home: Stage) -> None:
    sheet_ready(home)
    grant, _pay = booked(home)
    october = opened(home)
    sent(home, october)
    with as_owner():
        line(grant.claim, "return", "-40.00", "-40.00", date(2026, 10, 30))
    november = packages.open_package(
        partner_id=home.school.partner_id, month=NOVEMBER, **by(home.coordinator, days=AFTER)
    )

    sent(home, november, days=60)

    assert frozen(october).paid_eur == Decimal("40.00")
    assert frozen(november).paid_eur == Decimal("-40.00")


def test_a_returned_package_gives_its_records_free_and_is_sent_again(home: Stage) -> None:
    sheet_id = sheet_ready(home)
    booked(home)
    package_id = opened(home)
    sent(home, package_id)
    packages.comment(
        package_id=package_id, line=f"sheet:{sheet_id}", text="Kur ir temats?", **by(home.expert, days=AFTER)
    )
    packages.send_back(package_id=package_id, note="", **by(home.expert, days=AFTER))

    assert state_of_sheet(sheet_id) == "approved"
    with pytest.raises(Refused) as refusal:
        sent(home, package_id)
    assert codes(refusal) == ["package.send.comments_open"]
    with as_owner():
        comment_id = PackageComment.objects.get(package_id=package_id).id
    packages.settle(
        package_id=package_id, comment_id=comment_id, answer="Ierakstīts.", **by(home.coordinator, days=AFTER)
    )
    assert sent(home, package_id) == 1
    assert frozen(package_id).number == 2
    assert frozen(package_id).paid_eur == Decimal("40.00")


def test_a_comment_needs_words_and_a_line_of_the_package(home: Stage) -> None:
    package_id = opened(home)
    sent(home, package_id)

    with pytest.raises(Refused) as refusal:
        packages.comment(package_id=package_id, line="sheet:none", text=" ", **by(home.expert, days=AFTER))

    assert codes(refusal) == ["package.comment.no_such_line", "package.comment.no_words"]


def test_a_return_needs_words(home: Stage) -> None:
    package_id = opened(home)
    sent(home, package_id)

    with pytest.raises(Refused) as refusal:
        packages.send_back(package_id=package_id, note=" ", **by(home.expert, days=AFTER))

    assert codes(refusal) == ["package.send_back.no_words"]


def test_who_checked_does_not_accept(home: Stage) -> None:
    package_id = opened(home)
    sent(home, package_id)
    packages.check(package_id=package_id, **by(home.expert, days=AFTER))

    with pytest.raises(Refused) as refusal:
        packages.accept(
            package_id=package_id, **by(second_hat(home, home.expert, Role.PROGRAMME_MANAGER), days=AFTER)
        )

    assert codes(refusal) == ["package.accept.checked_it_herself"]
    packages.accept(package_id=package_id, **by(home.manager, days=AFTER))
    assert the_package(package_id).state == "accepted"


def test_the_head_of_a_state_school_sends_its_package(home: Stage) -> None:
    package_id = packages.open_package(
        partner_id=home.vocational.partner_id, month=OCTOBER, **by(home.head_of_liga, days=AFTER)
    )

    assert packages.send(package_id=package_id, said_so=False, **by(home.head_of_liga, days=AFTER)) == 0
    with pytest.raises(Package.DoesNotExist):
        packages.send(package_id=package_id, said_so=False, **by(home.head, days=AFTER))


def test_a_foreign_coordinator_does_not_find_it(home: Stage) -> None:
    package_id = opened(home)

    with pytest.raises(Package.DoesNotExist):
        packages.send(package_id=package_id, said_so=False, **by(home.foreign_coordinator, days=AFTER))


def test_there_is_one_package_of_a_month_and_none_of_a_month_to_come(home: Stage) -> None:
    opened(home)

    with pytest.raises(Refused) as second:
        opened(home)
    with pytest.raises(Refused) as future:
        opened(home, Month(2026, 12))

    assert codes(second) == ["package.open.there_is_one"]
    assert codes(future) == ["package.open.month_not_begun"]


def test_the_night_opens_a_month_for_everybody_with_an_agreement_once(home: Stage) -> None:
    opened(home)

    with looking_as(job_viewer("reporting")) as viewer:
        fresh = packages.open_month(month=OCTOBER, viewer=viewer, now=NOW)
        again = packages.open_month(month=OCTOBER, viewer=viewer, now=NOW)

    assert (fresh, again) == (2, 0)


def test_a_package_is_reminded_of_before_on_and_after_its_day(home: Stage) -> None:
    package_id = opened(home)
    found = {}

    for day in (9, 10, 11, 13, 14, 19, 20):
        with looking_as(job_viewer("reporting")) as viewer:
            reminded = packages.remind(today=date(2026, 11, day), viewer=viewer)
            found[day] = reminded == [package_id]

    assert found == {9: False, 10: True, 11: False, 13: True, 14: False, 19: False, 20: True}


def taken_over(home: Stage) -> tuple[Viewer, Viewer]:
    """Talsi took the school over: the coordinators of Cēsis and of Talsi as they sign in afterwards."""
    both = (home.coordinator, home.foreign_coordinator)
    with as_owner():
        (heir,) = home.foreign_coordinator.reach.partners
        Institution.objects.filter(pk=home.school.id).update(partner_id=heir)
        old, new = (viewer_for(Appointment.objects.get(account_id=one.account_id)) for one in both)
    return old, new


def test_sheets_of_a_school_that_was_taken_over_still_go_along_with_their_partner(home: Stage) -> None:
    sheet_id = sheet_ready(home)
    package_id = opened(home)
    old, _new = taken_over(home)
    by(old)
    shown = one_package(viewer=old, package_id=package_id, today=date(2026, 11, 6))

    assert packages.send(package_id=package_id, said_so=False, **by(old, days=AFTER)) == 1

    assert [one.id for one in shown.sheets.items] == [sheet_id]
    assert frozen(package_id).hours_eur == Decimal("12.00")
    assert state_of_sheet(sheet_id) == "sent"


def test_what_lacks_at_a_school_that_was_taken_over_is_still_told(home: Stage) -> None:
    closed(home, approved(home))
    package_id = opened(home)
    old, _new = taken_over(home)

    with pytest.raises(Refused) as refusal:
        packages.send(package_id=package_id, said_so=False, **by(old, days=AFTER))

    assert codes(refusal) == ["package.send.lacking"]


def test_a_sheet_opened_after_the_school_was_taken_over_hangs_on_the_new_partner(home: Stage) -> None:
    plan_id = approved(home)
    taken_over(home)

    sheet_id = closed(home, plan_id)

    with as_owner():
        assert {Sheet.objects.get(pk=sheet_id).partner_id} == home.foreign_coordinator.reach.partners


def test_the_proof_names_an_approved_sheet_that_no_package_can_take(home: Stage) -> None:
    sheet_id = sheet_ready(home)
    taken_over(home)

    with looking_as(job_viewer("proof")) as viewer:
        alone = [one.what for one in prove(viewer=viewer).differences if one.place == f"sheet {sheet_id}"]
    opened(home)
    with looking_as(job_viewer("proof")) as viewer:
        again = [one.what for one in prove(viewer=viewer).differences if one.place == f"sheet {sheet_id}"]

    assert (alone, again) == (["package that takes it along"], [])


def test_what_was_frozen_cannot_be_changed_by_the_web_role(home: Stage) -> None:
    accepted(home)

    for change in ("UPDATE reporting_packageversion SET minutes = 1", "DELETE FROM reporting_packageversion"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert PackageVersion.objects.count() == 1
