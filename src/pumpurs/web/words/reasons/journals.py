"""Sentences for journal files: why a file or a row of it is not taken, why a file waits for a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "journal.receive.no_file": _("Choose a file first."),
    "journal.receive.no_such_kind": _("Say what the file holds: attendance, marks, notes or lessons held."),
    "journal.receive.kind_not_told": _(
        "The name of “%(file)s” does not tell what it holds. Add --what attendance, marks, notes or timetable."
    ),
    "journal.receive.not_yours": _(
        "Journals of this place are taken in by its head or coordinator, its municipality or the programme."
    ),
    "journal.not_wanted": _("Somebody decided not to take it in."),
    "journal.nothing_chosen": _("Choose: take in, put aside or undo."),
    "journal.mapping.no_such_field": _("There is no field “%(field)s” that a column could mean."),
    "journal.mapping.no_such_column": _("There is no column “%(column)s” in this file."),
    "journal.mapping.column_twice": _(
        "The column “%(column)s” is chosen twice. Each column can mean one thing."
    ),
    "journal.mapping.nothing_to_know_by": _(
        "Say which column holds the personal code or the school's number of the learner: "
        "nobody is recognised by name alone."
    ),
    "journal.mapping.no_institution": _(
        "The file is for several schools: say which column names the school."
    ),
    "journal.mapping.no_place": _(
        "“%(file)s” has no column that names the school. If it is of one school, add --place NAME: its code or name."
    ),
    "journal.mapping.no_day": _("Say which column holds the date."),
    "journal.mapping.no_lesson": _("Say which column holds the number of the lesson."),
    "journal.mapping.no_subject": _("Say which column holds the subject."),
    "journal.mapping.no_status": _("Say which column tells whether the learner was there."),
    "journal.mapping.no_mark": _("Say which column holds the mark."),
    "journal.mapping.no_kind": _("Say which column tells the kind of note."),
    "journal.mapping.no_lessons": _("Say which column tells how many lessons were held."),
    "journal.file.column_varies": _(
        "“%(file)s”: the column “%(column)s” holds far too many different texts for what it should mean. "
        "Check what the columns mean."
    ),
    "journal.file.unreadable": _(
        "“%(file)s” is built so unusually that it cannot be read. Export it once more, as CSV UTF-8."
    ),
    "journal.file.not_in_time": _(
        "“%(file)s” waited for a week and was not read; it is no longer kept. Bring it once more."
    ),
    "journal.oneroster.only_marks": _(
        "“%(file)s” is a OneRoster bundle: of those, results are read as marks."
    ),
    "journal.oneroster.file_missing": _(
        "“%(file)s” has no %(name)s, without which results cannot be understood."
    ),
    "journal.parquet.broken": _(
        "“%(file)s” is a damaged or unusual Parquet file. Write it once more, or as CSV."
    ),
    "journal.parquet.nested": _(
        "“%(file)s” holds lists or raw bytes in a column. Keep only texts, numbers and dates."
    ),
    "journal.json.not_an_object": _("“%(file)s”, line %(row)s is not a JSON object of its own."),
    "journal.json.unknown_name": _("“%(file)s”, line %(row)s: “%(name)s” does not stand in the first line."),
    "journal.json.nested": _("“%(file)s”, line %(row)s: “%(name)s” must hold one text or number."),
    "journal.confirm.nothing_to_take": _(
        "No row can be taken (rejected: %(rejected)s), so taking it in would only empty the month."
    ),
    "journal.confirm.no_rows": _("“%(file)s” holds no rows below the names of its columns."),
    "journal.confirm.many_rejected": _(
        "Many rows cannot be taken: %(rejected)s of %(rows)s. Somebody should look before it is taken in."
    ),
    "journal.confirm.shrinks": _(
        "%(month)s would shrink from %(before)s rows to %(rows)s: a file replaces its month whole. "
        "Somebody should look before it is taken in."
    ),
    "journal.undo.later_batch": _(
        "A later file has replaced some of these months (%(count)s). Files are undone from the last one backwards."
    ),
    "journal.undo.nothing_kept": _(
        "What stood there before “%(file)s” is no longer kept; it cannot be undone."
    ),
    "journal.write.rows_gone": _("The rows of “%(file)s” are no longer kept. Bring the file once more."),
    "journal.token.not_yours": _(
        "Keys of a school's journal are made and revoked at the school, by head or coordinator."
    ),
    "journal.token.too_many": _("A school can have %(limit)s keys at a time. Revoke one that is not used."),
    "journal.token.revoked_before": _("This key was revoked before."),
    "journal.push.no_token": _("Send the key of your school as “Authorization: Bearer …”."),
    "journal.push.unknown_token": _("This key is not known or was revoked."),
    "journal.push.key_ended": _(
        "This key ended with the appointment of whoever made it. Have a new one made at the school."
    ),
    "journal.push.another_file": _(
        "“%(key)s” was the key of another file. Send the same file again, or give this one a key of its own."
    ),
    "journal.push.no_key": _("Send an “Idempotency-Key” of up to 64 signs: the same key is the same file."),
    "journal.push.wrong_type": _(
        "The content type “%(value)s” is not taken. Send text/csv or application/x-ndjson."
    ),
    "journal.push.too_often": _(
        "More files in a minute than a journal has to send. Wait a minute and send again."
    ),
    "journal.push.too_many_wait": _(
        "%(limit)s files of this key wait to be read. Send the next one once some of them are."
    ),
    "journal.push.nothing": _("Nothing was sent."),
    "journal.folder.no_such_school": _("There is no school with the code “%(value)s”."),
    "journal.folder.no_such_kind": _(
        "The name of “%(file)s” must begin with attendance, marks, notes or timetable."
    ),
    "journal.row.no_such_learner": _("is no learner of this school"),
    "journal.row.not_this_institution": _("is not the school, or none of the schools, that this file is for"),
    "journal.row.left_before": _("the learner had left this school by then"),
    "journal.row.in_the_future": _("lies in the future"),
    "journal.row.too_old": _("is older than the last school year"),
    "journal.row.not_a_number": _("is not a whole number"),
    "journal.row.out_of_bounds": _("is too large a number"),
    "journal.row.unknown_status": _("is not a known word for present, late or absent"),
    "journal.row.unknown_kind": _("is not a known kind of note"),
    "journal.row.not_a_mark": _("is neither a mark from 1 to 10 nor a known word"),
    "journal.row.formula": _("begins like a formula"),
    "journal.row.too_many_subjects": _("more different subjects than can be told apart"),
}
