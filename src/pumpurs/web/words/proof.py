"""Differences of the proof of sums in words: what is compared, where, both figures, and what to do about it."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.programme.compensations.queries.proof_places import Place
from pumpurs.programme.reporting.queries.proof import Difference
from pumpurs.rulebook import compensation_kinds
from pumpurs.values.roles import Role
from pumpurs.web.frame.templatetags.house import duration, eur
from pumpurs.web.frame.templatetags.rules import named, period_name

SUPPORT = gettext_lazy("Nobody mends this by hand. Pay and grant nothing more of it, and tell the support.")
SEND_NOTHING = gettext_lazy("Give nothing of this batch to the bank, and tell the support.")
CHANGED_SINCE = gettext_lazy(
    "Records changed after they were sent along. Accept nothing that holds it, and tell the support."
)
TAKE_ALONG = gettext_lazy(
    "Ask the partner to open the package of that month or a later one, so that it goes along."
)

# What is compared, and the one sentence on what to do. Rows of the proof of compensations:
MONEY: Mapping[str, tuple[object, object]] = {
    "ledger_of_allowance": (
        gettext_lazy("Granted to one learner of a period: ledger and allowance"),
        SUPPORT,
    ),
    "ledger_of_claim": (gettext_lazy("Granted of the claim: ledger and claim"), SUPPORT),
    "paid_claim": (gettext_lazy("Paid of the claim: what was granted and what was paid"), SUPPORT),
    "ledger_of_payment": (gettext_lazy("Paid by the payment: payment and ledger"), SUPPORT),
    "returned_payment": (gettext_lazy("Come back of the payment: payment and ledger"), SUPPORT),
    "returned_without_bank": (
        gettext_lazy("Noted by hand as come back, and no statement of the bank shows it"),
        gettext_lazy(
            "Ask the partner's accountant to bring the bank's statement of the day on which it came back."
        ),
    ),
    "never_left_without_bank": (
        gettext_lazy("Noted by hand as never paid, and no later statement of the bank bears it out"),
        gettext_lazy("Ask the partner's accountant to bring the bank's statement of a later day."),
    ),
    "confirmed_without_bank": (
        gettext_lazy("Noted by hand as paid, and a later statement of the bank tells nothing of it"),
        gettext_lazy(
            "Ask the partner's accountant whether the bank paid. If not, it is noted at the payment as come back."
        ),
    ),
    "moved_by_bank_alone": (
        gettext_lazy("The bank moved money that stands in no book"),
        gettext_lazy(
            "The partner's accountant presses “The bank paid it” at the payment; where that is not offered, one person "
            "answers the bank's line and another settles it."
        ),
    ),
    "payment_of_claim": (gettext_lazy("Number of live payments of the claim: needed and there"), SUPPORT),
    "sum_of_batch": (gettext_lazy("The batch and the sum of its payments"), SEND_NOTHING),
    "settled_batch": (gettext_lazy("Number of payments that wait in a finished batch"), SUPPORT),
    "recovered": (gettext_lazy("Money that came back from the family: demands and ledger"), SUPPORT),
    "over_cap": (
        gettext_lazy("Granted beyond the cap: the cap and what is granted"),
        gettext_lazy("Take back a grant that is not paid yet, or ask back what was paid beyond the cap."),
    ),
}
COUNTS = frozenset({"payment_of_claim", "settled_batch"})
# Rows of the proof of accounting:
ACCOUNTS: Mapping[str, tuple[object, object]] = {
    "package of a sent sheet": (gettext_lazy("A sent sheet stands in a package"), SUPPORT),
    "package": (gettext_lazy("A sent sheet stands in a package"), SUPPORT),
    "state": (gettext_lazy("State of a sheet of a package"), SUPPORT),
    "package that takes it along": (gettext_lazy("A package can still take it along"), TAKE_ALONG),
    "line": (gettext_lazy("A ledger line of the package"), SUPPORT),
    "kept sums": (gettext_lazy("Sums of a closed sheet and of its lines"), CHANGED_SINCE),
    "packages": (gettext_lazy("Packages of the statement"), CHANGED_SINCE),
    "learners": (gettext_lazy("Learners"), CHANGED_SINCE),
    "minutes": (gettext_lazy("Hours"), CHANGED_SINCE),
    "amount_eur": (gettext_lazy("Hours in euros"), CHANGED_SINCE),
    "hours_eur": (gettext_lazy("Hours in euros"), CHANGED_SINCE),
    "granted_eur": (gettext_lazy("Compensations granted"), CHANGED_SINCE),
    "paid_eur": (gettext_lazy("Compensations paid"), CHANGED_SINCE),
    "compensations_eur": (gettext_lazy("Compensations"), CHANGED_SINCE),
    "coordination_eur": (gettext_lazy("Coordination"), CHANGED_SINCE),
    "total_eur": (gettext_lazy("Total"), CHANGED_SINCE),
    "fund_eur": (gettext_lazy("Share of the Fund"), CHANGED_SINCE),
    "state_eur": (gettext_lazy("Share of the state"), CHANGED_SINCE),
    "taken back": (
        gettext_lazy("Found ineligible and taken back"),
        gettext_lazy(
            "Open the drawn record: its partner takes the rest back, or you write why it is left as it is."
        ),
    ),
}
STATES: Mapping[str, object] = {
    "none": gettext_lazy("none"),
    "one": gettext_lazy("one"),
    "there": gettext_lazy("there"),
    "gone": gettext_lazy("gone"),
    "sent": gettext_lazy("sent"),
    "open": gettext_lazy("open"),
    "approved": gettext_lazy("approved"),
    "no such sheet": gettext_lazy("no such sheet"),
}
PREFIXES: tuple[tuple[str, object, str], ...] = (  # how a place begins, its words, and the page of its id
    ("payment claim ", gettext_lazy("Payment claim %(place)s"), ""),
    ("package ", gettext_lazy("Package %(place)s"), "/packages/%s/"),
    ("sheet ", gettext_lazy("Sheet %(place)s"), ""),
    ("statement ", gettext_lazy("Statement %(place)s"), ""),
    ("drawn record ", gettext_lazy("Drawn record %(place)s"), "/samples/records/%s/"),
    ("ledger line ", gettext_lazy("Ledger line %(place)s"), ""),
)
AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
A_MONTH = re.compile(r"\d{4}-\d{2}(?!\d|-)")
FROM = re.compile(r"one from (\d{4}-\d{2}) on")
OPENS_PAYMENTS = frozenset({Role.PROGRAMME_MANAGER})


@dataclass(frozen=True)
class Told:
    """One difference as the page tells it: where (with the pages that open it), what, both figures, what to do."""

    where: str
    links: tuple[tuple[str, str], ...]
    what: str
    written: str
    found: str
    advice: str


def told(one: Difference, place: Place | None, role: Role) -> Told:
    """A kept difference in words for a role; `place` as `places_of` found it."""
    key, of = key_of(one.what)
    what, advice = MONEY.get(key) or ACCOUNTS.get(key) or (one.what, SUPPORT)
    where, links = _where(one, place, role) if key in MONEY else _account(one.place)
    said = f"{what}: {_names(of)}" if of else str(what)
    return Told(where, links, said, _figure(key, one.written), _figure(key, one.found), str(advice))


def key_of(what: str) -> tuple[str, str]:
    """The code of what is compared, and of what it is a part: `amount_eur of school, position`."""
    if what.startswith("line "):
        return "line", ""
    key, _of, rest = what.partition(" of ")
    return (key, rest) if rest and key in ACCOUNTS else (what, "")


def _where(one: Difference, place: Place | None, role: Role) -> tuple[str, tuple[tuple[str, str], ...]]:
    claims = tuple((code, f"/compensations/{key}/") for code, key in place.claims) if place else ()
    opens = role in OPENS_PAYMENTS
    if place is None:
        return AN_ID.sub("", one.place).strip() or "–", ()
    if place.payment:
        reference, key = place.payment
        links = ((reference, f"/payments/payment/{key}/"), *claims) if opens else claims
        return "" if opens else _("Payment %(number)s") % {"number": reference}, links
    if place.batch:
        number, key = place.batch
        called = _("Batch %(number)s") % {"number": number}
        return ("", ((called, f"/payments/{key}/"),)) if opens else (called, ())
    if place.kind:
        return f"{named(place.kind, 'compensation')}, {period_name(place.period)}", claims
    return "", claims


def _account(place: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    for prefix, words, page in PREFIXES:
        if place.startswith(prefix):
            rest = place.removeprefix(prefix)
            an_id = AN_ID.fullmatch(rest)
            short = rest[:8] if an_id else A_MONTH.sub(lambda month: period_name(month[0]), rest)
            called = str(words) % {"place": short}
            return ("", ((called, page % rest),)) if page and an_id else (called, ())
    return place, ()


def _names(of: str) -> str:
    """`School, psychologist, 12.40` or `School, intercity_transport`: kinds of compensation in words."""
    kinds = compensation_kinds.table().rules
    return ", ".join(named(part, "compensation") if part in kinds else part for part in of.split(", "))


def _figure(key: str, text: str) -> str:
    if key in COUNTS:
        return str(int(Decimal(text))) if _is_number(text) else text
    if key == "minutes" and text.isdigit():
        return duration(int(text))
    if (key in MONEY or key.endswith("_eur") or key == "taken back") and _is_number(text):
        return eur(text)
    if key == "kept sums":
        return _kept(text)
    if from_month := FROM.fullmatch(text):
        return _("one from %(month)s on") % {"month": period_name(from_month[1])}
    return str(STATES.get(text, text))


def _kept(text: str) -> str:
    """`{"support, psychologist, 12.40": 120}` -> its parts, each with its time."""
    try:
        sums = ast.literal_eval(text)
        return "; ".join(f"{name}: {duration(minutes)}" for name, minutes in sums.items()) or "–"
    except (ValueError, SyntaxError, AttributeError, TypeError):
        return text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
