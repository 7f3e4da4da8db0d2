"""Pages of claims: from a photo on a phone to the grant, and what each page costs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pumpurs.programme.compensations.models import Claim, OtherFunding, Payee
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.compensations.claims import (
    IBAN,
    PROOF,
    Place,
    checked,
    filed,
    granted,
    now_of,
    told,
)
from tests.programme.people_and_places import appoint
from tests.web.pages.plans.hands import BACKEND, browser_of, dead_links, reasons_on, text_of

MOST_QUERIES = 12


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("biļete.png", PROOF)


def expense(**more: Any) -> dict[str, Any]:
    """What the form of a claim sends."""
    return {
        "kind": "meals", "service_on": "2026-10-12", "documented_eur": "25,50", "note": "", "scan": photo(),
        "form_key": str(uuid4()), **more,
    }  # fmt: skip


def only_claim() -> Claim:
    with as_owner():
        return Claim.objects.get()


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as made:
        answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in made)


def test_the_school_files_a_claim_and_lands_on_it(here: Place, school: Client) -> None:
    assert "Jānis Ozols" in text_of(school.get("/compensations/new/"))

    answer = school.post(f"/compensations/new/{here.plan_id}/", expense())

    claim = only_claim()
    assert (answer.status_code, answer["Location"]) == (302, f"/compensations/{claim.id}/")
    assert claim.documented_eur == Decimal("25.50")


def test_a_double_click_on_the_form_is_one_claim(here: Place, school: Client) -> None:
    given = expense()

    first = school.post(f"/compensations/new/{here.plan_id}/", given)
    second = school.post(f"/compensations/new/{here.plan_id}/", given | {"scan": photo()})

    assert first["Location"] == second["Location"]
    assert only_claim()


def test_what_was_typed_stays_when_the_proof_is_missing(here: Place, school: Client) -> None:
    answer = school.post(f"/compensations/new/{here.plan_id}/", expense(scan=""))

    assert (answer.status_code, reasons_on(answer)) == (422, ["claim.file.no_proof"])
    assert "25,50" in text_of(answer)
    assert dead_links(answer) == set()


def test_a_sum_that_is_none_is_told_beside_its_field(here: Place, school: Client) -> None:
    answer = school.post(f"/compensations/new/{here.plan_id}/", expense(documented_eur="divdesmit"))

    assert answer.status_code == 422
    assert dead_links(answer) == set()


def test_check_and_grant_are_two_clicks_of_two_people(
    here: Place, school: Client, municipality: Client
) -> None:
    claim_id = filed(here)
    browser_of(here.home.anna).post(
        f"/compensations/account/{here.plan_id}/", {"holder_name": "Ilze Ozola", "iban": IBAN}
    )
    with as_owner():
        payee = Payee.objects.get()

    school.post(f"/compensations/{claim_id}/", {"decision": "check"})
    answer = municipality.post(
        f"/compensations/{claim_id}/", {"decision": "grant_whole", "payee": str(payee.id)}, follow=True
    )

    assert now_of(claim_id).state == "granted"
    assert "LV80 **** 5001" in text_of(answer)
    assert "0000 4351" not in text_of(answer)


def test_what_is_left_is_offered_where_the_whole_does_not_fit(here: Place, municipality: Client) -> None:
    granted(here, "50.00")
    claim_id = checked(here, "30.00")

    page = text_of(municipality.get(f"/compensations/{claim_id}/"))
    assert 'value="grant_left"' in page
    assert 'value="grant_whole"' not in page
    refused = municipality.post(f"/compensations/{claim_id}/", {"decision": "grant_whole"})
    assert (refused.status_code, reasons_on(refused)) == (422, ["claim.grant.over_cap"])
    assert "20,00" in text_of(refused)

    municipality.post(f"/compensations/{claim_id}/", {"decision": "grant_left"})
    assert now_of(claim_id).granted_eur == Decimal("20.00")


def test_clean_claims_are_granted_from_the_list(here: Place, municipality: Client) -> None:
    one, two = checked(here, "10"), checked(here, "20")

    answer = municipality.post("/compensations/grant/", {"pick": [str(one), str(two)]}, follow=True)

    assert [now_of(one).state, now_of(two).state] == ["granted", "granted"]
    assert "30,00" in text_of(answer)


def test_one_that_does_not_fit_stops_all_and_is_named(here: Place, municipality: Client) -> None:
    one, two = checked(here, "60"), checked(here, "20")

    answer = municipality.post("/compensations/grant/", {"pick": [str(one), str(two)]})

    assert answer.status_code == 422
    assert [now_of(one).state, now_of(two).state] == ["checked", "checked"]


def test_nothing_marked_is_said(here: Place, municipality: Client) -> None:
    answer = municipality.post("/compensations/grant/", {})

    assert (answer.status_code, reasons_on(answer)) == (422, ["claim.grant.nothing_marked"])


def test_who_checked_it_sees_no_button_to_grant(here: Place, school: Client) -> None:
    claim_id = checked(here)

    assert 'value="grant' not in text_of(school.get(f"/compensations/{claim_id}/"))


def test_a_proof_is_an_attachment_and_nobody_else_gets_it(here: Place, school: Client) -> None:
    claim_id = filed(here)
    with as_owner():
        proof = only_claim().claimproofs.get()

    answer = school.get(f"/compensations/{claim_id}/proof/{proof.id}/")
    elsewhere = school.get(f"/compensations/{uuid4()}/proof/{proof.id}/")

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"\x89PNG")
    assert elsewhere.status_code == 404


def test_the_accountant_sees_sums_and_no_child(here: Place) -> None:
    claim_id = granted(here)
    with as_owner():
        account = appoint(Role.ACCOUNTANT, here.home.school.partner, name="Velta Sila").account
    client = Client(headers={"accept-language": "lv"})
    client.force_login(account, backend=BACKEND)

    many, one = text_of(client.get("/compensations/")), text_of(client.get(f"/compensations/{claim_id}/"))

    assert "25,00" in many
    assert "Ilze Ozola" in one
    assert "Jānis" not in many + one


def test_another_school_sees_nothing_of_it(here: Place) -> None:
    claim_id = filed(here)

    assert browser_of(here.home.foreign_head).get(f"/compensations/{claim_id}/").status_code == 404


def test_another_payer_is_noted_and_then_shown(here: Place, municipality: Client) -> None:
    url = f"/compensations/payers/{here.home.janis.id}/"

    answer = municipality.post(
        url,
        {"kind": "meals", "payer": "Cēsu novads", "since": "2026-09-01", "last": "2026-12-18"},
        follow=True,
    )

    assert "Cēsu novads" in text_of(answer)
    assert "18.12.2026." in text_of(answer)
    with as_owner():
        note = OtherFunding.objects.get()
    assert str(note.until) == "2026-12-19"

    backwards = municipality.post(url, {"ending": note.id, "last": "2026-08-01", "why": "Beidzās."})
    assert backwards.status_code == 422
    assert "18.12.2026." in text_of(backwards)
    ended = municipality.post(url, {"ending": note.id, "last": "2026-09-30", "why": "Beidzās."}, follow=True)
    assert "30.09.2026." in text_of(ended)
    assert municipality.post(url, {"ending": "x", "last": "2026-09-30", "why": "Beidzās."}).status_code == 404


def test_the_way_to_other_payers_is_on_the_learner_and_on_the_claim(
    here: Place, municipality: Client
) -> None:
    url = f"/compensations/payers/{here.home.janis.id}/"

    for address in (f"/learners/{here.home.janis.id}/", f"/compensations/{filed(here)}/"):
        assert url in municipality.get(address).content.decode()


def test_a_family_sends_a_photo_and_reads_what_became_of_it(here: Place, mother: Client) -> None:
    url = f"/family/claims/{here.home.janis.id}/"
    given = expense(kind="intercity_transport", documented_eur="12.40")

    asked = mother.post(f"{url}new/", given)
    assert asked["Location"] == f"{url}account/"
    mother.post(f"{url}account/", {"holder_name": "Ilze Ozola", "iban": IBAN})

    claim = only_claim()
    assert (claim.way, claim.state) == ("family", "filed")
    assert claim.payee_id is not None
    page = mother.get(f"/family/claims/one/{claim.id}/")
    assert page.status_code == 200
    assert "12,40" in text_of(mother.get(url))


def test_a_family_answers_what_the_school_asked(here: Place, mother: Client, school: Client) -> None:
    claim_id = filed(here, "12", viewer=here.mother)
    school.post(f"/compensations/{claim_id}/", {"decision": "ask", "note": "Otra biļete nav salasāma."})
    assert "Otra biļete nav salasāma." in text_of(mother.get(f"/family/claims/one/{claim_id}/"))

    mother.post(
        f"/family/claims/one/{claim_id}/",
        {"decision": "answer", "documented_eur": "11", "note": "Lūdzu.", "scan": photo()},
    )

    assert now_of(claim_id).documented_eur == Decimal("11.00")


def test_a_family_does_not_reach_another_child(here: Place, mother: Client) -> None:
    assert mother.get(f"/family/claims/{here.home.liga.id}/").status_code == 404
    assert mother.get(f"/family/claims/{here.home.liga.id}/new/").status_code == 404


def test_pages_cost_few_queries(here: Place, school: Client, municipality: Client, mother: Client) -> None:
    for turn in range(3):
        checked(here, f"{turn + 1}.00")
    claim_id = only_of(here)
    told(here)

    for client in (school, municipality, mother):
        client.get("/accessibility/")  # the session is kept
    costs = {
        "list": queries_of(municipality, "/compensations/"),
        "one": queries_of(municipality, f"/compensations/{claim_id}/"),
        "new": queries_of(school, f"/compensations/new/{here.plan_id}/"),
        "choose": queries_of(school, "/compensations/new/"),
        "family": queries_of(mother, f"/family/claims/{here.home.janis.id}/"),
    }

    assert {page: cost for page, cost in costs.items() if cost > MOST_QUERIES} == {}


def only_of(here: Place) -> UUID:
    with as_owner():
        found: UUID = Claim.objects.order_by("number").values_list("id", flat=True)[0]
    return found
