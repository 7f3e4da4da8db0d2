"""The files that leave for the bank and come from it: valid by their schema, always the same, read with care."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree
from sepaxml.validation import try_valid_xml

from pumpurs.programme.compensations.rules import bank_statement, payment_file
from pumpurs.programme.compensations.rules.payment_file import OrderLine, PaymentOrder, as_csv, pain
from pumpurs.values.reasons import Refused
from tests.programme.compensations.bank import Entry, came_back, left, statement
from tests.programme.compensations.money import OUR_IBAN, PAYEE_IBAN
from tests.programme.plans.stage import codes

ORDER = PaymentOrder(
    number=1001,
    made_at=datetime(2026, 11, 9, 9, tzinfo=UTC),
    payer_name="Cēsu novada pašvaldība",
    payer_iban=OUR_IBAN,
    pays_on=date(2026, 11, 10),
    lines=(
        OrderLine("PMP1001N1", Decimal("30.00"), "Ilze Ozola", PAYEE_IBAN),
        OrderLine("PMP1001N2", Decimal("0.05"), "Šķēle & <Co>", PAYEE_IBAN),
    ),
)


def told(content: bytes, path: str) -> list[str]:
    return [str(one.text) for one in etree.fromstring(content).iterfind(f".//{{*}}{path}")]


@pytest.mark.parametrize("version", payment_file.VERSIONS)
def test_a_payment_file_holds_by_its_schema_and_says_what_was_ordered(version: str) -> None:
    content = pain(ORDER, version=version)

    try_valid_xml(content, version)
    assert told(content, "EndToEndId") == ["PMP1001N1", "PMP1001N2"]
    assert told(content, "InstdAmt") == ["30.00", "0.05"]
    assert told(content, "CtrlSum") == ["30.05", "30.05"]
    assert told(content, "NbOfTxs") == ["2", "2"]
    assert told(content, "IBAN") == [OUR_IBAN, PAYEE_IBAN, PAYEE_IBAN]
    assert told(content, "Ustrd") == ["PMP1001N1", "PMP1001N2"]
    assert told(content, "Cdtr/{*}Nm") == ["Ilze Ozola", "Skele & <Co>"]


@pytest.mark.parametrize("version", payment_file.VERSIONS)
def test_the_same_order_is_the_same_file_and_another_is_another(version: str) -> None:
    later = PaymentOrder(**{**vars(ORDER), "pays_on": date(2026, 11, 11)})

    assert pain(ORDER, version=version) == pain(ORDER, version=version)
    assert pain(ORDER, version=version) != pain(later, version=version)
    assert payment_file.content_seal(ORDER) != payment_file.content_seal(later)


def test_nothing_to_pay_or_an_impossible_account_is_no_file() -> None:
    for wrong, code in (({"lines": ()}, "not_valid"), ({"payer_iban": "LV"}, "payer_not_valid")):
        with pytest.raises(Refused) as refusal:
            pain(PaymentOrder(**{**vars(ORDER), **wrong}))
        assert codes(refusal) == [f"payment_file.{code}"]


@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u200b"])
def test_a_table_says_the_same_and_starts_no_formula(before: str) -> None:
    evil = OrderLine("PMP1001N3", Decimal("1.00"), f"{before}=1+1;Ozola", PAYEE_IBAN)
    text = as_csv(PaymentOrder(**{**vars(ORDER), "lines": (evil,)}), ["a", "b", "c", "d", "e"]).decode(
        "utf-8-sig"
    )

    assert text.splitlines() == [
        "a;b;c;d;e",
        f'PMP1001N3;"\'{before}=1+1;Ozola";{PAYEE_IBAN};1,00;2026-11-10',
    ]


def test_account_numbers_are_checked_and_told_masked() -> None:
    assert payment_file.account_number("lv80 bank 0000 4351 9500 1") == OUR_IBAN
    assert payment_file.masked(OUR_IBAN) == "LV80 **** 5001"
    for wrong in ("LV81BANK0000435195001", "", "4351950011", "LV80BANK00004351950012"):
        with pytest.raises(Refused) as refusal:
            payment_file.account_number(wrong, place="iban")
        assert codes(refusal) == ["iban.wrong"]


def test_a_statement_tells_our_bookings_and_forgets_all_others() -> None:
    read = bank_statement.read(
        statement([left("PMP1N1", "30.00"), left("ALGA", "1200.00"), came_back("PMP1N2", "5.00", "AC01")])
    )

    assert (read.iban, read.others, read.bank_number) == (OUR_IBAN, 1, "2026-313")
    assert [(one.reference, one.amount_eur, one.return_code) for one in read.bookings] == [
        ("PMP1N1", Decimal("-30.00"), ""),
        ("PMP1N2", Decimal("5.00"), "AC01"),
    ]
    assert "ALGA" not in repr(read)


@pytest.mark.parametrize("version", ["02", "03", "04", "08", "12"])
def test_each_known_version_is_read(version: str) -> None:
    content = statement([left("PMP1N1", "30.00")], version=f"camt.053.001.{version}")

    assert len(bank_statement.read(content).bookings) == 1


def test_what_is_not_booked_yet_is_not_read() -> None:
    pending = Entry("PMP1N1", Decimal(-30), "A", status="<Sts>PDNG</Sts>")
    booked = Entry("PMP1N2", Decimal(-30), "B", status="<Sts><Cd>BOOK</Cd></Sts>")

    read = bank_statement.read(statement([pending, booked], version="camt.053.001.08"))
    assert [one.reference for one in read.bookings] == ["PMP1N2"]


BOMB = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]>'
FILE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
GOOD: dict[str, Any] = {"entries": [left("PMP1N1", "30.00")]}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"PDF", "not_xml"),
        (b"<a/>", "not_a_statement"),
        (statement(**GOOD, head=BOMB), "declares_types"),
        (statement(**GOOD, head=FILE), "declares_types"),
        (statement(**GOOD, head=BOMB).decode().replace("UTF-8", "UTF-16").encode("utf-16"), "declares_types"),
        (statement(**GOOD, version="camt.053.001.99"), "unknown_version"),
        (statement(**GOOD, version="pain.001.001.09"), "unknown_version"),
        (statement(**GOOD)[:-30], "not_xml"),
        (b"<a>" * 5000, "not_xml"),
        (b"x" * (bank_statement.MOST_BYTES + 1), "too_large"),
        (statement([left("PMP1N1", "30.00", currency="USD")]), "other_currency"),
        (statement([left("PMP1N1", "30.001")]), "no_amount"),
        (statement(**GOOD).replace(b">30.00<", b">NaN<"), "no_amount"),
        *[
            (statement(**GOOD).replace(b">30.00<", f">{odd}<".encode()), "no_amount")
            for odd in (
                "3e1",
                "３０.00",
                "٣٠.00",
                "3_0.00",
                "-30.00",
                "30,00",
                "0x1E",
                "Infinity",
                " ",
                ".",
                "30.000000",
            )
        ],
        (statement(**GOOD, balances=("1E+2", "70.00")), "no_balance"),
        (statement(**GOOD).replace(b"DBIT", b"XXXX"), "no_direction"),
        (statement(**GOOD).replace(b"2026-11-09</Dt>", b"gestern</Dt>"), "no_day"),
        (statement(**GOOD).replace(b"</Stmt>", b"</Stmt><Stmt><Id>2</Id></Stmt>"), "several_accounts"),
        (statement(**GOOD).replace(b"Stmt>", b"Rpt>"), "not_a_statement"),
    ],
)
def test_what_is_no_statement_or_could_do_harm_is_refused_with_words(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        bank_statement.read(content)

    assert codes(refusal) == [f"bank_statement.read.{code}"]


@pytest.mark.parametrize("written", ["30", "30.", "30.00000", "030.0", "\n 30.00 \t"])
def test_an_amount_is_read_as_iso_20022_writes_it(written: str) -> None:
    content = statement(**GOOD).replace(b">30.00<", f">{written}<".encode())

    assert bank_statement.read(content).bookings[0].amount_eur == Decimal("-30.00")


def test_equal_bookings_without_a_reference_of_the_bank_are_counted_and_with_one_they_are_one() -> None:
    unnamed = Entry("PMP1N1", Decimal("-30.00"), "")
    named = left("PMP1N1", "30.00", "A")
    one, two = (bank_statement.read(statement([unnamed] * times)).bookings for times in (1, 2))

    assert (len(one), len(two)) == (1, 2)
    assert {b.bank_reference for b in one} < {b.bank_reference for b in two}
    assert len(bank_statement.read(statement([named, named])).bookings) == 1


def test_payments_booked_as_one_bundle_are_told_apart() -> None:
    content = statement([left("PMP1N1", "30.00", "SAME"), left("PMP1N2", "7.00", "SAME")])
    again = statement([left("PMP1N2", "7.00", "SAME")], number="other")

    both, one = bank_statement.read(content).bookings, bank_statement.read(again).bookings
    assert len({b.bank_reference for b in both}) == 2
    assert one[0].bank_reference == both[1].bank_reference


@pytest.mark.parametrize(("opening", "closing"), [("100.00", "82.00"), ("5.00", "-13.00")])
def test_a_statement_whose_balances_fit_its_bookings_is_read(opening: str, closing: str) -> None:
    entries = (left("PMP1001N1", "30.00"), came_back("PMP1001N2", "12.00"))
    assert len(bank_statement.read(statement(entries, balances=(opening, closing))).bookings) == 2


def test_a_statement_that_does_not_add_up_is_refused_with_its_sums() -> None:
    with pytest.raises(Refused) as refusal:
        bank_statement.read(statement([left("PMP1001N1", "30.00")], balances=("100.00", "70.01")))

    (reason,) = refusal.value.reasons
    assert reason.code == "bank_statement.read.does_not_add_up"
    assert dict(reason.values) == {
        "first": Decimal("100.00"), "ended": Decimal("70.00"), "last": Decimal("70.01"),
    }  # fmt: skip


def test_what_is_not_booked_yet_does_not_count_in_the_balances() -> None:
    pending = left("PMP1001N1", "30.00", status="<Sts>PDNG</Sts>")
    assert bank_statement.read(statement([pending], balances=("100.00", "100.00"))).bookings == ()
