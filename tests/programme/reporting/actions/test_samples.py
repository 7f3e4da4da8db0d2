"""A finding of ineligible euros stays open until as much was taken back, and its scans are found by the learner."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.together import asked
from pumpurs.programme.compensations.models import Claim, Recovery
from pumpurs.programme.reporting.actions import samples
from pumpurs.programme.reporting.models import SampleItem
from pumpurs.programme.reporting.preconditions.population import population
from pumpurs.programme.reporting.queries.desk import accounting_that_waits
from pumpurs.programme.work.models import Correction, Entry, Sheet
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.papers import pdf
from tests.programme.plans.stage import NOW, Stage, by, codes, stage
from tests.programme.reporting.month import AFTER, OCTOBER, accepted, line

pytestmark = pytest.mark.django_db
DRAWN = AFTER + 3
LATER = NOW + timedelta(days=DRAWN + 1)
PDF = pdf("evidence")


@pytest.fixture
def home() -> Stage:
    return stage()


def drawn(home: Stage, kind: str) -> SampleItem:
    """The sheet or the claim of October, drawn by the expert."""
    accepted(home)
    samples.draw(first=OCTOBER, last=OCTOBER, way="random", seed="1", size=2, **by(home.expert, days=DRAWN))
    with as_owner():
        return SampleItem.objects.get(kind=kind)


def found(home: Stage, kind: str, ineligible_eur: str) -> SampleItem:
    """The drawn record with a finding."""
    item = drawn(home, kind)
    samples.check(
        item_id=item.id, finding="Nav pierādījumu.", ineligible_eur=Decimal(ineligible_eur),
        **by(home.expert, days=DRAWN),
    )  # fmt: skip
    return item


def followed_up(home: Stage, item: SampleItem, *, said_so: bool = False) -> SampleItem:
    samples.follow_up(item_id=item.id, note="Izdarīts.", said_so=said_so, **by(home.expert, days=DRAWN + 2))
    with as_owner():
        return SampleItem.objects.get(pk=item.id)


def refused(home: Stage, item: SampleItem) -> tuple[list[str], dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        followed_up(home, item)
    return codes(caught), dict(caught.value.reasons[0].values)


def asked_back(
    home: Stage, claim_id: UUID, demanded_eur: str, *, state: str = "demanded", days: int = 1
) -> None:
    """A demand for so much of a claim's money, `days` after the draw."""
    with as_owner():
        claim = Claim.objects.get(pk=claim_id)
        Recovery.objects.create(
            claim=claim, learner_id=claim.learner_id, institution_id=claim.institution_id, partner_id=claim.partner_id,
            state=state, demanded_eur=Decimal(demanded_eur), form_key=uuid4(), reason="Pārbaude.",
            demanded_by_id=home.coordinator.account_id, demanded_at=NOW + timedelta(days=DRAWN + days),
        )  # fmt: skip


def corrected(sheet_id: UUID, minutes: int) -> None:
    """A line about the one entry of the sheet, written after the draw."""
    same = ("plan_id", "measure_id", "learner_id", "institution_id", "provider_id")
    with as_owner():
        entry = Entry.objects.get(session__sheet_id=sheet_id)
        Correction.objects.create(
            sheet_id=sheet_id, entry=entry, number=1, form_key=uuid4(), minutes_delta=minutes,
            minutes_after=entry.minutes + minutes, paid_delta=minutes, reason="Nebija.", by_id=entry.provider_id,
            at=LATER, **{name: getattr(entry, name) for name in same},
        )  # fmt: skip


def to_mend(home: Stage) -> int:
    question = accounting_that_waits(viewer=home.expert, today=date(2026, 11, 20))
    assert question is not None
    return asked(question).to_mend


def test_a_finding_of_ineligible_euros_waits_on_the_desk_until_it_is_followed_up(home: Stage) -> None:
    item = found(home, "claim", "40.00")
    before = to_mend(home)

    followed_up(home, item, said_so=True)

    assert (before, to_mend(home)) == (1, 0)


def test_a_record_in_order_leaves_nothing_to_follow_up_on_the_desk(home: Stage) -> None:
    found(home, "claim", "0.00")

    assert to_mend(home) == 0


