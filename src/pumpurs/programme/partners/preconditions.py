"""What must be true of a partner, an agreement or a participation before a step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from pumpurs.programme.partners.models import Agreement, Institution, Participation, Partner, StrategicPartner
from pumpurs.programme.partners.rules import MUNICIPALITY, covers, number_stands
from pumpurs.rulebook import institution_kinds, municipalities
from pumpurs.rulebook.reading import RulebookError
from pumpurs.rulebook.vocabulary import partner_kinds, strategic_partner_kinds
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


def named_and_of_a_kind(kind: str, name: str, day: date) -> tuple[Reason, ...]:
    """A school that is a partner itself: a kind of the rulebook, and a name."""
    reasons = []
    if kind not in {one.key for one in partner_kinds.on(day)} - {MUNICIPALITY}:
        reasons.append(Reason("partner.record.unknown_kind", place="id_kind"))
    if not name.strip():
        reasons.append(Reason("partner.record.no_name", place="id_name"))
    return tuple(reasons)


def recorded_before(partner: Partner) -> Reason:
    """The reason against recording a partner twice; the database may find it in the very moment of saving."""
    return Reason("partner.record.already_there", {"name": partner.name})


def municipality_is_over(partner: Partner, day: date) -> Reason | None:
    """A reform ended the municipality, so that its heir takes over."""
    over = partner.kind == MUNICIPALITY and municipality_exists(partner.municipality_code, day) is not None
    return None if over else Reason("partner.take_over.still_there", {"name": partner.name})


def institution_kind_known(kind: str, day: date) -> Reason | None:
    """A kind of institution that the rulebook knows that day."""
    known = kind in {one.key for one in institution_kinds.kinds_on(day)}
    return None if known else Reason("institution.record.unknown_kind", place="id_kind")


def code_is_free(code: str) -> Reason | None:
    """No institution has this code in the rosters."""
    there = Institution.objects.filter(source_code=code).first()
    return code_taken(code, there.name) if there else None


def code_taken(code: str, name: str) -> Reason:
    """The reason against a code that another institution has; the database may find it while saving."""
    return Reason("institution.record.code_taken", {"code": code, "name": name}, place="id_source_code")


def strategic_kind_known(kind: str, day: date) -> Reason | None:
    """A kind of strategic partner that the rulebook knows that day."""
    known = kind in {one.key for one in strategic_partner_kinds.on(day)}
    return None if known else Reason("strategic.add.unknown_kind", place="id_kind")


def strategic_not_listed_yet(partner: Partner, kind: str, name: str) -> Reason | None:
    """The partner's list does not name it already."""
    there = StrategicPartner.objects.filter(partner=partner, kind=kind, name__iexact=name)
    return Reason("strategic.add.already_there", {"name": name}, place="id_name") if there.exists() else None


def people_work_there(row: StrategicPartner) -> Reason:
    """The reason against removing one that somebody was appointed for, as the database finds it."""
    return Reason("strategic.remove.people_work_there", {"name": row.name})


def not_recorded_yet(partner: Partner) -> Reason | None:
    """One partner for a municipality, one for a registration number."""
    same = Q(registration_number=partner.registration_number) if partner.registration_number else Q(pk__in=[])
    if partner.kind == MUNICIPALITY:
        same |= Q(kind=MUNICIPALITY, municipality_code=partner.municipality_code)
    there = Partner.objects.filter(same).first()
    return recorded_before(there) if there else None


def numbered_like_the_register(agreement: Agreement) -> Reason | None:
    """The number is written as the register writes it."""
    return None if number_stands(agreement.number) else Reason("agreement.number_unlike", place="id_number")


def number_is_free(agreement: Agreement) -> Reason | None:
    """No other agreement has the number."""
    taken = Agreement.objects.filter(number=agreement.number).exclude(pk=agreement.pk).exists()
    return number_taken(agreement) if taken else None


def number_taken(agreement: Agreement) -> Reason:
    """The reason against a number in use; the database may find it in the very moment of saving."""
    return Reason("agreement.number_taken", {"number": agreement.number}, place="id_number")


def amendment_number_is_free(agreement: Agreement, number: str) -> Reason | None:
    """No other amendment of the agreement has the number."""
    taken = agreement.amendments.filter(number=number).exists()
    return Reason("agreement.amend.number_taken", {"number": number}, place="id_number") if taken else None


def amended_after_signing(agreement: Agreement, signed_on: date) -> Reason | None:
    """An agreement is amended on the day it was signed, or later."""
    if agreement.signed_on is None or signed_on >= agreement.signed_on:
        return None
    return Reason("agreement.amend.before_signing", {"day": agreement.signed_on}, place="id_signed_on")


def partner_exists_on_that_day(agreement: Agreement) -> Reason | None:
    """The partner exists on the day from which the agreement is to hold."""
    partner = agreement.partner
    if partner.kind != MUNICIPALITY:
        known = partner.kind in {one.key for one in partner_kinds.on(agreement.since)}
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


def somebody_joins(institutions: Sequence[Institution]) -> Reason | None:
    """At least one institution."""
    return None if institutions else Reason("participation.join.nobody", place="id_institutions")


def leaves_while_taking_part(row: Participation, last_day: date) -> Reason | None:
    """The last day lies between joining and the end that is set already."""
    if last_day < row.since:
        return Reason("participation.leave.before_joining", {"since": row.since}, place="id_last_day")
    if row.until is not None and last_day >= row.until:
        return Reason("participation.leave.after_end", {"until": row.until}, place="id_last_day")
    return None
