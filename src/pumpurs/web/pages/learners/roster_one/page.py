"""/learners/rosters/<roster_id>/ — what a roster changes, row by row; confirm it, drop it, or undo it whole."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.paging import page_number
from pumpurs.programme.learners.actions.roster_confirm import confirm
from pumpurs.programme.learners.actions.roster_part import nobody_leaves
from pumpurs.programme.learners.actions.roster_receive import turn_away
from pumpurs.programme.learners.actions.roster_undo import undo
from pumpurs.programme.learners.queries.rosters import (
    KINDS_OF_CHANGE,
    LOOK,
    RosterCard,
    changes_of,
    one_roster,
    rejections_of,
    to_look_at,
)
from pumpurs.programme.learners.rules.roster import PLAIN_KINDS
from pumpurs.programme.plans.queries.attention import of_leavers
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.learners.rosters.page import waits_for_columns
from pumpurs.web.words import in_words
from pumpurs.web.words.labels import CHANGES_OF_ROSTER

MANY_LEAVE = 10  # from more than so many, or more than one in ten, somebody must say that the list is whole
ONE_IN = 10


def many_leave(roster: RosterCard) -> bool:
    """So many would leave that the file is perhaps only a part of the list."""
    before = roster.leaving + roster.changed + roster.unchanged
    return roster.leaving > MANY_LEAVE or roster.leaving * ONE_IN > before


def show(request: HouseRequest, roster_id: UUID) -> HttpResponse:
    """Counts, rejected rows with their reasons, and the learners that change."""
    viewer, what = request.viewer, request.GET.get("what", "")
    number = page_number(request.GET.get("page"))
    roster = one_roster(viewer=viewer, roster_id=roster_id)
    rejections = rejections_of(viewer=viewer, roster_id=roster_id)
    return page(
        request,
        "learners/roster_one/page.html",
        roster=roster,
        changes=changes_of(viewer=viewer, roster_id=roster_id, what=what, page=number),
        rejections=[{"card": card, "text": in_words(card.reason)} for card in rejections.items],
        more_rejections=rejections.more,
        refused_for=[in_words(reason) for reason in roster.reasons],
        kinds=[{"value": kind, "label": CHANGES_OF_ROSTER[kind]} for kind in (*KINDS_OF_CHANGE, LOOK)],
        to_look_at=to_look_at(viewer=viewer, roster_id=roster_id),
        leavers=of_leavers(viewer=viewer, roster_id=roster_id),
        what=what,
        many_leave=roster.state == "checked" and many_leave(roster),
        may_be_part=roster.state == "checked" and roster.leaving and roster.kind in PLAIN_KINDS,
        waits=waits_for_columns(request, roster),
        reads=roster.state == "received" and waiting.path_of(roster_id).exists(),
    )


def send(request: HouseRequest, roster_id: UUID) -> HttpResponse:
    """Do what was pressed."""
    wanted, viewer = request.POST.get("do"), request.viewer
    if wanted == "confirm":
        roster = one_roster(viewer=viewer, roster_id=roster_id)
        if many_leave(roster) and request.POST.get("whole") != str(roster.leaving):
            raise Refused(Reason("roster.confirm.many_leave", {"count": roster.leaving}, place="whole"))
        confirm(roster_id=roster_id, viewer=viewer, now=now())
        messages.success(request, _("Imported. If something is wrong, it can be undone as a whole."))
    elif wanted == "part":
        nobody_leaves(roster_id=roster_id, viewer=viewer)
        messages.success(request, _("Taken as a part of the list: nobody leaves."))
    elif wanted == "undo":
        undo(roster_id=roster_id, viewer=viewer, now=now())
        messages.success(request, _("Undone: everything is as it was before this roster."))
    elif wanted == "drop":
        turn_away(roster_id=roster_id, reasons=[Reason("roster.not_wanted")], viewer=viewer, now=now())
        waiting.drop(roster_id)
        messages.success(request, _("Put aside. Nothing was changed."))
    else:
        raise Refused(Reason("roster.nothing_chosen"))
    return redirect("learners/roster_one", roster_id)