def test_a_finding_is_not_done_while_less_was_asked_back_than_is_ineligible(home: Stage) -> None:
    item = found(home, "claim", "40.00")
    asked_back(home, item.record_id, "30.00")

    told, details = refused(home, item)
    asked_back(home, item.record_id, "10.00")
    done = followed_up(home, item)

    assert told == ["drawn_record.follow_up.not_taken_back"]
    assert details == {"ineligible_eur": Decimal("40.00"), "mended_eur": Decimal("30.00")}
    assert (done.state, done.left_as_is) == ("followed_up", False)


@pytest.mark.parametrize(
    ("state", "days"), [("dropped", 1), ("demanded", -1)], ids=["given up", "before the draw"]
)
def test_a_demand_that_was_given_up_or_stood_before_the_draw_mends_nothing(
    home: Stage, state: str, days: int
) -> None:
    item = found(home, "claim", "40.00")
    asked_back(home, item.record_id, "40.00", state=state, days=days)

    assert refused(home, item)[0] == ["drawn_record.follow_up.not_taken_back"]


def test_what_the_bank_gave_back_and_nobody_paid_again_is_taken_back(home: Stage) -> None:
    item = found(home, "claim", "40.00")
    with as_owner():
        claim = Claim.objects.get(pk=item.record_id)
        back = line(claim, "return", "-40.00", "-40.00", date(2026, 11, 18), at=LATER)
        again = line(claim, "pay", "0.00", "40.00", date(2026, 11, 19), at=LATER)

    paid_again = refused(home, item)[0]
    with as_owner():
        again.delete()

    assert paid_again == ["drawn_record.follow_up.not_taken_back"]
    assert back.paid_eur == Decimal("-40.00")
    assert followed_up(home, item).state == "followed_up"


def test_ineligible_hours_are_done_once_a_correction_takes_them_off(home: Stage) -> None:
    item = found(home, "sheet", "12.00")
    waits = refused(home, item)
    corrected(item.record_id, -60)

    done = followed_up(home, item)

    assert waits[1]["mended_eur"] == Decimal("0.00")
    assert done.state == "followed_up"


def test_half_an_hour_taken_off_does_not_mend_an_hour(home: Stage) -> None:
    item = found(home, "sheet", "12.00")
    corrected(item.record_id, -30)

    assert refused(home, item)[1]["mended_eur"] == Decimal("6.00")


def test_who_says_that_nothing_is_to_be_taken_back_is_remembered(home: Stage) -> None:
    item = found(home, "claim", "40.00")

    assert followed_up(home, item, said_so=True).left_as_is


def test_a_scan_of_a_drawn_claim_hangs_on_its_learner_and_on_no_institution(home: Stage) -> None:
    item = drawn(home, "claim")
    samples.add_evidence(item_id=item.id, content=PDF, **by(home.expert, days=DRAWN))

    with as_owner():
        file = StoredFile.objects.get(about="evidence")
    assert (file.learner_id, file.institution_id) == (home.janis.id, None)


def test_a_scan_of_a_drawn_sheet_is_the_nations_alone(home: Stage) -> None:
    item = drawn(home, "sheet")
    samples.add_evidence(item_id=item.id, content=PDF, **by(home.expert, days=DRAWN))

    with as_owner():
        file = StoredFile.objects.get(about="evidence")
    assert (file.learner_id, file.institution_id) == (None, None)
    assert not StoredFile.objects.visible_to(home.head).filter(pk=file.id).exists()


def test_what_a_finding_says_of_a_learner_is_declared_special() -> None:
    assert {"finding", "followed_up"} <= set(SampleItem.privacy.special)


def test_a_drawn_sheet_costs_what_its_package_says(home: Stage) -> None:
    item = drawn(home, "sheet")

    known = population(home.expert, "2026-10", "2026-10")

    assert item.amount_eur == known["sheet", item.record_id].record.amount_eur == Decimal("12.00")


def test_a_sheet_without_money_is_not_drawn(home: Stage) -> None:
    item = drawn(home, "sheet")
    with as_owner():
        Sheet.objects.filter(pk=item.record_id).update(sums=[])

    kinds = {kind for kind, _id in population(home.expert, "2026-10", "2026-10")}

    assert kinds == {"claim"}
