"""Sentences for reasons of the partners room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "identifier.registration_number.not_eleven_digits": _("A registration number has eleven digits."),
    "identifier.registration_number.first_digit": _(
        "This is no registration number: it begins with a digit that none begins with. Look it up once more."
    ),
    "identifier.registration_number.checksum": _(
        "This registration number does not add up: a digit is mistyped. Look it up once more."
    ),
    "partner.record.unknown_municipality": _("There is no such municipality. Choose one from the list."),
    "partner.record.municipality_ended": _(
        "%(name)s no longer exists on %(day)s: a reform joined it to %(heir)s. Choose %(heir)s, or an earlier day."
    ),
    "partner.record.municipality_not_yet": _("%(name)s does not exist yet on %(day)s. Choose a later day."),
    "partner.record.already_there": _("%(name)s is a partner already. Open its card from the list."),
    "partner.record.no_name": _("Write the name of the school."),
    "partner.record.unknown_kind": _(
        "This kind of partner does not exist on that day. Choose another kind or day."
    ),
    "partner.take_over.still_there": _("%(name)s still exists: there is nothing to take over."),
    "agreement.number_unlike": _("Write the number as the register does, for instance P6-13/134-2019."),
    "agreement.number_taken": _("An agreement with the number %(number)s is there already."),
    "agreement.kind_not_yet": _("On %(day)s this kind of partner could not sign yet. Choose a later day."),
    "agreement.ends_before_it_begins": _("The last day is before the first, %(since)s."),
    "agreement.no_partner_signatory": _("Write who signed for the partner."),
    "agreement.no_programme_signatory": _("Write who signed for the programme."),
    "agreement.not_dated": _("Write the day on which it was signed."),
    "agreement.signed_after_end": _("It would be signed only after its end (%(until)s)."),
    "agreement.sign.other_in_force": _(
        "The agreement %(number)s is in force in these days. End that one first."
    ),
    "agreement.amend.number_taken": _("An amendment with the number %(number)s is there already."),
    "agreement.amend.before_signing": _(
        "The agreement itself was signed on %(day)s; an amendment comes later."
    ),
    "institution.record.unknown_kind": _("Choose the kind of institution from the list."),
    "institution.record.code_taken": _("The code %(code)s belongs to %(name)s."),
    "participation.join.no_agreement": _(
        "The agreement %(number)s is not in force on %(day)s. Choose another day."
    ),
    "participation.join.nobody": _("Mark at least one institution."),
    "participation.join.takes_part": _("%(institution)s takes part already on that day or later."),
    "participation.leave.before_joining": _("It joined on %(since)s: the last day cannot be earlier."),
    "participation.leave.after_end": _("Its participation already ends before %(until)s."),
    "strategic.add.unknown_kind": _("Choose the kind of partner from the list."),
    "strategic.add.already_there": _("%(name)s is in the list already."),
    "strategic.remove.people_work_there": _(
        "People are appointed for %(name)s. End their appointments, then it can be removed."
    ),
}
