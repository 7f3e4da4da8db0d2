"""The way of a month's package: open, send, comment, check, return, settle, accept, nudge."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import UNBORN
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import Viewer, open_eyes, raise_wall, with_institutions
from pumpurs.programme.partners.models import Agreement, Partner
from pumpurs.programme.reporting.lifecycle import PACKAGE_LIFE
from pumpurs.programme.reporting.models import Package, PackageComment, PackageStep, PackageVersion, Taken
from pumpurs.programme.reporting.preconditions import lacking_in
from pumpurs.programme.reporting.preconditions.taking import content_taken, lines_to_take, sheets_to_take
from pumpurs.programme.reporting.rules.asked import Asked
from pumpurs.programme.reporting.rules.content import LINE, SHEET
from pumpurs.programme.reporting.rules.terms import package_due_on, package_reminded_from, reminded_anew
from pumpurs.programme.work.actions.sending import return_sheets, send_sheets
from pumpurs.rulebook import whole
from pumpurs.values.periods import Month


def locked(package_id: UUID, viewer: Viewer, now: datetime, *, note: str = "", line: str = "") -> Package:
    """The package in reach, locked, with what comes along with the step. DoesNotExist out of reach."""
    rows = Package.objects.visible_to(viewer).select_for_update(of=("self",)).select_related("partner")
    package: Package = rows.get(pk=package_id)
    package.asked = Asked(localdate(now), note.strip(), line)
    return package


def _taken(step: str, package: Package, viewer: Viewer, now: datetime, *columns: str) -> None:
    before = package.state
    PACKAGE_LIFE.take(step, package, viewer)
    package.save(update_fields=["state", *columns])
    _note(step, package, before, viewer, now)


def _note(step: str, package: Package, before: str, viewer: Viewer, now: datetime) -> None:
    PackageStep(
        package=package, partner_id=package.partner_id, step=step, by_id=viewer.account_id, role=viewer.role,
        at=now, from_state=before, to_state=package.state, note=package.asked.note[:500],
    ).save(force_insert=True)  # fmt: skip
    details = {"month": package.month, "from": before, "to": package.state}
    audit.changed(viewer, f"package.{step}", package, details=details)


@transaction.atomic
def open_package(*, partner_id: UUID, month: Month, viewer: Viewer, now: datetime) -> UUID:
    """Open one partner's package of a month that has begun; its id. Refused if there is one already."""
    partner = Partner.objects.get(pk=partner_id)
    package = Package(
        partner=partner, month=str(month), state=UNBORN, opened_at=now, due_on=package_due_on(month)
    )
    package.asked = Asked(localdate(now))
    PACKAGE_LIFE.take("open", package, viewer)
    package.save(force_insert=True)
    _note("open", package, UNBORN, viewer, now)
    return package.id


@transaction.atomic
def open_month(*, month: Month, viewer: Viewer, now: datetime) -> int:
    """Open the packages of a month for every partner with an agreement in force in it; how many are new. For jobs."""
    span = month.span
    in_force = Agreement.objects.filter(since__lt=span.end).exclude(state="prepared")
    in_force = in_force.exclude(until__lte=span.first)
    there = Package.objects.filter(month=str(month)).values("partner_id")
    partners = Partner.objects.filter(agreements__in=in_force).exclude(pk__in=there).distinct()
    due_on = package_due_on(month)
    fresh = [
        Package(partner=partner, month=str(month), opened_at=now, due_on=due_on)
        for partner in partners.order_by("id")
    ]
    Package.objects.bulk_create(fresh, ignore_conflicts=True)
    if fresh:
        audit.noted(
            viewer, "package.open", object_type="package", details={"month": str(month), "count": len(fresh)}
        )
    return len(fresh)


