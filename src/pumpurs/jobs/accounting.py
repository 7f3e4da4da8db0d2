"""Accounting at night (norēķini): months open themselves, packages are reminded of, budgets warn, sums are proven."""

from __future__ import annotations

import logging
from dataclasses import asdict
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.visibility import Viewer, job_viewer, looking_as
from pumpurs.programme.reporting.actions import budgets, packages, proving, samples
from pumpurs.programme.reporting.queries.budgets import used_by_partner
from pumpurs.programme.reporting.queries.findings import told_of_findings
from pumpurs.programme.reporting.queries.owing import keepers, owing, senders
from pumpurs.programme.reporting.queries.proof import Proof, prove
from pumpurs.programme.work.queries.reminded import Told
from pumpurs.rulebook import notices
from pumpurs.values.periods import month_of

TRIES = 5
LOG = logging.getLogger(__name__)


def _write(notice: str, people: Told, path: str) -> int:
    words = notices.notice(notice)
    for address, language, count in people:
        link = f"{settings.PUBLIC_URL}{path}"
        text = words.body.in_language(language).strip().format(link=link, count=count)
        EmailMessage(words.subject.in_language(language), text, to=[address]).send()
    return len(people)


@app.task(name="reporting.nudge", retry=TRIES)
def nudge(package_id: str) -> int:
    """Write to those who owe sheets to a package; how many."""
    with looking_as(job_viewer("accounting")) as viewer:
        people = owing(viewer=viewer, package_id=UUID(package_id), today=today())
    return _write("sheets_owed", people, "/desk/")


@app.task(name="reporting.budget_warning", retry=TRIES)
def budget_warning(partner_id: str) -> int:
    """Write to a partner whose budget is nearly used up; how many."""
    with looking_as(job_viewer("accounting")):
        people = keepers(partner_id=UUID(partner_id), today=today(), accountants=True)
    return _write("budget_warning", tuple((*one, 1) for one in people), "/budgets/")


@app.task(name="reporting.package_due", retry=TRIES)
def package_due(package_id: str) -> int:
    """Write to who sends a package that is nearly due or late; how many."""
    with looking_as(job_viewer("accounting")) as viewer:
        people = senders(viewer=viewer, package_ids=[UUID(package_id)], today=today())
    return _write("package_due", people, "/packages/")


@app.task(name="reporting.findings", retry=TRIES)
def findings(partner_id: str) -> int:
    """Write to who is to mend open findings of a partner, once for all of them; how many."""
    with looking_as(job_viewer("accounting")) as viewer:
        people = told_of_findings(viewer=viewer, partner_id=UUID(partner_id), today=today())
    return _write("findings", people, "/desk/#findings")


@app.periodic(cron="40 3 * * *")
@app.task(name="reporting.night", retry=TRIES)
def night(timestamp: int) -> None:
    """Open the month, remind senders, warn of budgets, tell of findings.

    Each mail is a job of its own, put off with what it tells.
    """
    with looking_as(job_viewer("accounting")) as viewer:
        opened = packages.open_month(month=month_of(today()), viewer=viewer, now=now())
        late = packages.remind(today=today(), viewer=viewer)
        warned = sum(_warned(year, viewer) for year in (today().year - 1, today().year))
        told = samples.tell(viewer=viewer, now=now())
    LOG.info(
        "packages opened: %d, reminded: %d, budgets warned: %d, told of findings: %d",
        opened, len(late), warned, told,
    )  # fmt: skip


def _warned(year: int, viewer: Viewer) -> int:
    """Warn of the budgets of a year, each warning once; how many. December's hours come in January."""
    used = used_by_partner(viewer=viewer, year=year, today=today())
    return budgets.warn(year=year, used=used, today=today(), viewer=viewer, now=now())


@app.periodic(cron="10 4 * * *")
@app.task(name="reporting.proof", retry=TRIES)
def proof(timestamp: int) -> None:
    """Prove every sum, whatever became of the night's mails."""
    found = reconcile()
    LOG.info("sums proven: %d, different: %d", found.compared, len(found.differences))


def reconcile() -> Proof:
    """Prove every sum as of one moment, so that work going on makes no difference, and keep the result."""
    with looking_as(job_viewer("accounting"), one_moment=True) as viewer:
        found = prove(viewer=viewer, today=today())
    differences = [asdict(one) for one in found.differences]
    with looking_as(job_viewer("accounting")) as viewer:
        proving.keep_proof(compared=found.compared, differences=differences, viewer=viewer, now=now())
    return found
