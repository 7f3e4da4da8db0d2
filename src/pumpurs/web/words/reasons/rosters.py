"""Sentences for importing rosters: why an import cannot be received, confirmed or undone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "roster.receive.no_file": _("Choose a file first."),
    "roster.not_wanted": _("Somebody decided not to import it."),
    "roster.nothing_chosen": _("Choose: import, put aside or undo."),
    "roster.confirm.many_leave": _(
        "Many learners would leave (%(count)s). Mark that this is the whole list, or take the file as a part of it."
    ),
    "roster.nobody_leaves.bundle": _("Only a plain list (CSV or XLSX) can be taken as a part."),
    "roster.nobody_leaves.wrong_state": _(
        "This roster no longer waits for a decision, so it cannot be taken as a part."
    ),
    "roster.nobody_leaves.not_yours": _("You may not decide about this roster."),
    "roster.receive.not_yours": _(
        "Rosters of this place are taken in by its head or coordinator, its municipality or the programme."
    ),
    "roster.receive.no_such_place": _("There is no institution or municipality “%(value)s”."),
    "roster.receive.no_such_person": _("Nobody who takes in rosters signs in as “%(value)s”."),
    "roster.receive.several_places": _(
        "“%(value)s” takes in rosters for several places. Say for which: %(places)s."
    ),
    "roster.turn_away.chosen": _("Somebody decided not to import this roster."),
    "roster.file.other_school_year": _(
        "This roster is of the school year %(told)s, but now it is %(now)s. Send the present one."
    ),
    "roster.manifest.source_is_a_list": _(
        "The file says that it comes from “%(value)s”. Names that begin so are for plain lists; a system needs its own."
    ),
    "roster.mapping.no_such_field": _("There is no field “%(field)s” that a column could mean."),
    "roster.confirm.rows_rejected": _(
        "Rows that cannot be taken: %(count)s. Nothing is imported; mend them and send the file once more."
    ),
    "roster.confirm.row_rejected": _("“%(file)s”, row %(row)s, column “%(column)s” (%(value)s): %(why)s."),
    "roster.confirm.another_meanwhile": _(
        "Another roster was imported after this one was checked. Send this file once more to check it anew."
    ),
    "roster.confirm.learners_changed_meanwhile": _(
        "Learners changed after the check: %(count)s. Send this file once more to check it anew."
    ),
    "roster.undo.later_import": _(
        "A later roster rests on this one (%(count)s). Imports are undone from the last one backwards."
    ),
    "roster.undo.facts_rest_on_it": _(
        "Something already rests on this import (%(what)s: %(count)s). It can no longer be undone as a whole."
    ),
    "roster.undo.learners_changed_since": _(
        "Learners changed since this import: %(count)s. It can no longer be undone as a whole."
    ),
    "roster.row.unknown_institution": _("no institution of the programme has this code or name"),
    "roster.row.other_institution": _("this is another institution, not the one the roster is for"),
    "roster.row.two_institutions": _("the learner stands in two institutions of one file"),
    "roster.row.no_such_class": _("there is no such class in the file"),
    "roster.row.no_such_person": _("there is no such person in the file"),
    "roster.row.twice": _("stands in the file twice"),
    "roster.row.same_code": _("two people of the file have this personal code"),
    "roster.row.same_learner": _("two rows of the file are the same learner"),
    "roster.row.two_learners": _("the number and the personal code belong to two different learners"),
    "roster.row.learner_elsewhere": _(
        "the learner is still enrolled at another institution, which must end it first"
    ),
    "roster.row.birth_does_not_fit": _(
        "a learner with this number or personal code is known, but the date of birth does not fit or is missing; "
        "if it is right here, write to the programme"
    ),
    "roster.row.name_does_not_fit": _(
        "a learner with this personal code is known by another name; if the name is right here, write to the programme"
    ),
    "roster.row.code_differs": _("the learner already has another personal code, which cannot change so"),
}
