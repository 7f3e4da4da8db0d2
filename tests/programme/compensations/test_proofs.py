"""One photo proves one claim; what the school asks is answered by something new."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils.translation import override

from pumpurs.foundation.pictures import without_metadata
from pumpurs.foundation.visibility import Viewer
from pumpurs.jobs.demo.money import TICKET
from pumpurs.jobs.demo.tickets import ticket_of
from pumpurs.programme.compensations.actions import deciding, filing
from pumpurs.programme.compensations.models import Claim, ClaimProof
from pumpurs.programme.compensations.queries.one_claim import one_claim
from pumpurs.values.reasons import Refused
from pumpurs.web.words import in_words
from tests.database import as_owner
from tests.papers import pdf, photo
from tests.programme.compensations.claims import PROOF, Place, expense, filed, place
from tests.programme.plans.stage import at_place, by, codes

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 15)
ANOTHER = photo(b"another ticket")


@pytest.fixture
def here() -> Place:
    return place()


def with_photo(here: Place, photo: bytes = PROOF, *, viewer: Viewer | None = None, **more: Any) -> UUID:
    given = expense(here, "10.00", **more)
    who = viewer or here.mother
    return filing.file_claim(expense=given, proofs=[photo], form_key=uuid4(), **by(who, days=30))


def asked(here: Place, claim_id: UUID) -> None:
    deciding.ask(claim_id=claim_id, note="Nav salasāma.", **by(here.home.head, days=31))


def test_the_same_photo_of_the_same_month_is_refused_whoever_files_it(here: Place) -> None:
    with_photo(here)

    with pytest.raises(Refused) as refusal:
        with_photo(here, viewer=here.home.anna, day=date(2026, 10, 20))

    assert at_place(refusal) == {"scan": "claim.file.same_proof"}
    assert str(refusal.value.reasons[0].values["claim"]).startswith("K-")


def test_a_picture_is_the_same_photo_whatever_is_written_beside_it(here: Place) -> None:
    picture = TICKET.read_bytes()
    with_photo(here, picture)

    with pytest.raises(Refused) as refusal:
        with_photo(here, without_metadata(picture))
    with_photo(here, ticket_of(picture, "another"))

    assert codes(refusal) == ["claim.file.same_proof_of_yours"]


def test_a_pdf_is_the_same_receipt_whatever_stands_behind_its_end_and_whoever_saved_it(here: Place) -> None:
    with_photo(here, pdf("12,40"))

    for again in (pdf("12,40") + b"\n%1", pdf("12,40", packed=True), pdf("12,40", made_by="another program")):
        with pytest.raises(Refused) as refusal:
            with_photo(here, again)
        assert codes(refusal) == ["claim.file.same_proof_of_yours"]
    with_photo(here, pdf("7,00"))


def test_what_only_calls_itself_a_pdf_proves_nothing(here: Place) -> None:
    with pytest.raises(Refused) as refusal:
        with_photo(here, b"%PDF-1.7 a ticket")

    assert at_place(refusal) == {"scan": "file.broken_pdf"}
    with as_owner():
        assert not Claim.objects.exists()


def test_a_family_is_told_which_request_has_the_photo_by_what_when_and_how_much(here: Place) -> None:
    with_photo(here)
    with pytest.raises(Refused) as refusal:
        with_photo(here)

    with override("lv"):
        said = in_words(refusal.value.reasons[0])
    assert [
        word for word in ("2026. gada oktobris", "10,00", "Ēdināšana", "atsauciet") if word not in said
    ] == []
    assert "K-" not in said


@pytest.mark.parametrize("other", [{"kind": "overnight"}, {"day": date(2026, 11, 2)}])
def test_the_same_photo_at_another_claim_is_told_to_who_checks(here: Place, other: dict[str, Any]) -> None:
    first, second = with_photo(here), with_photo(here, **other)

    page = one_claim(claim_id=second, today=TODAY, viewer=by(here.home.school_coordinator)["viewer"])

    assert [(one.id, one.in_reach) for one in page.same_photo] == [(first, True)]


@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_what_was_refused_or_taken_back_is_filed_anew_with_the_same_photo(here: Place, end: str) -> None:
    claim_id = with_photo(here)
    if end == "refuse":
        deciding.refuse(claim_id=claim_id, reason_code="not_readable", note="", **by(here.home.head, days=31))
    else:
        filing.withdraw(claim_id=claim_id, **by(here.mother, days=31))

    assert with_photo(here) != claim_id


def test_an_answer_brings_no_photo_of_another_claim(here: Place) -> None:
    with_photo(here)
    claim_id = with_photo(here, ANOTHER)
    asked(here, claim_id)

    with pytest.raises(Refused) as refusal:
        filing.answer(
            claim_id=claim_id, documented_eur=Decimal(10), proofs=[PROOF], **by(here.mother, days=32)
        )

    assert codes(refusal) == ["claim.file.same_proof_of_yours"]


def test_an_answer_in_which_nothing_is_new_is_none(here: Place) -> None:
    claim_id = with_photo(here)
    asked(here, claim_id)
    same: dict[str, Any] = {"claim_id": claim_id, "documented_eur": Decimal("10.00")}

    with pytest.raises(Refused) as refusal:
        filing.answer(proofs=[PROOF], note="  ", **same, **by(here.mother, days=32))
    assert at_place(refusal) == {"note": "claim.answer.changes_nothing"}

    filing.answer(proofs=[ANOTHER], **same, **by(here.mother, days=32))
    with as_owner():
        assert ClaimProof.objects.filter(claim_id=claim_id).count() == 2


@pytest.mark.parametrize(("euros", "note"), [("9.99", ""), ("10.00", "Tā ir vienīgā.")])
def test_another_sum_or_some_words_are_an_answer(here: Place, euros: str, note: str) -> None:
    claim_id = with_photo(here)
    asked(here, claim_id)

    filing.answer(
        claim_id=claim_id, documented_eur=Decimal(euros), proofs=[], note=note, **by(here.mother, days=32)
    )


def test_two_waiting_claims_of_one_child_kind_and_month_are_told(here: Place) -> None:
    first, second = filed(here, "10"), filed(here, "20")
    filed(here, "10", kind="overnight")
    filed(here, "10", day=date(2026, 11, 2))

    page = one_claim(claim_id=second, today=TODAY, viewer=by(here.home.school_coordinator)["viewer"])

    assert [one.id for one in page.same_month] == [first]
