"""What people type into the pages of claims: names that stand in no address, sums and names told back in sentences."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.programme.compensations.claims import IBAN, Place
from tests.web.pages.compensations.test_claims import expense, only_claim
from tests.web.pages.plans.hands import dead_links, reasons_on, text_of


def test_a_learner_is_searched_for_without_a_name_in_the_address(here: Place, school: Client) -> None:
    page = school.get("/compensations/new/")
    found = school.post("/compensations/new/", {"q": "ozol"})
    nobody = school.post("/compensations/new/", {"q": "Vārpa"})
    by_address = school.get("/compensations/new/?q=Vārpa")

    form = page.content.decode().split('id="claim-search"')[0].rsplit("<form", 1)[1]
    assert 'method="post"' in form
    assert "csrfmiddlewaretoken" in form
    assert "Jānis Ozols" in text_of(found)
    assert 'value="ozol"' in found.content.decode()
    assert "Jānis Ozols" not in text_of(nobody)
    assert "Jānis Ozols" in text_of(by_address)
    assert dead_links(found) == dead_links(nobody) == set()


def test_the_search_of_the_frame_is_still_sent_by_address(here: Place, school: Client) -> None:
    page = school.get("/compensations/new/").content.decode()

    form = page.split('id="frame-search"')[0].rsplit("<form", 1)[1]
    assert 'method="get"' in form
    assert "csrfmiddlewaretoken" not in form


SUMS = (
    ("divdesmit", "nav summa"),
    ("1e3", "nav summa"),
    ("12,405", "centa daļas"),
    ("9999999999,99", "par lielu"),
    ("99999999999999", "par lielu"),
    ("100000000", "par lielu"),
    ("0", "lielāku par 0,00"),
)


@pytest.mark.parametrize(("typed", "said"), SUMS)
@pytest.mark.parametrize("whose", ["school", "mother"])
def test_a_sum_that_is_none_or_too_large_is_told_in_words(
    here: Place, school: Client, mother: Client, whose: str, typed: str, said: str
) -> None:
    client = {"school": school, "mother": mother}[whose]
    path = f"/compensations/new/{here.plan_id}/"
    if whose == "mother":
        path = f"/family/claims/{here.home.janis.id}/new/"

    answer = client.post(path, expense(documented_eur=typed))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "money." not in text_of(answer)


def test_the_largest_sum_of_a_claim_is_filed(here: Place, school: Client) -> None:
    school.post(f"/compensations/new/{here.plan_id}/", expense(documented_eur="99999999,99"))

    assert f"{only_claim().documented_eur:f}" == "99999999.99"


@pytest.mark.parametrize("holder", ["Ilze\x01Ozola", "👍", "Ilze\u200b"])
def test_a_name_that_no_bank_writes_is_told_beside_its_field(
    here: Place, mother: Client, holder: str
) -> None:
    answer = mother.post(
        f"/family/claims/{here.home.janis.id}/account/", {"holder_name": holder, "iban": IBAN}
    )

    assert (answer.status_code, reasons_on(answer)) == (422, ["claim.account.holder_not_for_the_bank"])
    assert "kirilicas burtiem" in text_of(answer)
