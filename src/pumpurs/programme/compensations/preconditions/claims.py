"""What must be true before a claim takes a step; each returns None or reasons with their place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.visibility import NOBODY
from pumpurs.programme.compensations.models import (
    Allowance,
    Claim,
    ClaimProof,
    OtherFunding,
    Payee,
    Payment,
)
from pumpurs.programme.compensations.rules.claims import (
    Basis,
    Other,
    against_claim,
    claim_code,
    days_of,
    left_eur,
    over_cap,
)
from pumpurs.programme.compensations.rules.holders import bank_can_write
from pumpurs.programme.compensations.rules.payment_file import NOT_THE_ACCOUNT, is_account
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.learners.models import Enrollment
from pumpurs.programme.plans.models import Plan, Suspension
from pumpurs.programme.plans.queries.in_force import with_version_in_force
from pumpurs.rulebook import compensation_kinds, measures
from pumpurs.rulebook.vocabulary import claim_refusal_reasons
from pumpurs.values.periods import Span
from pumpurs.values.reasons import Reason

ENDED = ("draft", "inactive")  # whether the day itself is open is told by the approval and the suspensions
LONGEST_NAME = 70
LONGEST_NOTE = 500


def basis_of(*, plan_id: UUID, kind: str, service_on: date) -> tuple[Basis, UUID | None]:
    """What a claim rests on that day, and the measure it stands on. Read it with the nation's eyes.

    The version in force is the newest that the head approved; consent, application and suspensions as of the day.
    """
    signed = Q(signed_on__lte=service_on) & (Q(ended_on=None) | Q(ended_on__gt=service_on))
    consents = Consent.objects.filter(signed, learner=OuterRef("learner"))
    applications = Application.objects.filter(
        signed, learner=OuterRef("learner"), semester=OuterRef("semester")
    ).order_by("-signed_on")
    here = Enrollment.objects.filter(
        Q(until=None) | Q(until__gt=service_on),
        learner=OuterRef("learner"),
        institution=OuterRef("institution"),
        since__lte=service_on,
    )
    days = JSONObject(since="since", until="until")
    pauses = Suspension.objects.filter(plan=OuterRef("pk")).order_by("since").values(data=days)
    told_of = OtherFunding.objects.filter(learner=OuterRef("learner"), kind=kind).order_by("since")
    payers = told_of.values(data=JSONObject(payer="payer", since="since", until="until"))
    row = (
        with_version_in_force(Plan.objects.all()).annotate(
            agreed=Exists(consents) & Exists(applications),
            said=Subquery(applications.values("circumstances")[:1]),
            enrolled=Exists(here),
            pauses=ArraySubquery(pauses),
            payers=ArraySubquery(payers),
        )
    ).get(pk=plan_id)
    told = vars(row)
    spans = _spans_of(kind, (told["content"] or {}).get("measures", ()))
    measure_id, span = _the_one(spans, service_on)
    opened = row.first_head_approved_at
    basis = Basis(
        kind=kind,
        service_on=service_on,
        plan=Span(row.since, row.until),
        measure=span,
        open_since=opened.astimezone().date() if opened else None,
        plan_runs=row.state not in ENDED,
        enrolled=told["enrolled"],
        agreed=told["agreed"],
        vocational=row.vocational,
        circumstances=frozenset(told["said"] or ()),
        rests=tuple((date.fromisoformat(one["since"]), _day(one["until"])) for one in told["pauses"]),
        others=tuple(
            Other(one["payer"], date.fromisoformat(one["since"]), _day(one["until"]))
            for one in told["payers"]
        ),
    )
    return basis, measure_id


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _spans_of(kind: str, lines: Iterable[dict[str, str]]) -> list[tuple[UUID, Span]]:
    return [
        (UUID(line["id"]), Span(date.fromisoformat(line["since"]), date.fromisoformat(line["until"])))
        for line in lines
        if measures.measure(line["kind"]).compensation_kind == kind
    ]


def _the_one(spans: list[tuple[UUID, Span]], day: date) -> tuple[UUID | None, Span | None]:
    """The measure that holds the day, else the first of the kind, else none."""
    held = [one for one in spans if one[1].contains(day)] or spans
    return held[0] if held else (None, None)


def open_on_the_day(claim: Claim) -> tuple[Reason, ...]:
    """The kind is open to this learner on the day of service: plan, consent, circumstances, nobody else pays."""
    basis, day = claim.asked.basis, claim.asked.day
    if basis is None or day is None:
        raise ValueError("a claim is judged by its basis and the day: give both in `asked`")
    return against_claim(basis, today=day)


def some_money(claim: Claim) -> Reason | None:
    """A documented amount of more than nothing, and no more than the column holds."""
    if claim.documented_eur <= 0:
        return Reason("claim.file.no_amount", place="documented_eur")
    column = Claim._meta.get_field("documented_eur")
    most_eur = Decimal("9" * column.max_digits).scaleb(-column.decimal_places)
    too_large = Reason("money.too_large", {"most_eur": most_eur}, place="documented_eur")
    return too_large if claim.documented_eur > most_eur else None


def account_known(claim: Claim) -> Reason | None:
    """Somebody told where the money goes, and no other account since."""
    if claim.payee is None:
        return Reason("claim.check.no_account", place="account")
    return Reason("claim.check.account_replaced", place="account") if claim.payee.replaced_at else None


def given_back_by_the_bank(payee_id: UUID | None) -> QuerySet[Payment]:
    """Payments to an account that the bank gave back because of the account, the latest first."""
    return _given_back(Payment.objects.filter(payee_id=payee_id or NOBODY))


def given_back_to_it() -> QuerySet[Payment]:
    """For rows of claims: what the bank gave back of the account in force that the claim goes to."""
    return _given_back(Payment.objects.filter(payee_id=OuterRef("payee_id"), payee__replaced_at=None))


def given_back_before(payee: Payee) -> QuerySet[Payment]:
    """Payments that the bank gave back when the learner's school knew the same number before, the latest first."""
    same = Payee.objects.filter(
        learner_id=payee.learner_id, institution_id=payee.institution_id, index=payee.index
    )
    return _given_back(Payment.objects.filter(payee__in=same.exclude(pk=payee.pk).values("id")))


