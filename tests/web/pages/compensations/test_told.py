"""What pages of claims tell whoever decides, the nation, and the family."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.test import Client

from pumpurs.programme.compensations.actions import deciding
from pumpurs.programme.compensations.models import Claim, Payee
from tests.database import as_owner
from tests.programme.compensations.claims import Place, checked, filed, granted, now_of, told
from tests.programme.plans.stage import by
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of


def asked(here: Place, claim_id: UUID) -> None:
    deciding.ask(claim_id=claim_id, note="Otra biļete nav salasāma.", **by(here.home.head, days=31))


def test_who_told_the_account_sees_no_button_to_check_and_reads_why(here: Place, school: Client) -> None:
    claim_id = filed(here)
    told(here, viewer=here.home.school_coordinator)

    page = text_of(school.get(f"/compensations/{claim_id}/"))

    assert 'value="check"' not in page
    assert 'value="ask"' in page
    assert "Dace Egle" in page
    assert 'value="check"' in text_of(browser_of(here.home.head).get(f"/compensations/{claim_id}/"))


def test_who_told_the_account_marks_nothing_in_the_list_and_nothing_waits_for_her(
    here: Place, municipality: Client
) -> None:
    claim_id = checked(here)
    assert f'value="{claim_id}"' in text_of(municipality.get("/compensations/"))
    with as_owner():
        Payee.objects.update(told_by=here.home.coordinator.account_id)

    assert f'value="{claim_id}"' not in text_of(municipality.get("/compensations/"))
    answer = municipality.post("/compensations/grant/", {"pick": [str(claim_id)]})
    assert reasons_on(answer) == ["claim.grant.told_the_account_herself"]


def test_the_granter_reads_who_told_the_account_and_of_the_same_photo(
    here: Place, municipality: Client
) -> None:
    first = checked(here)
    second = filed(here, kind="overnight", form_key=form_key_of(first, 1))
    with as_owner():
        proof = Claim.objects.get(pk=first).claimproofs.get()
        Claim.objects.get(pk=second).claimproofs.update(sha256=proof.sha256)

    page = text_of(municipality.get(f"/compensations/{first}/"))

    assert "Anna Liepa" in page
    assert f"/compensations/{second}/" in page


def form_key_of(claim_id: UUID, more: int) -> UUID:
    return UUID(int=(claim_id.int + more) % 2**128)


def test_the_nation_reads_claims_by_number(here: Place) -> None:
    claim_id = granted(here, viewer=here.mother)
    with as_owner():
        proof = Claim.objects.get().claimproofs.get()
    expert = browser_of(here.home.expert)

    pages = text_of(expert.get("/compensations/")) + text_of(expert.get(f"/compensations/{claim_id}/"))

    assert f"K-{now_of(claim_id).number}" in pages
    assert [word for word in ("Jānis", "Ozol", str(proof.id)) if word in pages] == []
    assert expert.get(f"/compensations/{claim_id}/proof/{proof.id}/").status_code in (403, 404)


def test_a_family_reads_on_its_own_page_that_the_school_asks(here: Place, mother: Client) -> None:
    claim_id = filed(here, viewer=here.mother)
    asked(here, filed(here, kind="overnight"))
    assert "/family/claims/one/" not in text_of(mother.get("/family/"))
    asked(here, claim_id)

    page = text_of(mother.get("/family/"))

    assert page.count("/family/claims/one/") == 1
    assert f"/family/claims/one/{claim_id}/" in page


def test_an_empty_answer_is_told_at_its_field(here: Place, mother: Client) -> None:
    claim_id = filed(here, "12", viewer=here.mother)
    asked(here, claim_id)
    empty: dict[str, Any] = {"decision": "answer", "documented_eur": "12,00", "note": ""}

    answer = mother.post(f"/family/claims/one/{claim_id}/", empty)

    assert (answer.status_code, reasons_on(answer)) == (422, ["claim.answer.changes_nothing"])


def test_a_family_reads_the_cap_before_and_after_the_grant(here: Place, mother: Client) -> None:
    claim_id = checked(here, "999.99", viewer=here.mother)
    url = f"/family/claims/one/{claim_id}/"
    assert "70,00" in text_of(mother.get(url))

    deciding.grant(claim_id=claim_id, whole=False, **by(here.home.coordinator, days=32))

    page = text_of(mother.get(url))
    assert "70,00" in page
    assert "999,99" in page
