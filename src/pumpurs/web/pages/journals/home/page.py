"""/journals/ — bring a journal file, see how old the data are, and the history."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.paging import page_number
from pumpurs.foundation.queue import later
from pumpurs.programme.alerts.actions.journals import receive
from pumpurs.programme.alerts.queries.freshness import freshness
from pumpurs.programme.alerts.queries.journals import batches_in_sight
from pumpurs.programme.alerts.rules.journals import What
from pumpurs.values.reasons import Reason, Refused
from pumpurs.values.roles import INSTITUTION_ROLES
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words.labels import JOURNAL_KINDS

SHOWN_SCHOOLS = 10


def show(request: HouseRequest) -> HttpResponse:
    """The form, how old the data are, and the history."""
    chosen = request.POST.get("what", What.ATTENDANCE)
    return page(
        request,
        "journals/home/page.html",
        batches=batches_in_sight(viewer=request.viewer, page=page_number(request.GET.get("page"))),
        fresh=freshness(viewer=request.viewer, today=today())[:SHOWN_SCHOOLS],
        kinds=[
            {"value": kind, "label": words, "selected": kind == chosen}
            for kind, words in JOURNAL_KINDS.items()
        ],
        makes_keys=request.viewer.role in INSTITUTION_ROLES,
    )


def send(request: HouseRequest) -> HttpResponse:
    """Keep the file and have it read by a job; nothing is written until confirmed."""
    file = request.FILES.get("file")
    if file is None:
        raise Refused(Reason("journal.receive.no_file", place="file"))
    name = file.name or "journal"
    place = request.standing.brings_for
    batch_id = receive(
        file_name=name,
        what=request.POST.get("what", ""),
        way="page",
        viewer=request.viewer,
        now=now(),
        institution_id=place["institution_id"],
        partner_id=place["partner_id"],
    )
    waiting.put(batch_id, file.chunks(), name=name)
    later("journals.read", batch_id=str(batch_id))
    return redirect("journals/one", batch_id)
