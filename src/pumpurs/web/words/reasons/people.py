"""Sentences for reasons of the people room, of care and of handing over."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "people.appoint.no_name": _("Write given name and family name."),
    "people.appoint.not_an_email": _("Write the e-mail in full, for instance anna.liepa@skola.lv."),
    "people.appoint.no_institution": _("Choose the institution."),
    "people.appoint.no_partner": _("Choose the municipality."),
    "people.appoint.no_strategic_partner": _("Choose the social service, orphans' court or other partner."),
    "people.appoint.not_yours": _("Your role cannot give this role at this place. Choose another one."),
    "people.appoint.unknown_profession": _("Choose the position from the list."),
    "people.appoint.upward": _("Nobody can give themselves a higher role. Ask whoever appoints you."),
    "people.appoint.holds_it": _("This person holds the same role here already, since %(since)s."),
    "people.appoint.works_there": _(
        "This person works at a partner or school in these days. Who checks for the programme cannot work there: "
        "let the other role end first."
    ),
    "people.appoint.works_for_programme": _(
        "This person checks for the programme in these days and cannot work at a partner or school. Choose "
        "somebody else, or let the programme manager end that role first."
    ),
    "people.end.before_it_began": _("The appointment began on %(since)s: the last day cannot be earlier."),
    "people.end.ended_already": _("This appointment has ended already."),
    "people.deputy.same_person": _("Nobody stands in for themselves. Name somebody else."),
    "people.deputy.of_a_deputy": _(
        "A deputy has no deputy. Open the absent person's card and name another one there."
    ),
    "people.deputy.in_the_past": _("These days are over. Choose today or later."),
    "people.second_step.not_yours": _(
        "This is done by who appoints this person at every place where they work: head, municipal coordinator or "
        "programme manager; never by oneself."
    ),
    "people.second_step.no_reason": _("Choose why the second step has to go."),
    "people.second_step.not_known": _("Choose how you made sure that it is really this person who asks."),
    "people.second_step.none": _("This person has no second step to take away."),
    "people.handover.not_a_colleague": _("Choose a colleague who works at the same place."),
    "people.handover.in_the_past": _("Handing over begins today or later."),
    "people.list.columns_missing": _(
        "The list lacks these columns: %(columns)s. Name them in the first row."
    ),
    "people.list.no_file": _("Choose the file with the list."),
    "people.list.nobody": _("There is nobody in the list."),
    "people.list.too_many_rows": _("The list has more than %(limit)s rows. Send it in parts."),
    "people.list.faults": _(
        "%(faults)s places of the list cannot be taken over, the first in row %(row)s. Nobody was appointed."
    ),
    "people.list.empty": _("nothing is filled in"),
    "people.list.not_an_email": _("is not an e-mail"),
    "people.list.unknown_role": _("is not a role that a list can give"),
    "people.list.not_a_date": _("is not a date; write 2026-09-01 or 01.09.2026"),
    "people.list.unknown_profession": _("is not a position of the rulebook"),
    "people.list.unknown_institution": _("no institution has this code"),
    "people.list.role_not_yours": _("you cannot give this role at this institution"),
    "people.list.holds_it": _("holds this role here already"),
    "people.list.works_for_programme": _(
        "checks for the programme and cannot work at a school in the same days"
    ),
    "people.list.row_twice": _("stands in row %(first)s already"),
    "care.assign.nobody": _("Mark at least one class or learner."),
    "care.assign.no_carer": _(
        "Learners are given into the care of plan authors and providers of support in office."
    ),
    "care.release.no_carer": _("This person is no longer in office: the care ended with it."),
}
