"""Pages of a batch: made of what is ready, looked over, signed, downloaded, given to the bank, confirmed by hand."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pumpurs.programme.compensations.actions import settling
from pumpurs.programme.compensations.models import Batch, Claim, PartnerAccount, Payment
from pumpurs.programme.people.models import Appointment
from tests.database import as_owner
from tests.programme.compensations.money import (
    TODAY,
    Office,
    by,
    drafted,
    granted,
    payments_of,
    sent,
    signed,
    with_account,
)
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def the_batch() -> Batch:
    with as_owner():
        return Batch.objects.get()


def asked(client: Client, url: str) -> tuple[Any, int]:
    """The page and how many queries it took, those of the session and the transaction aside."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    read = [one for one in queries.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return answer, len(read)


def test_the_first_page_says_what_is_ready_and_what_is_missing(at: Office, zane: Client) -> None:
    granted(at, "30.00", "12.35")

    page = text_of(zane.get("/payments/"))
    assert "42,35" in page
    assert 'href="/payments/account/"' in page
    assert 'href="/payments/new/"' in page


def test_what_the_bank_has_waits_for_its_statement_on_the_desk_and_in_the_room(
    at: Office, zane: Client
) -> None:
    batch_id = sent(at, "30.00")

    assert 'href="/payments/?state=sent"' in text_of(zane.get("/desk/"))
    assert 'href="?state=sent"' in text_of(zane.get("/payments/"))
    assert "Gaida kopš" in text_of(zane.get(f"/payments/{batch_id}/"))
    with as_owner():
        payment = Payment.objects.get()
    assert "AC04" in (page := text_of(zane.get(f"/payments/payment/{payment.id}/")))
    assert 'value="AC04" selected' not in page


def test_the_ledger_of_any_past_day_is_shown(at: Office, zane: Client) -> None:
    settling.confirm(payment_ids=[payments_of(sent(at, "30.00"))[0].id], paid_on=TODAY, **by(at.zane))

    def ledger(answer: Any) -> str:
        return text_of(answer).split('id="ledger"')[1]

    answer, queries = asked(zane, f"/payments/?day={TODAY.isoformat()}")
    assert ledger(answer).count("30,00") == 2
    assert queries <= MOST_QUERIES
    before, earlier, none = (
        ledger(zane.get(f"/payments/?day={day}")) for day in ("2026-11-08", "2026-11-01", "x")
    )
    assert (before.count("30,00"), before.count("0,00")) == (1, 2)
    assert "30,00" not in earlier + none


def test_one_click_makes_a_batch_of_all_and_a_double_click_no_second(at: Office, zane: Client) -> None:
    with_account(at)
    granted(at, "30.00", "12.35")
    form = {"pays_on": "2026-11-10", "form_key": str(uuid4()), "do": "all"}

    first, second = zane.post("/payments/new/", form), zane.post("/payments/new/", form)
    assert first["Location"] == second["Location"] == f"/payments/{the_batch().id}/"
    assert the_batch().total_eur == Decimal("42.35")


def test_only_what_was_marked_goes_in(at: Office, zane: Client) -> None:
    with_account(at)
    one, _two = granted(at, "30.00", "12.35")
    zane.post(
        "/payments/new/",
        {"pays_on": "2026-11-10", "form_key": str(uuid4()), "do": "marked", "pick": str(one.id)},
    )

    assert the_batch().total_eur == Decimal("30.00")


@pytest.mark.parametrize(
    ("sent_form", "code"),
    [
        ({"pays_on": "2026-11-01", "do": "all"}, "batch.draft.past_day"),
        ({"pays_on": "", "do": "all"}, "form.invalid"),
        ({"pays_on": "2026-11-10", "do": "marked"}, "batch.draft.nothing_ready"),
    ],
)
def test_a_batch_that_cannot_be_made_is_asked_again_and_nothing_changes(
    at: Office, zane: Client, sent_form: dict[str, str], code: str
) -> None:
    with_account(at)
    granted(at, "30.00")

    answer = zane.post("/payments/new/", {"form_key": str(uuid4()), **sent_form})
    assert (answer.status_code, reasons_on(answer)) == (422, [code])
    with as_owner():
        assert not Batch.objects.exists()
        assert Claim.objects.get().state == "granted"


def test_looked_over_signed_downloaded_and_given_to_the_bank(at: Office, zane: Client, rita: Client) -> None:
    batch_id = drafted(at, "30.00", "12.35")
    looked = rita.get(f"/payments/{batch_id}/sign/")
    assert "42,35" in text_of(looked)
    assert zane.get(f"/payments/{batch_id}/file/").status_code == 404

    rita.post(f"/payments/{batch_id}/sign/", {"seen": looked.context["batch"].seen})
    file = zane.get(f"/payments/{batch_id}/file/")
    assert hashlib.sha256(file.content).hexdigest() == the_batch().file_sha256
    assert file["Content-Disposition"] == f'attachment; filename="pumpurs-{the_batch().number}.xml"'
    assert file.content == zane.get(f"/payments/{batch_id}/file/").content
    table = zane.get(f"/payments/{batch_id}/file/?version=csv").content.decode("utf-8-sig")
    assert table.count("\r\n") == 3
    older = zane.get(f"/payments/{batch_id}/file/?version=pain.001.001.03").content
    assert b"pain.001.001.03" in older
    assert zane.get(f"/payments/{batch_id}/file/?version=x").status_code == 404

    zane.post(f"/payments/{batch_id}/", {"do": "send"})
    assert the_batch().state == "sent"
    assert "Ozols" not in file.content.decode() + table


