"""The bank's statement (konta izraksts), ISO 20022 camt.053: read with care, since it comes from outside."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree
from pycamt.parser import Camt053ParseError, Camt053Parser

from pumpurs.programme.compensations.rules.payment_file import references_in
from pumpurs.values.money import CENT, MOST_EUR
from pumpurs.values.reasons import Reason, Refused

MOST_BYTES = 20 * 1024 * 1024
MOST_ENTRIES = 20_000
KNOWN_VERSIONS = "camt.053.001.02, .03, .04, .08, .12"
BOOKED = "BOOK"
OPENING, CLOSING = "OPBD", "CLBD"
NO_REFERENCE = "-"  # the bank gave the booking none
NAMESPACE = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:([^}]+)\}Document")
AMOUNT = re.compile(r"(?=.{1,19}$)(?:\d+(?:\.\d{0,5})?|\.\d{1,5})", re.ASCII)  # ActiveCurrencyAndAmount
XML_BLANKS = " \t\r\n"
RETURN_CODE = re.compile(r"[A-Z]{2}\d{2}|[A-Z]{4}", re.ASCII)
DECLARES_TYPES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class Booking:
    """One booking that names references of ours. Out of the account: less than nothing."""

    bank_reference: str
    booked_on: date
    amount_eur: Decimal
    reference: str
    return_code: str = ""


@dataclass(frozen=True)
class StatementRead:
    """What a statement says about our payments; `others` counts the bookings that are none of our business."""

    sha256: str
    iban: str
    bank_number: str
    first_on: date | None
    last_on: date | None
    bookings: tuple[Booking, ...]
    others: int


def _wrong(code: str, **values: object) -> Refused:
    return Refused(Reason(f"bank_statement.read.{code}", values, place="file"))


def read(content: bytes) -> StatementRead:
    """Read a camt.053. Refused with the reason and the place for anything that is none, or could do harm.

    Bookings that name no reference of ours are counted and forgotten; who else pays the partner is not looked at.
    """
    parser = _parsed(content)
    if sum(1 for _ in parser.tree.iter("{*}Ntry", "{*}TxDtls")) > 2 * MOST_ENTRIES:  # before any is read
        raise _wrong("too_many_entries", most=MOST_ENTRIES)
    try:
        accounts = {str(info["IBAN"] or "") for info in parser.get_statement_info()}
        found = parser.get_transactions()
    except (
        Camt053ParseError,
        AttributeError,
        SyntaxError,
        ValueError,
    ) as fault:  # a prefix no path knows, too
        raise _wrong("not_a_statement", known=KNOWN_VERSIONS) from fault
    if len(accounts) != 1:
        raise _wrong("several_accounts")
    if len(found) > MOST_ENTRIES:
        raise _wrong("too_many_entries", most=MOST_ENTRIES)
    for told in parser.tree.iter("{*}Stmt"):
        _balances(told)
    returns = _return_codes(parser.tree)
    bookings, days = [], []
    for number, entry in enumerate(found, 1):
        days.append(_day(entry, number))
        bookings += _booking(entry, number, days[-1], returns)
    return StatementRead(
        sha256=hashlib.sha256(content).hexdigest(),
        iban=accounts.pop().replace(" ", ""),
        bank_number=(parser.tree.findtext(".//{*}Stmt/{*}Id") or "")[:60],
        first_on=min(days, default=None),
        last_on=max(days, default=None),
        bookings=_told_apart(bookings),
        others=len(found) - len(bookings),
    )


def _parsed(content: bytes) -> Camt053Parser:
    if not content.strip():
        raise _wrong("empty")
    if len(content) > MOST_BYTES:
        raise _wrong("too_large", limit_mb=MOST_BYTES // 1024**2)
    plain = content.replace(b"\x00", b"")  # whatever the width of its letters
    if DECLARES_TYPES.search(plain):
        raise _wrong("declares_types")
    try:
        parser = Camt053Parser(content)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise _wrong("not_xml") from fault
    if parser.tree.getroottree().docinfo.internalDTD is not None:
        raise _wrong("declares_types")
    named = NAMESPACE.fullmatch(str(parser.tree.tag))
    if named is None:
        raise _wrong("not_a_statement", known=KNOWN_VERSIONS)
    if parser.version == "unknown":
        raise _wrong("unknown_version", version=named[1][:40], known=KNOWN_VERSIONS)
    if parser.tree.find(".//{*}Stmt") is None:
        raise _wrong("not_a_statement", known=KNOWN_VERSIONS)
    return parser


def _balances(told: Any) -> None:
    """Where a statement tells both balances, what it began with and what it booked make what it ended with."""
    balances = {}
    for one in told.iterfind("{*}Bal"):
        balances[one.findtext("{*}Tp/{*}CdOrPrtry/{*}Cd") or ""] = _signed(one)
    first, last = (balances.get(code) for code in (OPENING, CLOSING))
    if first is None or last is None:
        return
    rows = [one for one in told.iterfind("{*}Ntry") if _status(one) in (BOOKED, None)]
    ended = first + sum((_signed(one) for one in rows), Decimal(0))
    if ended != last:
        raise _wrong("does_not_add_up", first=first, ended=ended, last=last)


def _status(entry: Any) -> str | None:
    found = entry.find("{*}Sts")
    return None if found is None else found.findtext("{*}Cd") or found.text


def _signed(told: Any) -> Decimal:
    """An amount with its direction: out of the account, or an overdraft, less than nothing."""
    amount = _amount(told.findtext("{*}Amt"))
    if amount is None or amount > MOST_EUR * MOST_ENTRIES:
        raise _wrong("no_balance")
    return amount if told.findtext("{*}CdtDbtInd") == "CRDT" else -amount


def _amount(written: str | None) -> Decimal | None:
    """An amount as ISO 20022 writes it: plain digits and a point. None for whatever else Python takes for a number."""
    text = (written or "").strip(XML_BLANKS)
    return Decimal(text) if AMOUNT.fullmatch(text) else None


def _day(entry: Mapping[str, Any], number: int) -> date:
    try:
        return date.fromisoformat(str(entry.get("BookingDate") or entry.get("ValueDate") or "")[:10])
    except ValueError as fault:
        raise _wrong("no_day", entry=number) from fault


def _booking(entry: Mapping[str, Any], number: int, day: date, returns: Mapping[str, str]) -> list[Booking]:
    """The booking, if it was booked and names a reference of ours; a bundle without its parts names none."""
    ours = references_in(
        entry.get("EndToEndId"), entry.get("RemittanceInformationFull"), entry.get("RemittanceInformation"),
        entry.get("AdditionalEntryInformation"),
    )  # fmt: skip
    if entry.get("Status") not in (BOOKED, None) or not ours:
        return []
    own = references_in(entry.get("EndToEndId"))
    reference = min(own or ours)
    if entry.get("Currency") != "EUR":
        raise _wrong("other_currency", entry=number, currency=str(entry.get("Currency"))[:10])
    amount = _amount(entry.get("Amount"))
    if amount is None or not 0 < amount <= MOST_EUR or amount != amount.quantize(CENT):
        raise _wrong("no_amount", entry=number)
    into = entry.get("CreditDebitIndicator") == "CRDT"
    if not into and entry.get("CreditDebitIndicator") != "DBIT":
        raise _wrong("no_direction", entry=number)
    bank = str(entry.get("TransactionID") or "").strip()[:40] or NO_REFERENCE
    code = returns.get(reference, "") if into else ""
    return [Booking(bank, day, (amount if into else -amount).quantize(CENT), reference, code)]


def _return_codes(root: Any) -> Mapping[str, str]:
    """Reference -> the bank's reason for giving its money back, where it tells one."""
    codes: dict[str, str] = {}
    for details in root.iterfind(".//{*}TxDtls"):
        told = details.findtext(".//{*}RtrInf/{*}Rsn/{*}Cd") or details.findtext(
            ".//{*}RtrInf/{*}Rsn/{*}Prtry"
        )
        for reference in references_in(*details.itertext()) if told else ():
            codes[reference] = told if RETURN_CODE.fullmatch(told) else ""
    return codes


def _told_apart(bookings: list[Booking]) -> tuple[Booking, ...]:
    """Each with a key of its own: a bundle of payments has one reference of the bank, its parts have ours.

    The key rests on what the booking says and not on its place, so that overlapping statements meet in it. Equal ones
    to which the bank gave no reference are counted: two of them in one statement are two.
    """
    told: dict[str, Booking] = {}
    equal: Counter[str] = Counter()
    for one in bookings:
        way = "in" if one.amount_eur > 0 else "out"
        key = f"{one.bank_reference}:{one.reference}:{way}:{one.booked_on.isoformat()}:{one.amount_eur}"
        equal[key] += 1
        if one.bank_reference == NO_REFERENCE and equal[key] > 1:
            key = f"{key}:{equal[key]}"
        told[key] = Booking(_short(key), one.booked_on, one.amount_eur, one.reference, one.return_code)
    return tuple(told.values())


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