def _given_back(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    rows = rows.filter(state="returned").exclude(return_code__in=NOT_THE_ACCOUNT)
    return rows.order_by("-returned_on", "-id")


def account_takes_money(claim: Claim) -> Reason | None:
    """The bank gave nothing back since this account was told."""
    day = given_back_by_the_bank(claim.payee_id).values_list("returned_on", flat=True).first()
    return Reason("claim.check.gave_it_back", {"day": day}, place="account") if day else None


def says_what_to_do(claim: Claim) -> Reason | None:
    """Some words for who filed it."""
    return None if claim.asked.note.strip() else Reason("claim.ask.says_nothing", place="note")


def says_why(claim: Claim) -> Reason | None:
    """Some words for the history."""
    return None if claim.asked.note.strip() else Reason("claim.reverse.says_nothing", place="note")


def reason_of_the_rulebook(claim: Claim) -> Reason | None:
    """A reason that the rulebook names that day; a sentence beside "other"."""
    code, day = claim.asked.reason_code, claim.asked.day
    if day is None or code not in {term.key for term in claim_refusal_reasons.on(day)}:
        return Reason("claim.refuse.no_reason", place="reason_code")
    if code == "other" and not claim.asked.note.strip():
        return Reason("claim.refuse.says_nothing", place="note")
    return None


def the_same_form(*, same: bool) -> Reason | None:
    """A form that was sent already asks for the same again, by the same hand; never for something else."""
    return None if same else Reason("form.sent_before")


def some_proof(proofs: int) -> Reason | None:
    """At least one photo or PDF."""
    return None if proofs else Reason("claim.file.no_proof", place="scan")


def proof_of_no_other(claim: Claim, files: Iterable[StoredFile], *, family: bool) -> Reason | None:
    """None of the photos proves another claim of this learner, kind and period. Read it with the nation's eyes.

    A `family` sees no numbers: it is told of what, when and how much the other claim was.
    """
    found = (
        ClaimProof.objects.filter(sha256__in=_hashes(files), learner_id=claim.learner_id)
        .filter(claim__kind=claim.kind, claim__period=claim.period)
        .exclude(claim_id=claim.id)
        .exclude(claim__state__in=("refused", "withdrawn"))
        .order_by("claim__number")
        .values_list("claim__number", "claim__documented_eur")
        .first()
    )
    if found is None:
        return None
    number, asked_eur = found
    if family:
        told = {"compensation": claim.kind, "period": claim.period, "asked_eur": asked_eur}
        return Reason("claim.file.same_proof_of_yours", told, place="scan")
    return Reason("claim.file.same_proof", {"claim": claim_code(number)}, place="scan")


def _hashes(files: Iterable[StoredFile]) -> frozenset[str]:
    """By what photos just kept are known: by what is seen in them, and as files that were kept before."""
    return frozenset(one for file in files for one in (file.known_by, file.sha256))


def answers_something(
    claim: Claim, *, before_eur: Decimal, note: str, files: Iterable[StoredFile]
) -> Reason | None:
    """Another sum, some words, or a photo that the claim does not hold yet."""
    held = set(ClaimProof.objects.filter(claim_id=claim.id).values_list("sha256", flat=True))
    new = (
        claim.documented_eur != before_eur
        or note.strip()
        or any(held.isdisjoint(_hashes([file])) for file in files)
    )
    return None if new else Reason("claim.answer.changes_nothing", place="note")


def fits_into(claim: Claim, allowance: Allowance, asked_eur: Decimal) -> Reason | None:
    """The amount fits into what is left under the cap of the claim's day."""
    cap = compensation_kinds.cap_on(claim.kind, claim.service_on).eur
    left = left_eur(cap_eur=cap, granted_eur=allowance.granted_eur)
    if reason := over_cap(asked_eur=asked_eur, left=left, cap_eur=cap):
        return reason
    return (
        None
        if asked_eur > 0
        else Reason("claim.grant.nothing_left", {"left_eur": left, "cap_eur": cap}, "amount")
    )


def as_seen(claim: Claim, payee_id: UUID | None) -> Reason | None:
    """The account that stood on the page when the button was pressed is still the claim's."""
    return (
        None if payee_id in (None, claim.payee_id) else Reason("claim.grant.other_account", place="account")
    )


def account_can_be_paid(holder_name: str, typed: str) -> tuple[Reason, ...]:
    """A holder's name as a payment file can carry it, and an account number whose check digits are right."""
    found = []
    if not 0 < len(holder_name) <= LONGEST_NAME:
        found.append(Reason("claim.account.no_holder", {"most": LONGEST_NAME}, place="holder_name"))
    elif not bank_can_write(holder_name):
        found.append(Reason("claim.account.holder_not_for_the_bank", place="holder_name"))
    if not is_account(typed):
        found.append(Reason("claim.account.not_an_iban", place="iban"))
    return tuple(found)


def someone_pays(payer: str, kind: str, since: date, until: date | None) -> tuple[Reason, ...]:
    """A payer's name, a known kind, and days the right way round."""
    found = []
    if not payer:
        found.append(Reason("claim.other.no_payer", place="payer"))
    if kind not in compensation_kinds.table().rules:
        found.append(Reason("claim.other.unknown_kind", place="kind"))
    if until is not None and until <= since:
        found.append(Reason("claim.other.ends_before_it_begins", place="until"))
    return tuple(found)


def says_why_it_ends(why: str, place: str) -> Reason | None:
    """Days are given back to the programme with a word for who checks and grants."""
    return None if why else Reason("claim.other_ends.says_nothing", place=place)


def overlaps_another(constraint: str, *, place: str = "since") -> Reason | None:
    """What the database found in the very moment of saving: somebody was told of for these days before."""
    return Reason("claim.other.there_is_one", place=place) if "one_other_payer" in constraint else None


def nothing_granted_then(claims: Iterable[Claim], since: date, until: date | None) -> Reason | None:
    """Nothing was granted of this kind in a period that shares a day with these: it would be paid twice."""
    for claim in claims:
        days = days_of(claim.period)
        if since < days.end and (until is None or until > days.first):
            return Reason("claim.other.granted_already", {"period": claim.period}, place="since")
    return None


def named(claim: Claim, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons against one of several claims, each with the claim's number, at its own place in the list."""
    mine = {"of_claim": claim_code(claim.number)}
    return tuple(
        Reason(reason.code, {**reason.values, **mine}, place=f"claim:{claim.id}") for reason in reasons
    )
