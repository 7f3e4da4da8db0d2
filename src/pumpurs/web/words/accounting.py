"""Accounting in words: the ways through it, who owes what, lines and steps of a package."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pumpurs.programme.reporting.queries.packages import PackagePage
from pumpurs.rulebook import compensation_kinds
from pumpurs.values.roles import NATIONAL_ROLES, Role
from pumpurs.web.frame.templatetags.house import age_days, lv_time
from pumpurs.web.frame.templatetags.rules import said
from pumpurs.web.words.labels import label

SENDERS = frozenset({Role.MUNICIPAL_COORDINATOR, Role.HEAD, Role.ACCOUNTANT})
DRAFTERS = SENDERS
READERS = SENDERS | NATIONAL_ROLES
WAY = ("open", "sent", "checked", "accepted")


def ways(current: str, role: Role) -> list[dict[str, object]]:
    """The tabs of accounting that a role has."""
    tabs = [
        ("packages", "/packages/", _("Monthly packages"), READERS),
        ("budgets", "/budgets/", _("Budgets"), READERS),
        ("statements", "/statements/", _("Statements"), READERS),
        ("samples", "/samples/", _("Samples"), NATIONAL_ROLES),
        ("proof", "/samples/proof/", _("Proof of sums"), NATIONAL_ROLES),
    ]
    return [
        {"url": url, "label": text, "current": name == current}
        for name, url, text, roles in tabs
        if role in roles
    ]


def owed_by(what: str, state: str) -> str:
    """Who has to act before a sheet or claim in this state can go along."""
    if what == "sheet":
        return {
            "open": _("the provider: the month is not closed"),
            "left": _("the head: closes the month of who has left"),
            "at_head": _("the head: approves"),
            "at_municipality": _("the coordinator: approves"),
            "at_agency": _("the programme: approves"),
        }[state]
    return {
        "filed": _("whoever checks claims"),
        "asked": _("the family or the school: answers a question"),
        "checked": _("whoever grants claims"),
    }[state]


def left_out_words(what: str) -> tuple[str, str]:
    """What a payment claim leaves out, and who has to act before another one can hold it."""
    sends = _("the partner's coordinator, at a state vocational school its head: sends the package")
    return {
        "statement_accepted": (
            _("Accepted statements that no payment claim holds"),
            _("the programme: drafts another payment claim that covers all their months"),
        ),
        "statement_sent": (
            _("Statements sent and not accepted"),
            _("the programme: accepts or returns them"),
        ),
        "statement_drafted": (
            _("Statements drafted and not sent"),
            _("the partner's accountant or coordinator: sends the statement"),
        ),
        "package_accepted": (
            _("Accepted packages without a statement"),
            _("the partner's accountant or coordinator: drafts a statement"),
        ),
        "package_sent": (_("Packages sent and not checked"), _("the national expert: checks them")),
        "package_checked": (_("Packages checked and not accepted"), _("the programme: accepts them")),
        "package_open": (_("Packages not sent"), sends),
        "package_returned": (_("Packages returned and not sent again"), sends),
        "package_none": (
            _("Partners without a package"),
            _("the partner's coordinator, at a state vocational school its head: opens and sends it"),
        ),
    }[what]


def package_line(line: str, where: str) -> str:
    """What a comment is about."""
    kind, _colon, key = line.partition(":")
    if kind == "sheet":
        return _("Sheet: %(name)s") % {"name": where}
    if kind == "hours":
        return _("Hours: %(name)s") % {"name": where}
    if kind == "kind":
        return _("Compensations: %(name)s") % {"name": said(compensation_kinds.kind(key).name)}
    return _("The whole package")


def package_way(found: PackagePage) -> list[dict[str, object]]:
    """The way of a package for the stepper: the last time each state was reached, by whom."""
    done = {one.step: one for one in found.history}
    names = {
        "open": (pgettext("package", "Prepared"), "open"),
        "sent": (pgettext("package", "Sent"), "send"),
        "checked": (pgettext("package", "Checked"), "check"),
        "accepted": (pgettext("package", "Accepted"), "accept"),
    }
    state = "open" if found.card.state == "returned" else found.card.state
    waits = 0 if state == "open" else WAY.index(state) + 1
    steps: list[dict[str, object]] = []
    for place, (text, step) in enumerate(names[one] for one in WAY):
        row = done.get(step) if place < waits else None
        steps.append(
            {
                "role": text,
                "who": row.who if row else "",
                "at": lv_time(row.at) if row else "",
                "age": age_days(found.history[-1].at) if place == waits and found.history else "",
                "state": "done" if place < waits else "now" if place == waits else "next",
            }
        )
    if found.card.state == "returned":
        back = done["send_back"]
        steps[0] |= {
            "role": label("package", "returned"),
            "state": "back",
            "who": back.who,
            "at": lv_time(back.at),
        }
    return steps
