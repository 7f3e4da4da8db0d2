"""/packages/<package_id>/ — one month of one partner: what stands in it, what lacks, comments, the next step."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.reporting.actions import packages as acts
from pumpurs.programme.reporting.queries.packages import PackagePage, one_package
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import faults_by_place
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.frame.templatetags.rules import month_name
from pumpurs.web.pages.work.sheets.page import READERS as READERS_OF_SHEETS
from pumpurs.web.words import in_words
from pumpurs.web.words.accounting import owed_by, package_line, package_way, ways


def show(request: HouseRequest, package_id: UUID) -> HttpResponse:
    """The package; after a refusal what was written stands where it was written."""
    number = page_number(request.GET.get("page"))
    institution_id = known_id(request.GET.get("institution", ""))
    kind = request.GET.get("kind", "")
    found = one_package(
        viewer=request.viewer,
        package_id=package_id,
        today=today(),
        number=number,
        institution_id=institution_id,
        kind=kind,
    )
    step = request.POST.get("step", "")
    return page(
        request,
        "packages/one/page.html",
        found=found,
        left_to_others=dict.fromkeys(in_words(one) for one in found.left_to_others),
        card=found.card,
        claims_kind=kind,
        opens_sheets=request.viewer.role in READERS_OF_SHEETS,
        tabs=ways("packages", request.viewer.role),
        crumbs=[
            {"url": "/packages/", "label": _("Monthly packages")},
            {"label": f"{found.card.partner}, {month_name(found.card.month)}"},
        ],
        lacking=[{"row": one, "who": owed_by(one.what, one.state)} for one in found.lacking],
        comments=[{"one": one, "line": package_line(one.line, one.where)} for one in found.comments],
        lines=_lines(found, request.POST.get("line", "")),
        way=package_way(found),
        returned_for=_why_returned(found),
        written={step: request.POST.get("note", "")},
        wrong=faults_by_place(request),
    )


def _why_returned(found: PackagePage) -> str:
    """The words with which a package that waits for mending was returned last."""
    if found.card.state != "returned":
        return ""
    words = [one.note for one in found.history if one.step == "send_back"]
    return words[-1] if words else ""


def _lines(found: PackagePage, chosen: str) -> list[dict[str, object]]:
    """The lines a comment can stand on, for a select."""
    lines = [("whole", _("The whole package"))]
    lines += [(one.line, package_line(one.line, one.provider)) for one in found.sheets.items]
    kinds = dict.fromkeys(f"kind:{one.kind}" for one in found.kinds)
    lines += [(line, package_line(line, line.partition(":")[2])) for line in kinds]
    return [{"value": line, "label": text, "selected": line == chosen} for line, text in lines]


def send(request: HouseRequest, package_id: UUID) -> HttpResponse:
    """Take one step."""
    viewer, step, note = request.viewer, request.POST.get("step", ""), request.POST.get("note", "")
    if step == "send":
        said_so = request.POST.get("said_so") == "yes"
        count = acts.send(package_id=package_id, said_so=said_so, viewer=viewer, now=now())
        messages.success(
            request,
            ngettext(
                "Sent to the programme with %(count)s sheet. Nothing in it changes any more.",
                "Sent to the programme with %(count)s sheets. Nothing in it changes any more.",
                count,
            )
            % {"count": count},
        )
    elif step == "nudge":
        acts.nudge(package_id=package_id, viewer=viewer, now=now())
        messages.success(request, _("Those who owe sheets are written to. The mail names nobody."))
    elif step == "comment":
        line = request.POST.get("line", "")
        acts.comment(package_id=package_id, line=line, text=note, viewer=viewer, now=now())
        messages.success(request, _("Your comment stands on its line."))
    elif step == "settle":
        comment_id = known_id(request.POST.get("comment")) or UUID(int=0)
        acts.settle(package_id=package_id, comment_id=comment_id, answer=note, viewer=viewer, now=now())
        messages.success(request, _("Marked as done."))
    elif step == "check":
        acts.check(package_id=package_id, viewer=viewer, now=now())
        messages.success(request, _("Checked. Somebody else of the programme accepts it."))
    elif step == "send_back":
        acts.send_back(package_id=package_id, note=note, viewer=viewer, now=now())
        messages.success(request, _("Returned. The partner mends it and sends it again."))
    elif step == "accept":
        acts.accept(package_id=package_id, viewer=viewer, now=now())
        messages.success(request, _("Accepted. It can stand in a statement now."))
    else:
        raise Refused(Reason("package.no_such_step"))
    return redirect("packages/one", package_id)
