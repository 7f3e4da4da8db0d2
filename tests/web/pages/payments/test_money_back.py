"""Pages of statements, returned payments, recoveries and the partner's account."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pumpurs.programme.compensations.models import (
    BankLine,
    BankStatement,
    Claim,
    LedgerLine,
    PartnerAccount,
    Payment,
    Recovery,
)
from tests.database import as_owner
from tests.programme.compensations.bank import Entry, came_back, left, statement
from tests.programme.compensations.money import (
    OUR_IBAN,
    PAYEE_IBAN,
    TODAY,
    Office,
    books,
    payments_of,
    sent,
    with_account,
)
from tests.web.pages.payments.test_batches import MOST_QUERIES, asked
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of

pytestmark = pytest.mark.django_db


def brought(client: Client, *entries: Entry, **more: str) -> str:
    """The address of the preview."""
    content = statement(entries, **more)
    answer = client.post("/payments/statements/", {"file": SimpleUploadedFile("x.xml", content)})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_statement_is_looked_over_before_anything_is_written(at: Office, zane: Client) -> None:
    one, two = payments_of(sent(at, "30.00", "7.00"))
    preview = brought(
        zane, left(one.reference, "30.00"), came_back(two.reference, "7.00"), left("PMP1N1", "5.00")
    )

    page = text_of(zane.get(preview))
    assert one.reference in page
    assert "konts ir slēgts" in page
    with as_owner():
        assert not BankStatement.objects.exists()
        assert not LedgerLine.objects.exclude(what="grant").exists()

    zane.post(preview, {"do": "take"})
    with as_owner():
        assert sorted(Payment.objects.values_list("state", flat=True)) == ["confirmed", "returned"]
        assert BankLine.objects.get(outcome="unknown").reference == "PMP1N1"
    assert zane.get(preview)["Location"] == "/payments/statements/"


def test_the_same_statement_again_would_change_nothing(at: Office, zane: Client) -> None:
    (one,) = payments_of(sent(at, "30.00"))
    first = brought(zane, left(one.reference, "30.00"))
    zane.post(first, {"do": "take"})
    again = brought(zane, left(one.reference, "30.00"))

    assert 'value="take"' not in text_of(zane.get(again))
    zane.post(again, {"do": "take"})
    assert books()["paid"] == Decimal("30.00")


def test_what_was_confirmed_by_hand_is_borne_out_with_both_days_and_no_sum_changes(
    at: Office, zane: Client
) -> None:
    (one,) = payments_of(sent(at, "30.00"))
    zane.post(f"/payments/payment/{one.id}/", {"do": "confirm", "paid_on": "2026-11-09"})
    assert 'value="return"' in text_of(zane.get(f"/payments/payment/{one.id}/"))
    preview = brought(zane, left(one.reference, "30.00"))

    page = zane.get(preview)
    assert page.context["found"].counts["known"] == 1
    assert "atzīmēts ar 09.11.2026.; banka raksta 09.11.2026." in text_of(page)
    zane.post(preview, {"do": "take"})
    assert books()["paid"] == Decimal("30.00")
    assert 'value="return"' not in text_of(zane.get(f"/payments/payment/{one.id}/"))


def test_a_statement_that_waits_no_more_is_refused_with_the_way_on(at: Office, zane: Client) -> None:
    (one,) = payments_of(sent(at, "30.00"))
    preview = brought(zane, left(one.reference, "30.00"))
    zane.post(preview, {"do": "take"})

    again = zane.post(preview, {"do": "take"})
    assert (again.status_code, reasons_on(again)) == (422, ["bank_statement.take.gone"])
    assert 'href="/payments/statements/"' in text_of(again)


def test_put_aside_nothing_is_changed(at: Office, zane: Client) -> None:
    (one,) = payments_of(sent(at, "30.00"))
    preview = brought(zane, left(one.reference, "30.00"))
    zane.post(preview, {"do": "drop"})

    with as_owner():
        assert Payment.objects.get().state == "waiting"
    assert zane.get(preview).status_code == 302


def test_a_wrong_file_is_refused_with_words_and_nothing_waits(at: Office, zane: Client) -> None:
    sent(at, "30.00")
    for content, code in (
        (b"PDF", "bank_statement.read.not_xml"),
        (statement([], iban=PAYEE_IBAN), "bank_statement.take.other_account"),
    ):
        answer = zane.post("/payments/statements/", {"file": SimpleUploadedFile("x.xml", content)})
        assert (answer.status_code, reasons_on(answer)) == (422, [code])
    nothing = zane.post("/payments/statements/", {})
    assert reasons_on(nothing) == ["bank_statement.read.no_file"]


def test_nobody_takes_in_or_sees_the_waiting_statement_of_another_partner(at: Office, zane: Client) -> None:
    (one,) = payments_of(sent(at, "30.00"))
    preview = brought(zane, left(one.reference, "30.00"))
    inta = browser_of(at.stranger)

    for answer in (
        inta.get(preview),
        inta.post(preview, {"do": "take"}),
        inta.post(preview, {"do": "drop"}),
    ):
        assert answer.status_code == 404
    with as_owner():
        assert Payment.objects.get().state == "waiting"
    assert zane.get(preview).status_code == 200


def test_a_question_of_the_statement_is_answered(at: Office, zane: Client) -> None:
    sent(at, "30.00")
    zane.post(brought(zane, left("PMP1N1", "5.00")), {"do": "take"})
    with as_owner():
        line = str(BankLine.objects.get().id)
    silent = zane.post("/payments/statements/", {"do": "answer", "line": line, "words": " "})
    assert reasons_on(silent) == ["bank_line.answer.says_nothing"]

    zane.post("/payments/statements/", {"do": "answer", "line": line, "words": "Vecais maksājums."})
    with as_owner():
        assert BankLine.objects.get().outcome == "answered"


def test_what_the_bank_paid_after_all_is_booked_where_the_question_leads(
    at: Office, zane: Client, rita: Client
) -> None:
    (one,) = payments_of(sent(at, "30.00"))
    page = f"/payments/payment/{one.id}/"
    zane.post(page, {"do": "return", "returned_on": "2026-11-09", "return_code": "AC04"})
    zane.post(brought(zane, left(one.reference, "30.00")), {"do": "take"})

    questions = text_of(rita.get("/payments/statements/"))
    assert f'href="{page}"' in questions
    assert 'value="answer"' not in questions
    assert 'value="stand"' in text_of(rita.get(page))
    assert 'value="stand"' not in text_of(browser_of(at.manager).get(page))

    assert rita.post(page, {"do": "stand"})["Location"] == page
    assert books()["paid"] == Decimal("30.00")
    assert f'href="{page}"' not in text_of(rita.get("/payments/statements/"))


def test_money_that_left_twice_is_settled_by_another_than_who_answered(
    at: Office, zane: Client, rita: Client
) -> None:
    (one,) = payments_of(sent(at, "30.00"))
    twice = (left(one.reference, "30.00"), left(one.reference, "30.00", bank="D-2"))
    zane.post(brought(zane, *twice), {"do": "take"})
    with as_owner():
        line = str(BankLine.objects.get(why="paid_twice").id)
    zane.post("/payments/statements/", {"do": "answer", "line": line, "words": "Bankas kļūda."})
    assert 'value="settle"' not in text_of(zane.get("/payments/statements/"))
    alone = zane.post("/payments/statements/", {"do": "settle", "line": line, "words": "Atmaksās."})
    assert reasons_on(alone) == ["bank_line.settle.answered_it"]

    assert "Bankas kļūda." in text_of(rita.get("/payments/statements/"))
    rita.post("/payments/statements/", {"do": "settle", "line": line, "words": "Banka atmaksās."})
    with as_owner():
        assert BankLine.objects.get(pk=line).settled_why == "Banka atmaksās."
    assert "Bankas kļūda." not in text_of(rita.get("/payments/statements/"))


def test_a_returned_payment_waits_for_an_answer_and_is_asked_back_no_more(at: Office, zane: Client) -> None:
    (one,) = payments_of(sent(at, "30.00"))
    zane.post(f"/payments/payment/{one.id}/", {"do": "confirm", "paid_on": "2026-11-09"})
    form = {"do": "return", "returned_on": "2026-11-09", "return_code": "AC04"}
    zane.post(f"/payments/payment/{one.id}/", form)

    assert one.reference in text_of(zane.get("/payments/returned/"))
    assert 'value="demand"' not in text_of(zane.get(f"/payments/payment/{one.id}/"))
    with as_owner():
        assert Claim.objects.get().state == "filed"


def test_money_is_asked_back_and_received_in_parts_each_form_once(
    at: Office, zane: Client, rita: Client
) -> None:
    (one,) = payments_of(sent(at, "30.00"))
    zane.post(f"/payments/payment/{one.id}/", {"do": "confirm", "paid_on": "2026-11-09"})
    demand = {"do": "demand", "demanded_eur": "20,00", "reason": "Biļete nederēja.", "form_key": str(uuid4())}
    places = {zane.post(f"/payments/payment/{one.id}/", demand)["Location"] for _turn in range(2)}
    assert len(places) == 1
    (place,) = places
    over = zane.post(f"/payments/payment/{one.id}/", {**demand, "form_key": str(uuid4())})
    assert reasons_on(over) == ["recovery.demand.too_much"]

    part = {"do": "receive", "received_eur": "12,50", "received_on": "2026-11-09", "form_key": str(uuid4())}
    own = zane.post(place, part)
    assert reasons_on(own) == ["recovery.receive.asked_it_back_or_granted_it"]
    assert 'value="receive"' not in text_of(zane.get(place))
    for _turn in range(2):
        rita.post(place, part)
    assert books()["allowances"] == Decimal("17.50")
    more = rita.post(place, {**part, "form_key": str(uuid4())})
    assert reasons_on(more) == ["recovery.receive.too_much"]
    rita.post(place, {**part, "received_eur": "7,50", "form_key": str(uuid4())})

    with as_owner():
        assert Recovery.objects.get().state == "received"
        assert Claim.objects.get().granted_eur == Decimal("10.00")
    assert books()["ledger"] == books()["claims"] == books()["allowances"] == Decimal("10.00")


def test_what_was_typed_wrong_stands_there_again(at: Office, zane: Client) -> None:
    (one,) = payments_of(sent(at, "30.00"))
    zane.post(f"/payments/payment/{one.id}/", {"do": "confirm", "paid_on": "2026-11-09"})
    demand = {"do": "demand", "demanded_eur": "daudz", "reason": "Biļete nederēja.", "form_key": str(uuid4())}
    answer = zane.post(f"/payments/payment/{one.id}/", demand)

    assert answer.status_code == 422
    assert "Biļete nederēja." in text_of(answer)


def test_the_rest_of_a_demand_is_let_go_by_another_with_words(at: Office, zane: Client, rita: Client) -> None:
    (one,) = payments_of(sent(at, "30.00"))
    zane.post(f"/payments/payment/{one.id}/", {"do": "confirm", "paid_on": "2026-11-09"})
    demand = {"do": "demand", "demanded_eur": "20,00", "reason": "Kļūda.", "form_key": str(uuid4())}
    place = zane.post(f"/payments/payment/{one.id}/", demand)["Location"]
    assert 'value="drop"' not in text_of(zane.get(place))
    assert reasons_on(zane.post(place, {"do": "drop", "why": "Nevajag."})) == ["recovery.drop.asked_it_back"]
    assert rita.post(place, {"do": "drop"}).status_code == 422
    rita.post(place, {"do": "drop", "why": "Parasīts kļūdas dēļ."})

    with as_owner():
        assert Recovery.objects.get().state == "dropped"
    assert books()["ledger"] == Decimal("30.00")
    assert "Parasīts kļūdas dēļ." in text_of(zane.get(place))


def test_the_account_is_told_by_one_and_signed_by_another(at: Office, zane: Client, rita: Client) -> None:
    wrong = zane.post("/payments/account/", {"do": "tell", "holder_name": "Cēsu novads", "iban": "LV00"})
    assert (reasons_on(wrong), wrong.status_code) == (["iban.wrong"], 422)
    assert "LV00" in text_of(wrong)
    zane.post("/payments/account/", {"do": "tell", "holder_name": "Cēsu novads", "iban": OUR_IBAN})
    with as_owner():
        told = PartnerAccount.objects.get()
    own = zane.post("/payments/account/", {"do": "sign", "account": str(told.id)})
    assert reasons_on(own) == ["partner_account.sign.told_it_herself"]

    rita.post("/payments/account/", {"do": "sign", "account": str(told.id)})
    with as_owner():
        assert PartnerAccount.objects.get().signed_by_id == at.rita.account_id
    assert OUR_IBAN not in text_of(zane.get("/payments/account/"))


@pytest.mark.parametrize("url", ["statements/", "returned/", "recoveries/", "account/", "payment/{one}/"])
def test_no_page_asks_more_than_a_dozen_questions(at: Office, zane: Client, url: str) -> None:
    with_account(at)
    payments = payments_of(sent(at, *["3.00"] * 6))
    zane.post(brought(zane, *(left("PMP1N1", "5.00", f"B{turn}") for turn in range(6))), {"do": "take"})
    back = [came_back(one.reference, "3.00", day=TODAY) for one in payments]
    zane.post(brought(zane, *back), {"do": "take"})

    answer, queries = asked(zane, f"/payments/{url.format(one=payments[0].id)}")
    assert answer.status_code == 200
    assert queries <= MOST_QUERIES
