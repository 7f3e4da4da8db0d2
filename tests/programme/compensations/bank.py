"""An invented bank's statements (camt.053), as text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from tests.programme.compensations.money import OUR_IBAN, TODAY


@dataclass(frozen=True)
class Entry:
    """One booking: `amount` less than nothing leaves the account."""

    reference: str
    amount: Decimal
    bank: str
    day: date = TODAY
    code: str = ""
    currency: str = "EUR"
    status: str = "<Sts>BOOK</Sts>"


def left(reference: str, amount: str | Decimal, bank: str = "", **more: object) -> Entry:
    """Our payment left the account."""
    return Entry(reference, -Decimal(amount), bank or f"D-{reference}", **more)  # type: ignore[arg-type]


def came_back(reference: str, amount: str | Decimal, code: str = "AC04", **more: object) -> Entry:
    """The bank gave our payment back."""
    bank = str(more.pop("bank", f"C-{reference}"))
    return Entry(reference, Decimal(amount), bank, code=code, **more)  # type: ignore[arg-type]


def statement(
    entries: Iterable[Entry],
    *,
    iban: str = OUR_IBAN,
    number: str = "2026-313",
    version: str = "camt.053.001.02",
    head: str = "",
    balances: tuple[str, str] | None = None,
) -> bytes:
    """A whole statement; `balances` at its beginning and its end, where it tells them."""
    rows = "".join(map(_row, entries))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{version}"><BkToCstmrStmt>'
        "<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-11-09T20:00:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{number}</Id><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>{_balances(balances)}{rows}"
        "</Stmt>"
        "</BkToCstmrStmt></Document>"
    ).encode()


def _balances(told: tuple[str, str] | None) -> str:
    return "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{abs(Decimal(eur))}</Amt><CdtDbtInd>{"DBIT" if Decimal(eur) < 0 else "CRDT"}</CdtDbtInd>'
        f"<Dt><Dt>{TODAY.isoformat()}</Dt></Dt></Bal>"
        for kind, eur in zip(("OPBD", "CLBD"), told or (), strict=False)
    )


def _row(one: Entry) -> str:
    way = "CRDT" if one.amount > 0 else "DBIT"
    amount = f'<Amt Ccy="{one.currency}">{abs(one.amount)}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
    back = f"<RtrInf><Rsn><Cd>{one.code}</Cd></Rsn></RtrInf>" if one.code else ""
    return (
        f"<Ntry>{amount}{one.status}<BookgDt><Dt>{one.day.isoformat()}</Dt></BookgDt>"
        f"<AcctSvcrRef>{escape(one.bank)}</AcctSvcrRef><NtryDtls><TxDtls>"
        f"<Refs><EndToEndId>{escape(one.reference)}</EndToEndId></Refs>"
        f"<RltdPties><Cdtr><Nm>Kāds</Nm></Cdtr></RltdPties>{back}</TxDtls></NtryDtls></Ntry>"
    )
