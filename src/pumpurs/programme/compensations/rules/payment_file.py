"""The payment file (maksājuma datne): ISO 20022 pain.001 or CSV, always the same bytes for the same order."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from lxml import etree
from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError, try_valid_xml
from stdnum import iban
from stdnum.exceptions import ValidationError as NoAccount

from pumpurs.programme.compensations.rules.holders import bank_can_write
from pumpurs.values.cells import as_text
from pumpurs.values.reasons import Reason, Refused

VERSIONS = ("pain.001.001.09", "pain.001.001.03")
USUAL_VERSION = VERSIONS[0]
REFERENCE = re.compile(r"PMP\d+N\d+", re.ASCII)
PLAIN_NUMBER = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]+", re.ASCII)
RETURN_CODES = (  # ISO 20022 reasons for which banks give credit transfers back; any other is told as MS03
    "AC01", "AC03", "AC04", "AC06", "AG01", "AG02", "AM05", "BE04", "CNOR", "FOCR", "MD07", "MS02", "MS03", "RC01",
    "RR04",
)  # fmt: skip
UNTOLD = "MS03"
NOT_THE_ACCOUNT = ("AG02", "AM05", "FOCR")  # of these the payer's side is the cause: the account may be right
CENTS_IN_EURO = 100
ABOUT_PAYEE, ABOUT_PARTNER = "payee", "partner_account"  # what sealed account numbers are bound to


@dataclass(frozen=True)
class OrderLine:
    """One payment: what the bank gives back (`reference`), how much, to whom."""

    reference: str
    amount_eur: Decimal
    holder_name: str
    iban: str


@dataclass(frozen=True)
class PaymentOrder:
    """All payments of one batch, as they stand in its file. `made_at` is the moment of drafting."""

    number: int
    made_at: datetime
    payer_name: str
    payer_iban: str
    pays_on: date
    lines: tuple[OrderLine, ...]

    @property
    def total_eur(self) -> Decimal:
        """The sum of all lines."""
        return sum((line.amount_eur for line in self.lines), Decimal(0))


def reference_of(batch_number: int, line: int) -> str:
    """The end-to-end id of a payment: number of the batch and of the line, nothing about a person."""
    return f"PMP{batch_number}N{line}"


def references_in(*texts: str | None) -> frozenset[str]:
    """Every reference of ours that stands in texts of a bank."""
    return frozenset(found for text in texts for found in REFERENCE.findall(text or ""))


def account_number(text: str, *, place: str = "") -> str:
    """An IBAN without blanks, checked by country, length and checksum. Refused `iban.wrong`."""
    if not is_account(text):
        raise Refused(Reason("iban.wrong", place=place))
    return str(iban.compact(text))


def is_account(text: str) -> bool:
    """Whether country, length and check digits are those of an IBAN, in plain letters and digits."""
    try:
        return PLAIN_NUMBER.fullmatch(str(iban.validate(text))) is not None
    except NoAccount:
        return False


def masked(number: str) -> str:
    """The account so that its holder knows it and nobody else: country and check digits, then the last four."""
    return f"{number[:4]} **** {number[-4:]}"


def content_seal(order: PaymentOrder) -> str:
    """A hash of all that an order says, quicker than its file: what the signer saw is what is signed."""
    payer = f"{order.number};{order.payer_name};{order.payer_iban};{order.made_at.isoformat()}"
    return hashlib.sha256(as_csv(order, (payer,))).hexdigest()


def pain(order: PaymentOrder, *, version: str = USUAL_VERSION) -> bytes:
    """The order as pain.001, checked against its schema. Refused with the payments that it cannot tell to the bank."""
    if not order.lines or version not in VERSIONS:
        raise Refused(_untold(order))
    payer = {"name": order.payer_name, "IBAN": order.payer_iban, "batch": True, "currency": "EUR"}
    transfer = SepaTransfer(payer, schema=version, clean=True)
    for line in order.lines:
        transfer.add_payment(
            {
                "name": line.holder_name,
                "IBAN": line.iban,
                "amount": int(line.amount_eur * CENTS_IN_EURO),
                "execution_date": order.pays_on,
                "description": line.reference,
                "endtoend_id": line.reference,
            }
        )
    try:
        content = _ours(transfer.export(validate=False), order)
        try_valid_xml(content, version)
    except (ValidationError, etree.XMLSyntaxError, ValueError) as fault:  # a sign that no XML holds, too
        raise Refused(_untold(order)) from fault
    return content


def _untold(order: PaymentOrder) -> Reason:
    """What of an order cannot be told to the bank: the payer's own name or number, or else which of the payments."""
    if not (bank_can_write(order.payer_name) and is_account(order.payer_iban)):
        return Reason("payment_file.payer_not_valid", {"number": order.number})
    lines = (one for one in order.lines if not (bank_can_write(one.holder_name) and is_account(one.iban)))
    return Reason("payment_file.not_valid", {"payments": ", ".join(one.reference for one in lines) or "–"})


def _ours(content: bytes, order: PaymentOrder) -> bytes:
    """With message id and time of the order, where the library writes chance and its clock."""
    root = etree.fromstring(content)
    own = {
        "GrpHdr/MsgId": f"PUMPURS-{order.number}",
        "GrpHdr/CreDtTm": order.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "PmtInf/PmtInfId": f"PUMPURS-{order.number}-1",
    }
    for path, text in own.items():
        found = root.find(f".//{{*}}{path.replace('/', '/{*}')}")
        assert found is not None
        found.text = text
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def as_csv(order: PaymentOrder, header: Sequence[str]) -> bytes:
    """The order as a table with semicolons and decimal commas; `header` names reference, holder, IBAN, euro and day."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(header)
    for line in order.lines:
        euros = f"{line.amount_eur:.2f}".replace(".", ",")
        cells = (line.reference, line.holder_name, line.iban, euros, order.pays_on.isoformat())
        table.writerow([as_text(cell) for cell in cells])
    return ("\ufeff" + out.getvalue()).encode()
