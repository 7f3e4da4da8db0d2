"""Granting many: each reason names its claim and leads to it, the list stays narrowed; what waits for an account."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.test import Client

from pumpurs.programme.compensations.models import Claim, ClaimProof, Payee, Payment
from tests.database import as_owner
from tests.programme.compensations.claims import ANOTHER_IBAN, Place, checked, filed, granted, now_of, told
from tests.web.pages.plans.hands import reasons_on, text_of
from tests.web.paid import payment_of

CHECKED = "?period=2026-10&state=checked"
WAITS = "Gaidām Jūsu kontu"


def code_of(claim_id: UUID) -> str:
    return f"K-{now_of(claim_id).number}"


def test_what_does_not_fit_is_named_and_leads_to_its_claim(here: Place, municipality: Client) -> None:
    one, two = checked(here, "60"), checked(here, "20")

    answer = municipality.post(f"/compensations/grant/{CHECKED}", {"pick": [str(one), str(two)]})

    page = text_of(answer)
    (stopped,) = [
        key for key in (one, two) if f'<li><a href="/compensations/{key}/">{code_of(key)}: ' in page
    ]
    assert reasons_on(answer) == ["claim.grant.over_cap"]
    assert now_of(stopped).state == "checked"


def test_a_claim_that_somebody_granted_meanwhile_is_named(here: Place, municipality: Client) -> None:
    one, two = granted(here, "10"), checked(here, "20")

    page = text_of(municipality.post("/compensations/grant/", {"pick": [str(one), str(two)]}))

    assert f'<a href="/compensations/{one}/">{code_of(one)}: ' in page
    assert f"{code_of(two)}: " not in page


def test_the_list_stays_narrowed_after_a_refusal_and_after_the_grant(
    here: Place, municipality: Client
) -> None:
    claim_id = checked(here, "20")
    filed(here, "5")

    refused = text_of(municipality.post(f"/compensations/grant/{CHECKED}", {}))
    done = municipality.post(f"/compensations/grant/{CHECKED}", {"pick": [str(claim_id)]})

    assert f'action="/compensations/grant/{CHECKED}"' in refused
    assert refused.count('class="row-link"') == 1
    assert done["Location"] == f"/compensations/{CHECKED}"


def test_a_claim_whose_photo_stands_elsewhere_is_not_offered_for_marking(
    here: Place, municipality: Client
) -> None:
    one, two = checked(here, "20"), checked(here, "10")
    other = filed(here, kind="overnight")
    with as_owner():
        ClaimProof.objects.filter(claim_id__in=(one, other)).update(sha256="a" * 64)
        far = here.home.vocational
        away = {"institution_id": far.id, "partner_id": far.partner_id}
        ClaimProof.objects.filter(claim_id=other).update(**away)
        Claim.objects.filter(pk=other).update(**away)  # nobody of this municipality sees it

    page = text_of(municipality.get(f"/compensations/{CHECKED}"))

    assert f'value="{two}"' in page
    assert f'value="{one}"' not in page
    assert f'href="/compensations/{one}/"' in page


def given_back(claim_id: UUID) -> None:
    """The bank gave the money back, since the account is closed."""
    with as_owner():
        payment = payment_of(Claim.objects.get(pk=claim_id))
        Payment.objects.filter(pk=payment.pk).update(
            state="returned", returned_on=date(2026, 11, 12), return_code="AC04"
        )
        Claim.objects.filter(pk=claim_id).update(state="filed", granted_eur=0)


def test_a_family_reads_in_its_list_and_inside_that_an_account_is_awaited(
    here: Place, mother: Client, municipality: Client
) -> None:
    claim_id = granted(here, viewer=here.mother)
    listed, inside = f"/family/claims/{here.home.janis.id}/", f"/family/claims/one/{claim_id}/"
    assert WAITS not in text_of(mother.get(listed))

    given_back(claim_id)

    assert WAITS in text_of(mother.get(listed))
    assert WAITS in text_of(mother.get(inside))
    assert "konts ir slēgts" in text_of(mother.get(inside)).lower()
    assert "gaida kontu" in text_of(municipality.get("/compensations/"))


def test_once_another_account_is_told_none_is_awaited(here: Place, mother: Client) -> None:
    claim_id = granted(here, viewer=here.mother)
    given_back(claim_id)
    told(here, ANOTHER_IBAN)

    page = text_of(mother.get(f"/family/claims/{here.home.janis.id}/"))

    with as_owner():
        assert Payee.objects.filter(replaced_at=None).count() == 1
    assert WAITS not in page
    assert "Skola to izskata" in page
