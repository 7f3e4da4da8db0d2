"""Others who pay the same, and who leaves the check of a claim to a colleague."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from pumpurs.foundation.together import asked
from pumpurs.foundation.visibility import Viewer, looking_as
from pumpurs.programme.compensations.actions import deciding, others
from pumpurs.programme.compensations.models import Claim, OtherFunding
from pumpurs.programme.compensations.queries.claims import claims_that_wait
from pumpurs.programme.compensations.queries.one_claim import one_claim
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.compensations.claims import Place, filed, granted, place, told
from tests.programme.plans.stage import by, codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Place:
    return place()


def test_what_the_municipality_pays_already_is_not_paid_again(here: Place) -> None:
    others.tell_other_payer(
        learner_id=here.home.janis.id, kind="meals", payer="Cēsu novads", since=date(2026, 10, 31), until=None,
        **by(here.home.coordinator, days=30),
    )  # fmt: skip

    with pytest.raises(Refused) as refusal:
        filed(here, "10")
    filed(here, "10", kind="overnight")

    assert codes(refusal) == ["claim.file.paid_by_others"]


def test_a_payer_ends_sooner_by_who_told_it_or_who_grants_there_and_with_a_reason(here: Place) -> None:
    janis, school, municipality = here.home.janis.id, here.home.school_coordinator, here.home.coordinator

    def noted(viewer: Viewer, kind: str) -> UUID:
        return others.tell_other_payer(
            learner_id=janis, kind=kind, payer="Cēsu novads", since=date(2026, 9, 1), until=None, **by(viewer, days=30)
        )  # fmt: skip

    def ended(note: UUID, viewer: Viewer, until: date = date(2026, 10, 1), why: str = "Beidzās.") -> None:
        others.end_other_payer(learner_id=janis, note_id=note, until=until, why=why, **by(viewer, days=30))

    theirs, ours = noted(municipality, "meals"), noted(school, "overnight")
    with pytest.raises(Refused) as by_school:
        ended(theirs, school)
    with pytest.raises(Refused) as silent:
        ended(theirs, municipality, why="  ")
    assert codes(by_school) == ["claim.other_ends.not_yours"]
    assert codes(silent) == ["claim.other_ends.says_nothing"]

    ended(ours, school)
    ended(theirs, municipality, date(2026, 10, 5))
    ended(theirs, school, date(2026, 10, 9), why="")
    with as_owner():
        kept = OtherFunding.objects.get(pk=theirs)
    assert (kept.ended_by_id, kept.ended_why) == (municipality.account_id, "Beidzās.")


def test_who_decides_reads_who_else_paid_and_who_ended_it(here: Place) -> None:
    note = others.tell_other_payer(
        learner_id=here.home.janis.id, kind="meals", payer="Cēsu novads", since=date(2026, 9, 1), until=None,
        **by(here.home.coordinator, days=30),
    )  # fmt: skip
    ending: dict[str, Any] = {"until": date(2026, 10, 1), "why": "Nauda beidzās."}
    others.end_other_payer(
        learner_id=here.home.janis.id, note_id=note, **ending, **by(here.home.coordinator, days=30)
    )
    claim_id = filed(here, "10")

    def read(viewer: Viewer) -> list[tuple[str, date | None, str]]:
        with looking_as(viewer):
            found = one_claim(viewer=viewer, claim_id=claim_id, today=date(2026, 10, 13))
        return [(one.payer, one.last, one.ended_why) for one in found.payers]

    assert read(here.home.coordinator) == [("Cēsu novads", date(2026, 9, 30), "Nauda beidzās.")]
    assert read(here.mother) == []


def waiting(viewer: Viewer) -> int:
    with looking_as(viewer):
        found = asked(claims_that_wait(viewer=viewer, day=date(2026, 10, 13)))
    return sum(one.count for one in found)


def test_who_filed_it_for_the_school_does_not_say_that_its_proof_holds(here: Place) -> None:
    claim_id = filed(here, viewer=here.home.school_coordinator)
    told(here)

    with pytest.raises(Refused) as refusal:
        deciding.check(claim_id=claim_id, **by(here.home.school_coordinator, days=31))
    assert codes(refusal) == ["claim.check.filed_it_herself"]
    assert waiting(here.home.school_coordinator) == 0
    assert waiting(here.home.head) == 1
    with looking_as(here.home.school_coordinator):
        page = one_claim(viewer=here.home.school_coordinator, claim_id=claim_id, today=date(2026, 10, 13))
    assert [one.code for one in page.own_money] == ["claim.check.filed_it_herself"]

    deciding.check(claim_id=claim_id, **by(here.home.head, days=31))
    with as_owner():
        assert Claim.objects.get(pk=claim_id).state == "checked"


def test_another_payer_ends_and_the_programme_pays_from_the_next_period_on(here: Place) -> None:
    janis = here.home.janis.id
    note = others.tell_other_payer(
        learner_id=janis, kind="meals", payer="Cēsu novads", since=date(2026, 9, 1), until=None,
        **by(here.home.coordinator, days=30),
    )  # fmt: skip
    ending: dict[str, Any] = {"learner_id": janis, "note_id": note, "why": "Novads vairs nemaksā."}
    with pytest.raises(Refused) as backwards:
        others.end_other_payer(until=date(2026, 9, 1), **ending, **by(here.home.coordinator, days=30))
    with pytest.raises(OtherFunding.DoesNotExist):
        others.end_other_payer(until=date(2026, 10, 1), **ending, **by(here.home.foreign_head, days=30))

    others.end_other_payer(until=date(2026, 10, 1), **ending, **by(here.home.coordinator, days=30))
    granted(here, "10")
    with pytest.raises(Refused) as longer:
        others.end_other_payer(until=date(2026, 10, 2), **ending, **by(here.home.coordinator, days=33))

    assert codes(backwards) == ["claim.other.ends_before_it_begins"]
    assert codes(longer) == ["claim.other.granted_already"]


def test_what_was_granted_is_not_told_to_be_paid_by_others(here: Place) -> None:
    granted(here, "10")
    payer: dict[str, Any] = {"learner_id": here.home.janis.id, "kind": "meals", "payer": "PROTI un DARI"}

    with pytest.raises(Refused) as refusal:
        others.tell_other_payer(
            since=date(2026, 10, 31), until=None, **payer, **by(here.home.coordinator, days=33)
        )
    others.tell_other_payer(
        since=date(2026, 11, 1), until=None, **payer, **by(here.home.coordinator, days=33)
    )

    assert codes(refusal) == ["claim.other.granted_already"]