def test_the_granter_sees_no_button_to_sign_and_is_refused(at: Office) -> None:
    batch_id = drafted(at, "30.00")
    mara = browser_of(at.coordinator)

    assert "/sign/" not in text_of(mara.get(f"/payments/{batch_id}/"))
    assert mara.get(f"/payments/{batch_id}/sign/")["Location"] == f"/payments/{batch_id}/"
    refused = mara.post(f"/payments/{batch_id}/sign/", {"seen": "x"})
    assert (refused.status_code, reasons_on(refused)) == (
        422,
        ["batch.sign.checked_or_granted_one_of_them"],
    )


def test_the_page_names_who_can_sign_and_the_drafter_sees_no_button(
    at: Office, zane: Client, rita: Client
) -> None:
    batch_id = drafted(at, "30.00")
    hers, own = (text_of(one.get(f"/payments/{batch_id}/")) for one in (rita, zane))

    assert "Rita Saulīte" in own
    assert "Zane Krūmiņa," not in own
    assert ("/sign/" in hers, "/sign/" in own) == (True, False)
    refused = zane.post(f"/payments/{batch_id}/sign/", {"seen": "x"})
    assert (refused.status_code, reasons_on(refused)) == (422, ["batch.sign.drafted_it"])


def test_where_nobody_is_left_to_sign_the_page_says_what_to_do(at: Office, zane: Client) -> None:
    batch_id = drafted(at, "30.00")
    with as_owner():
        Appointment.objects.filter(account_id=at.rita.account_id).update(until=TODAY)

    assert zane.get(f"/payments/{batch_id}/").context["batch"].signers == ()


def test_what_was_tampered_with_is_neither_downloaded_nor_sent(at: Office, zane: Client) -> None:
    batch_id = signed(at, "30.00")
    with as_owner():
        PartnerAccount.objects.update(holder_name="Cits")

    answer = zane.get(f"/payments/{batch_id}/file/")
    assert answer["Location"] == f"/payments/{batch_id}/"
    refused = zane.post(f"/payments/{batch_id}/", {"do": "send"})
    assert reasons_on(refused) == ["batch.send.not_as_signed"]


def test_taken_out_dissolved_and_confirmed_by_hand(at: Office, zane: Client) -> None:
    batch_id = drafted(at, "30.00", "12.35")
    first, _ = payments_of(batch_id)
    assert (
        zane.post(f"/payments/payment/{first.id}/", {"do": "take_out"})["Location"]
        == f"/payments/{batch_id}/"
    )
    zane.post(f"/payments/{batch_id}/", {"do": "dissolve"})
    assert the_batch().state == "dissolved"

    other = sent(at, "5.00")
    (payment,) = payments_of(other)
    form = {"do": "confirm", "pick": str(payment.id), "paid_on": "2026-11-09"}
    zane.post(f"/payments/{other}/", form)
    with as_owner():
        assert Batch.objects.get(pk=other).state == "settled"
        assert Payment.objects.get(pk=payment.id).state == "confirmed"
    assert zane.post(f"/payments/{other}/", {"do": "explode"}).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("checker", 403), ("stranger", 404), ("head", 404), ("manager", 200)]
)
def test_others_see_a_batch_only_as_far_as_they_reach(at: Office, who: str, status: int) -> None:
    batch_id = signed(at, "30.00")

    assert browser_of(getattr(at, who)).get(f"/payments/{batch_id}/").status_code == status


def test_the_manager_reads_and_does_nothing(at: Office) -> None:
    batch_id = signed(at, "30.00")
    sandra = browser_of(at.manager)

    assert sandra.get("/payments/new/").status_code == 403
    assert sandra.get(f"/payments/{batch_id}/file/").status_code == 403
    refused = sandra.post(f"/payments/{batch_id}/", {"do": "send"})
    assert reasons_on(refused) == ["batch.send.not_yours"]


@pytest.mark.parametrize(
    "url", ["/payments/", "/payments/new/", "/payments/{batch}/", "/payments/{batch}/sign/"]
)
def test_no_page_asks_more_than_a_dozen_questions_however_long_the_list(
    at: Office, rita: Client, url: str
) -> None:
    batch_id = drafted(at, *["1.00"] * 12)
    granted(at, *["2.00"] * 12)

    answer, queries = asked(rita, url.format(batch=batch_id))
    assert answer.status_code == 200
    assert queries <= MOST_QUERIES
