"""/journals/<batch_id>/columns/ — say once what the columns of this file mean; it is remembered."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.foundation.queue import later
from pumpurs.programme.alerts.actions.journals import remember_columns
from pumpurs.programme.alerts.queries.journals import columns_of, examples_shown, one_batch
from pumpurs.programme.alerts.rules.journals import WHO, Field, What, fields_of, may_lack
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.columns import chosen, fields_to_choose
from pumpurs.web.frame.pages import page
from pumpurs.web.words.labels import JOURNAL_COLUMNS


def show(request: HouseRequest, batch_id: UUID) -> HttpResponse:
    """Each field with the columns to choose from, and the first rows as examples."""
    batch = one_batch(viewer=request.viewer, batch_id=batch_id)
    if not batch.waits_for_columns:
        return redirect("journals/one", batch_id)
    known = columns_of(viewer=request.viewer, card=batch, header=batch.header)
    examples_shown(viewer=request.viewer, batch_id=batch_id)
    what = What(batch.what)
    fields = fields_to_choose(
        request, fields_of(what), labels=JOURNAL_COLUMNS, known=known, header=batch.header,
        hints=dict.fromkeys(WHO, _("The number or the personal code: one of them is enough.")),
        optional=may_lack(what, one_school=batch.institution_id is not None),
    )  # fmt: skip
    return page(
        request, "journals/columns/page.html", batch=batch, fields=fields,
        columns=[{"label": column} for column in batch.header], rows=batch.examples,
    )  # fmt: skip


def send(request: HouseRequest, batch_id: UUID) -> HttpResponse:
    """Remember the meaning and have the file read."""
    remember_columns(batch_id=batch_id, columns=chosen(request, Field), viewer=request.viewer, now=now())
    later("journals.read", batch_id=str(batch_id))
    return redirect("journals/one", batch_id)
