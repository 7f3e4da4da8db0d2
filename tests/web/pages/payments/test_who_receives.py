"""Before money is asked back the page says who could note that it came; the demand's page names them, too."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from pumpurs.programme.compensations.actions import batches, recoveries, settling
from pumpurs.programme.compensations.models import Payment, Recovery
from pumpurs.programme.people.models import Account
from pumpurs.programme.reporting.models import Reconciliation
from tests.database import as_owner
from tests.programme.compensations.bank import left
from tests.programme.compensations.money import (
    TODAY,
    Office,
    by,
    granted,
    payments_of,
    seen,
    sent,
    with_account,
)
from tests.programme.compensations.payments.test_let_go import is_mother
from tests.web.pages.payments.test_money_back import brought
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of

pytestmark = pytest.mark.django_db
LEFT_TO_ANOTHER = "Kas ar šo maksājumu noticis, atzīmē cits cilvēks"
SATURDAY = TODAY + timedelta(days=5)


def paid(at: Office) -> Payment:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    return payment


def page_of(client: Client, payment: Payment) -> str:
    return text_of(client.get(f"/payments/payment/{payment.id}/"))


def without(at: Office, *names: str) -> None:
    with as_owner():
        Account.objects.filter(name__in=names).update(is_active=False)


def asked_by_zane(at: Office, payment: Payment) -> str:
    recovery_id = recoveries.demand(
        claim_id=payment.claim_id, demanded_eur=Decimal("10.00"), reason="Kļūda.", form_key=uuid4(),
        **by(at.zane),
    )  # fmt: skip
    return f"/payments/recoveries/{recovery_id}/"


def test_who_asks_reads_who_could_note_what_comes(at: Office, zane: Client) -> None:
    page = page_of(zane, paid(at))

    assert "Atzīmēt var: Rita Saulīte." in page  # neither who asks nor who granted


def test_a_mother_among_the_accountants_is_not_named(at: Office, zane: Client) -> None:
    payment = paid(at)
    is_mother(at.rita, payment)

    assert "Rita Saulīte" not in page_of(zane, payment)


def test_where_nobody_could_note_it_the_granter_asks_instead(at: Office, zane: Client) -> None:
    payment = paid(at)
    without(at, "Rita Saulīte")

    mara = page_of(browser_of(at.coordinator), payment)

    assert "Lai naudu atprasa Māra Vītola" in page_of(zane, payment)
    assert "Atzīmēt var: Zane Krūmiņa." in mara


def test_a_demand_names_who_notes_and_who_lets_go(at: Office, zane: Client) -> None:
    payment = paid(at)
    address = asked_by_zane(at, payment)

    named = text_of(zane.get(address))
    without(at, "Rita Saulīte")
    stuck = text_of(zane.get(address))

    assert "Saņemto atzīmēt var: Rita Saulīte." in named
    assert "No atlikuma atteikties var: Māra Vītola, Rita Saulīte." in named
    assert "Lai Māra Vītola šo atprasījumu atsauc" in stuck
    assert "Rita" not in stuck


@pytest.mark.parametrize("sum_eur", ["0", "-1"])
def test_nothing_is_no_sum_to_ask_for_or_to_receive(
    at: Office, zane: Client, rita: Client, sum_eur: str
) -> None:
    payment = paid(at)
    form = {"do": "demand", "demanded_eur": sum_eur, "reason": "Kļūda.", "form_key": str(uuid4())}
    came = {"do": "receive", "received_eur": sum_eur, "received_on": "2026-11-09", "form_key": str(uuid4())}

    ask = zane.post(f"/payments/payment/{payment.id}/", form)
    note = rita.post(asked_by_zane(at, payment), came)

    assert reasons_on(ask) == ["recovery.demand.nothing"]
    assert reasons_on(note) == ["recovery.receive.nothing"]
    with as_owner():
        assert Recovery.objects.get().received_eur == 0


def for_saturday(at: Office) -> Payment:
    """A batch that the bank was asked to pay on a coming Saturday."""
    with_account(at)
    (claim,) = granted(at, "30.00")
    batch_id = batches.draft(form_key=uuid4(), claim_ids=[claim.id], pays_on=SATURDAY, **by(at.zane))
    batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.rita))
    batches.mark_sent(batch_id=batch_id, **by(at.zane))
    return payments_of(batch_id)[0]


def test_a_payment_is_confirmed_by_hand_from_its_day_on(at: Office, zane: Client, settings: object) -> None:
    payment = for_saturday(at)
    early, batch = page_of(zane, payment), text_of(zane.get(f"/payments/{payment.batch_id}/"))
    settings.FIXED_NOW += timedelta(days=5)  # type: ignore[attr-defined]
    late, then = page_of(zane, payment), text_of(zane.get(f"/payments/{payment.batch_id}/"))

    for page in (early, batch):
        assert 'value="confirm"' not in page
        assert "no 14.11.2026., kad bankai lūgts maksāt" in page
    for page in (late, then):
        assert 'value="confirm"' in page
        assert "kad bankai lūgts maksāt" not in page


def test_the_fold_stays_open_and_the_mark_stays_after_a_refusal(at: Office, zane: Client) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    form = {"do": "confirm", "pick": str(payment.id), "paid_on": "2026-11-10"}

    answer = zane.post(f"/payments/{payment.batch_id}/", form)

    page = text_of(answer)
    assert reasons_on(answer) == ["payment.confirm.in_future"]
    assert '<details class="more" open><summary>Apstiprināt ar roku' in page
    assert f'value="{payment.id}" checked' in page


def test_a_saturday_is_told_and_not_refused(at: Office, zane: Client, rita: Client) -> None:
    with_account(at)
    (claim,) = granted(at, "30.00")
    batch_id = batches.draft(form_key=uuid4(), claim_ids=[claim.id], pays_on=SATURDAY, **by(at.zane))

    assert "nauda aizies 16.11.2026." in text_of(zane.get(f"/payments/{batch_id}/"))
    assert "nav darbdiena: nauda aizies 16.11.2026." in text_of(rita.get(f"/payments/{batch_id}/sign/"))


def test_what_the_bank_proved_is_left_to_nobody_else(at: Office, zane: Client) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    before = page_of(browser_of(at.coordinator), payment)
    zane.post(brought(zane, left(payment.reference, "30.00")), {"do": "take"})
    after = page_of(browser_of(at.coordinator), payment)

    assert LEFT_TO_ANOTHER in before
    assert LEFT_TO_ANOTHER not in after
    assert "Pierādīts ar konta izrakstu" in after


def test_the_manager_opens_the_payment_of_a_difference(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    one = {"what": "moved_by_bank_alone", "place": payment.reference, "written": "0", "found": "-30.00"}
    with as_owner():
        Reconciliation.objects.create(at=by(at.manager)["now"], compared=20, differences=[one])

    page = text_of(browser_of(at.manager).get("/samples/proof/"))

    assert "moved_by_bank_alone" not in page
    assert f'href="/payments/payment/{payment.id}/"' in page
    assert f'href="/compensations/{payment.claim_id}/"' in page
    assert "−30,00" in page
