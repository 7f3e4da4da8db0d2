"""Sentences for files that intake turns away, and for what rows of a roster lack."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "intake.not_there": _("There is no file or folder “%(file)s”. Check the path."),
    "intake.not_readable": _("“%(file)s” cannot be read. Check the rights to it."),
    "intake.empty": _("“%(file)s” is empty. Export it once more."),
    "intake.too_big": _("“%(file)s” is larger than %(limit_mb)s MB. Send it in parts, one school at a time."),
    "intake.too_many_parts": _(
        "“%(file)s” holds more than %(limit)s files. Send only the roster's own files."
    ),
    "intake.inflates_too_much": _(
        "“%(file)s” unpacks to far more than such a file would. It is not opened; export it once more."
    ),
    "intake.broken_zip": _("“%(file)s” is a damaged or half-sent zip. Export and send it once more."),
    "intake.encrypted": _("“%(file)s” is locked with a password. Send it without one."),
    "intake.unknown_packing": _(
        "“%(file)s” is packed in an unusual way. Pack it as an ordinary zip and send it once more."
    ),
    "intake.overlapping_parts": _("“%(file)s” is built to deceive unpacking programs. It is not opened."),
    "intake.unsafe_name": _(
        "“%(file)s” holds a file whose name points outside of it (%(name)s). It is not opened."
    ),
    "intake.same_name_twice": _("“%(file)s” is there twice. Keep only the right one."),
    "intake.link": _("“%(file)s” is a link, not a file. Send the file itself."),
    "intake.unknown_kind": _(
        "“%(file)s” is neither a table nor a OneRoster bundle. Send a CSV table, an XLSX workbook or a OneRoster zip."
    ),
    "intake.old_workbook": _(
        "“%(file)s” is an old or password-locked Excel file. Save it as XLSX without a password."
    ),
    "intake.web_page": _("“%(file)s” is a web page, not a table. Save it from Excel as XLSX or CSV UTF-8."),
    "intake.broken_workbook": _("The workbook “%(file)s” is damaged. Save it in Excel once more as XLSX."),
    "intake.document_type": _("The workbook “%(file)s” holds a forbidden declaration. It is not opened."),
    "intake.macros": _("The workbook “%(file)s” holds macros or embedded objects. Save it as plain XLSX."),
    "intake.wrong_encoding": _(
        "The letters of “%(file)s” cannot be read for certain. Save it as “CSV UTF-8”."
    ),
    "intake.lost_letters": _(
        "In “%(file)s” some letters were already lost (the sign “�”). Export it once more as UTF-8."
    ),
    "intake.half_letter": _(
        "“%(file)s”, row %(row)s holds a sign that is no whole letter. Export it once more as UTF-8."
    ),
    "intake.not_text": _("“%(file)s” is not a text table. Send CSV or XLSX."),
    "intake.no_header": _("“%(file)s” has no column names in its first row."),
    "intake.header_twice": _("“%(file)s” has the column “%(column)s” twice. Rename one of them."),
    "intake.header_empty": _("“%(file)s”: column %(column)s has no name in row %(row)s."),
    "intake.too_many_columns": _(
        "“%(file)s” has more than %(limit)s columns. Keep only those of the roster."
    ),
    "intake.too_many_rows": _("“%(file)s” has more than %(limit)s rows. Send it as CSV or in parts."),
    "intake.line_too_long": _(
        "“%(file)s”, row %(row)s is longer than %(limit)s letters: this is not a table."
    ),
    "intake.cell_too_long": _(
        "“%(file)s”, row %(row)s, column “%(column)s”: the cell holds more than %(limit)s letters."
    ),
    "intake.broken_quotes": _("“%(file)s”, row %(row)s: the quotation marks do not close where they should."),
    "intake.ragged_row": _(
        "“%(file)s”, row %(row)s has %(found)s cells, but the table has %(expected)s columns."
    ),
    "intake.half_written": _("“%(file)s” breaks off in the middle. Export it once more and send it whole."),
    "intake.formula": _(
        "“%(file)s”, row %(row)s, column “%(column)s” holds a formula. Save the table with values only."
    ),
    "intake.took_too_long": _("“%(file)s” could not be read in %(seconds)s seconds. Save it as CSV UTF-8."),
    "roster.manifest.wrong_columns": _(
        "“manifest.csv”, row 1: the columns must be propertyName and value, as OneRoster says."
    ),
    "roster.manifest.missing": _(
        "“%(file)s” has no manifest.csv, so nobody can tell if it is a whole roster or only changes."
    ),
    "roster.manifest.unknown_version": _(
        "“manifest.csv” names the OneRoster version “%(value)s”. Versions 1.1 and 1.2 can be read."
    ),
    "roster.manifest.unknown_mode": _(
        "“manifest.csv” says “%(value)s” of %(file)s. It must be bulk, delta or absent."
    ),
    "roster.manifest.not_declared": _("%(file)s is there, but “manifest.csv” calls it absent."),
    "roster.manifest.file_missing": _("“manifest.csv” names %(file)s, but it is not there. Send it whole."),
    "roster.manifest.needed_in_bulk": _("A whole roster needs %(file)s, but “manifest.csv” calls it absent."),
    "roster.manifest.nothing_in_it": _("“manifest.csv” names no file of a roster."),
    "roster.file.column_missing": _("“%(file)s” lacks the column “%(column)s”."),
    "roster.mapping.no_such_column": _("There is no column “%(column)s” in this file."),
    "roster.mapping.column_twice": _(
        "The column “%(column)s” is chosen twice. Each column can mean one thing."
    ),
    "roster.mapping.no_name": _("Say which columns hold the given name and the family name."),
    "roster.mapping.nothing_to_know_by": _(
        "Say which column holds the personal code or the school's number of the learner: "
        "nobody is recognised by name alone."
    ),
    "roster.mapping.no_class": _("Say which column holds the class."),
    "roster.row.missing": _("nothing is filled in"),
    "roster.row.unprintable": _("holds invisible signs"),
    "roster.row.too_long": _("is too long"),
    "roster.row.not_a_date": _("is not a date; write 2026-09-01 or 01.09.2026"),
    "roster.row.ends_before_it_begins": _("ends before it begins"),
    "roster.row.unknown_value": _("is not one of the words the standard allows"),
    "roster.row.unknown_grade": _("is not a grade or year"),
    "roster.row.one_name_only": _("both given name and family name are needed"),
    "roster.row.nothing_to_know_by": _("neither a personal code nor a number of the school"),
    "roster.row.personal_code_not_eleven_digits": _("a personal code has eleven digits"),
    "roster.row.personal_code_unknown_century": _("is not a personal code: the seventh digit is wrong"),
    "roster.row.personal_code_not_a_date": _("is not a personal code: it does not begin with a date"),
    "roster.row.personal_code_check_digit": _("is not a personal code: the last digit does not fit"),
}
