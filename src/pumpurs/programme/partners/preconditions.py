"""What must be true of a partner, an agreement or a participation before a step."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from pumpurs.programme.partners.models import Agreement, Institution, Participation, Partner
from pumpurs.programme.partners.rules import MUNICIPALITY, covers, number_stands
from pumpurs.rulebook import municipalities, partner_kinds
from pumpurs.rulebook.reading import RulebookError
from pumpurs.values.identifiers.registration_number import RegistrationNumber
from pumpurs.values.reasons import Reason, Refused


def municipality_exists(code: str, day: date) -> Reason | None:
    """The municipality is one of the country's on that day; where a reform ended it, the heir is named."""
    if code not in municipalities.table().rules:
        return Reason("partner.record.unknown_municipality", place="id_municipality_code")
    if municipalities.municipality(code, day) is not None:
        return None
    name = municipalities.table().rules[code][0].name
    try:
        heir = municipalities.successor(code, day).name
    except RulebookError:
        return Reason(
            "partner.record.municipality_not_yet", {"name": name, "day": day}, place="id_municipality_code"
        )
    values = {"name": name, "day": day, "heir": heir}
    return Reason("partner.record.municipality_ended", values, place="id_municipality_code")


def registration_number_holds(number: str) -> Reason | None:
    """The eleven digits and their checksum."""
    try:
        RegistrationNumber.parse(number)
    except Refused as fault:
        return Reason(fault.reasons[0].code, place="id_registration_number")
    return None


def not_recorded_yet(partner: Partner) -> Reason | None:
    """One partner for a municipality, one for a registration number."""
    same = Q(registration_number=partner.registration_number) if partner.registration_number else Q(pk__in=[])
    if partner.kind == MUNICIPALITY:
        same |= Q(kind=MUNICIPALITY, municipality_code=partner.municipality_code)
    there = Partner.objects.filter(same).first()
    return Reason("partner.record.already_there", {"name": there.name}) if there else None


def numbered_like_the_register(agreement: Agreement) -> Reason | None:
    """The number is written as the register writes it."""
    return None if number_stands(agreement.number) else Reason("agreement.number_unlike", place="id_number")


def number_is_free(agreement: Agreement) -> Reason | None:
    """No other agreement has the number."""
    taken = Agreement.objects.filter(number=agreement.number).exclude(pk=agreement.pk).exists()
    return (
        Reason("agreement.number_taken", {"number": agreement.number}, place="id_number") if taken else None
    )


def partner_exists_on_that_day(agreement: Agreement) -> Reason | None:
    """The partner exists on the day from which the agreement is to hold."""
    partner = agreement.partner
    if partner.kind != MUNICIPALITY:
        known = partner.kind in {one.key for one in partner_kinds.kinds_on(agreement.since)}
        return None if known else Reason("agreement.kind_not_yet", {"day": agreement.since}, place="id_since")
    fault = municipality_exists(partner.municipality_code, agreement.since)
    return Reason(fault.code, fault.values, place="id_since") if fault else None


def ends_after_it_begins(agreement: Agreement) -> Reason | None:
    """The last day is not before the first."""
    if agreement.until is None or agreement.until > agreement.since:
        return None
    return Reason("agreement.ends_before_it_begins", {"since": agreement.since}, place="id_until")


def signed_by_both(agreement: Agreement) -> tuple[Reason, ...]:
    """Both signatories are named and the day of signing is known and not after the agreement ends."""
    reasons = []
    for field in ("partner_signatory", "programme_signatory"):
        if not getattr(agreement, field).strip():
            reasons.append(Reason(f"agreement.no_{field}", place=f"id_{field}"))
    if agreement.signed_on is None:
        reasons.append(Reason("agreement.not_dated", place="id_signed_on"))
    elif agreement.until is not None and agreement.signed_on >= agreement.until:
        reasons.append(Reason("agreement.signed_after_end", {"until": agreement.until}, place="id_signed_on"))
    return tuple(reasons)


def no_other_in_force(agreement: Agreement) -> Reason | None:
    """A partner has one agreement at a time."""
    rivals = Agreement.objects.filter(partner_id=agreement.partner_id, state="in_force").exclude(
        pk=agreement.pk
    )
    for rival in rivals:
        apart = (rival.until is not None and rival.until <= agreement.since) or (
            agreement.until is not None and agreement.until <= rival.since
        )
        if not apart:
            return Reason("agreement.sign.other_in_force", {"number": rival.number})
    return None


def agreement_holds_on(agreement: Agreement, day: date) -> Reason | None:
    """The agreement is in force on that day."""
    if agreement.state == "in_force" and covers(agreement.since, agreement.until, day):
        return None
    return Reason(
        "participation.join.no_agreement", {"number": agreement.number, "day": day}, place="id_since"
    )


def takes_no_part_yet(institution: Institution, day: date) -> Reason | None:
    """The institution does not take part already on that day or later."""
    later = Participation.objects.filter(Q(until=None) | Q(until__gt=day), institution=institution)
    values = {"institution": institution.name}
    return (
        Reason("participation.join.takes_part", values, place="id_institutions") if later.exists() else None
    )