@transaction.atomic
def send(*, package_id: UUID, said_so: bool, viewer: Viewer, now: datetime) -> int:
    """Send the package with what is approved; how many sheets went along. Refused with every reason.

    Approved sheets and booked lines of earlier months that no package holds go along. What is sent is frozen. What
    hangs on the partner goes along also from institutions that another partner took over since.
    """
    package = locked(package_id, viewer, now)
    with open_eyes(viewer, "package") as job:
        lacking = sum(one.count for one in lacking_in(package, job, localdate(now)))
    package.asked = Asked(localdate(now), lacking=lacking, said_so=said_so)
    before = package.state
    PACKAGE_LIFE.take("send", package, viewer)
    with open_eyes(viewer, "package") as job:
        ready = sheets_to_take(job, package.partner_id, package.month)
        sheets = dict(ready.values_list("id", "institution_id"))
        lines = list(lines_to_take(job, package.partner_id, package.month).values_list("id", flat=True))
    sender = with_institutions(viewer, frozenset(sheets.values()))
    raise_wall(sender)
    send_sheets(sheet_ids=sheets, viewer=sender, now=now)
    of = {"package": package, "partner_id": package.partner_id}
    Taken.objects.bulk_create(
        [
            *(Taken(what=SHEET, record_id=sheet_id, **of) for sheet_id in sheets),
            *(Taken(what=LINE, record_id=line_id, **of) for line_id in lines),
        ]
    )
    with open_eyes(viewer, "package") as job:
        content = content_taken(job, package)  # sheets as they stand now that they are locked
    package.version += 1
    package.sent_at = now
    package.save(update_fields=["state", "version", "sent_at"])
    PackageVersion(
        number=package.version, content=content.values, rulebook=whole.fingerprint(), minutes=content.minutes,
        hours_eur=content.hours_eur, granted_eur=content.granted_eur, paid_eur=content.paid_eur, frozen_at=now, **of,
    ).save(force_insert=True)  # fmt: skip
    _note("send", package, before, viewer, now)
    return len(sheets)


@transaction.atomic
def comment(*, package_id: UUID, line: str, text: str, viewer: Viewer, now: datetime) -> None:
    """The programme comments on one line of a package that was sent."""
    package = locked(package_id, viewer, now, note=text, line=line)
    PACKAGE_LIFE.take("comment", package, viewer)
    PackageComment(
        package=package, partner_id=package.partner_id, line=line, text=package.asked.note[:1000],
        by_id=viewer.account_id, role=viewer.role, at=now,
    ).save(force_insert=True)  # fmt: skip
    audit.changed(viewer, "package.comment", package, details={"line": line})


@transaction.atomic
def settle(*, package_id: UUID, comment_id: UUID, answer: str, viewer: Viewer, now: datetime) -> None:
    """The partner says that a comment is done, or answers it in words."""
    package = locked(package_id, viewer, now)
    PACKAGE_LIFE.take("settle", package, viewer)
    found = package.packagecomments.select_for_update(of=("self",)).get(pk=comment_id)
    found.answer, found.settled_at, found.settled_by_id = answer.strip()[:1000], now, viewer.account_id
    found.save(update_fields=["answer", "settled_at", "settled_by"])
    audit.changed(viewer, "package.settle", package, details={"line": found.line})


@transaction.atomic
def check(*, package_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The national expert has checked the package; somebody else accepts it."""
    package = locked(package_id, viewer, now)
    package.checked_by_id = viewer.account_id
    _taken("check", package, viewer, now, "checked_by")


@transaction.atomic
def send_back(*, package_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """Return the package: its sheets are approved ones again, and what it took is free for its next version."""
    package = locked(package_id, viewer, now, note=note)
    package.checked_by = None
    _taken("send_back", package, viewer, now, "checked_by")
    taken = Taken.objects.filter(package=package)
    sheets = list(taken.filter(what=SHEET).values_list("record_id", flat=True))
    return_sheets(sheet_ids=sheets, viewer=viewer, now=now)
    taken.delete()


@transaction.atomic
def accept(*, package_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Accept a checked package; from now on it can stand in a statement."""
    package = locked(package_id, viewer, now)
    package.accepted_at = now
    _taken("accept", package, viewer, now, "accepted_at")


@transaction.atomic
def nudge(*, package_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Remind those who owe something to the package by a mail that names nobody."""
    package = locked(package_id, viewer, now)
    PACKAGE_LIFE.take("nudge", package, viewer)
    later("reporting.nudge", package_id=str(package.id))
    audit.changed(viewer, "package.nudge", package, details={"month": package.month})


@transaction.atomic
def remind(*, today: date, viewer: Viewer) -> list[UUID]:
    """Packages that are nearly due or late, now noted as reminded of, each with a mail put off. For jobs."""
    rows = Package.objects.visible_to(viewer).filter(state__in=("open", "returned"))
    waiting = rows.exclude(reminded_on__gte=today).select_for_update(of=("self",)).order_by("id")
    found = [
        one.id
        for one in waiting
        if package_reminded_from(Month.parse(one.month)) <= today
        and reminded_anew(one.reminded_on, one.due_on, today)
    ]
    Package.objects.filter(pk__in=found).update(reminded_on=today)
    for package_id in found:
        later("reporting.package_due", package_id=str(package_id))
    if found:
        audit.noted(viewer, "package.remind", object_type="package", details={"count": len(found)})
    return found
