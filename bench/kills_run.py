"""The work that `bench.kills` kills: imported after the database of the run stands."""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, connections

from bench import kills_payments, kills_scoring
from bench.kills_journals import Journals
from bench.kills_scenario import PLANS, scenario
from pumpurs.cli.prepare import migrate
from pumpurs.foundation.failpoints import KILL
from pumpurs.foundation.visibility import Reach, Viewer, job_viewer, looking_as
from pumpurs.jobs.roster_sample import Sample, SampleSchool, write_sample
from pumpurs.jobs.seed import sow
from pumpurs.jobs.sowing import id_of
from pumpurs.programme.learners.actions.roster_check import check
from pumpurs.programme.learners.actions.roster_confirm import confirm
from pumpurs.programme.learners.actions.roster_receive import receive
from pumpurs.programme.learners.actions.roster_undo import undo
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.plans.actions.decide import approve
from pumpurs.programme.plans.models import Plan
from pumpurs.values.roles import Role

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
BEGUN = time.monotonic()
LEARNERS = 400
TOLD_EVERY = 10  # kills between two lines of progress in a file
OLD, NEW, MIXED = "old", "new", "mixed"
MANAGER = Viewer(uuid4(), Role.PROGRAMME_MANAGER, Reach(national=True))
SCHOOL = "90000000001"


def moment() -> datetime:
    """A clock that goes on from one try to the next."""
    return NOW + timedelta(seconds=time.monotonic() - BEGUN)


def counted(sql: str, *values: object) -> tuple[Any, ...]:
    """One row, read with the owner's eyes."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(cursor.fetchone())


@dataclass
class Work:
    """One kind of work: how it begins, is done, is looked at; `places` are its failpoints."""

    name: str
    prepare: Callable[[int], object]
    do: Callable[[int], None]
    state: Callable[[int], str]
    places: tuple[str, ...] = ()
    seconds: float = 0.0
    left: Counter[str] = field(default_factory=Counter)
    wrong_after: int = 0


def forked(
    do: Callable[[int], None], turn: int, *, failpoint: str = "", kill_after_s: float | None = None
) -> bool:
    """Do the work in a child; True if it was killed, False if it ended by itself."""
    connections.close_all()
    ready, begun = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            settings.FAILPOINT = f"{failpoint}:{KILL}" if failpoint else ""
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE pumpurs_web")
            os.write(begun, b".")
            do(turn)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.close(begun)
    os.read(ready, 1)
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    os.close(ready)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        sys.exit("The work failed by itself; see above.")
    while counted("SELECT count(*) FROM pg_stat_activity WHERE usename IS NOT NULL AND datname = current_database() "
                  "AND pid <> pg_backend_pid()")[0]:  # fmt: skip
        time.sleep(0.01)
    return os.WIFSIGNALED(status)


class Rosters:
    """A roster of one school: imported, then undone, then imported again."""

    def __init__(self, folder: Path) -> None:
        self.path, self.school = folder / "roster.zip", _school()
        write_sample(self.path, Sample([SampleSchool(SCHOOL, "Skola")], LEARNERS))
        self.whole: tuple[Any, ...] = ()

    def counts(self) -> tuple[Any, ...]:
        """Rows that an import writes, and whether it says of itself that it stands."""
        return counted(
            "SELECT (SELECT count(*) FROM learners_learner WHERE institution_id = %s),"
            " (SELECT count(*) FROM learners_learneridentifier WHERE institution_id = %s),"
            " (SELECT count(*) FROM learners_enrollment WHERE institution_id = %s),"
            " (SELECT count(*) FROM learners_schoolclass WHERE institution_id = %s),"
            " (SELECT count(*) FROM learners_rosterimport WHERE state = 'confirmed'),"
            " (SELECT count(*) FILTER (WHERE action = 'roster.confirm')"
            "       - count(*) FILTER (WHERE action = 'roster.undo') FROM foundation_auditline)",
            *[self.school] * 4,
        )

    def take_in(self, turn: int) -> None:
        """Receive, check, confirm."""
        now = moment()
        with looking_as(MANAGER):
            roster = receive(file_name="roster.zip", viewer=MANAGER, now=now)
        with looking_as(MANAGER):
            check(roster_id=roster, path=self.path, viewer=MANAGER, now=now)
        with looking_as(MANAGER):
            confirm(roster_id=roster, viewer=MANAGER, now=now)

    def take_back(self, turn: int) -> None:
        """Undo the one that stands."""
        with looking_as(MANAGER):
            with connection.cursor() as cursor:
                cursor.execute("SELECT id FROM learners_rosterimport WHERE state = 'confirmed'")
                [(roster,)] = cursor.fetchall()
            undo(roster_id=roster, viewer=MANAGER, now=moment())

    def is_in(self, turn: int) -> str:
        """Old: nothing there; new: all of it."""
        found = self.counts()
        return OLD if not any(found) else NEW if found == self.whole else MIXED

    def is_out(self, turn: int) -> str:
        """The other way round."""
        return {OLD: NEW, NEW: OLD, MIXED: MIXED}[self.is_in(turn)]

    def stands(self, turn: int) -> None:
        """Before an undo the import stands."""
        if self.is_in(turn) == OLD:
            forked(self.take_in, turn)

    def stands_not(self, turn: int) -> None:
        """Before an import nothing stands."""
        if self.is_in(turn) == NEW:
            forked(self.take_back, turn)


def _school() -> UUID:
    partner = Partner.objects.create(kind="municipality", name="Novads", municipality_code="LV-022")
    school = Institution.objects.create(
        partner=partner, kind="secondary_school", name="Skola", source_code=SCHOOL
    )
    return school.id


def sown(turn: int) -> None:
    """A scenario with a head and a class of plans that wait for her."""
    with looking_as(job_viewer("kills")):
        sow(scenario(turn), now=NOW)


def sown_state(turn: int) -> str:
    """Old: no account and no plan of this scenario; new: all."""
    found = counted(
        "SELECT (SELECT count(*) FROM people_account WHERE id = %s),"
        " (SELECT count(*) FROM plans_plan WHERE id = ANY (%s)),"
        " (SELECT count(*) FROM learners_learner WHERE id = ANY (%s))",
        id_of(Account, f"head{turn}"),
        [id_of(Plan, f"{turn}/{number}") for number in range(PLANS)],
        [id_of(Learner, f"{turn}/{number}") for number in range(PLANS)],
    )
    return {(0, 0, 0): OLD, (1, PLANS, PLANS): NEW}.get(found, MIXED)


def approved(turn: int) -> None:
    """The head approves every plan that still waits for her."""
    with looking_as(job_viewer("kills")):
        place = Appointment.objects.get(pk=id_of(Appointment, f"head{turn}/0"))
    school = frozenset({UUID(str(place.institution_id))})
    viewer = Viewer(place.account_id, Role.HEAD, Reach(institutions=school), place.id)
    waiting = Plan.objects.filter(institution_id=place.institution_id, state="at_head").order_by("id")
    with looking_as(viewer):
        ids = list(waiting.values_list("id", flat=True))
    for plan in ids:
        with looking_as(viewer):
            approve(plan_id=plan, viewer=viewer, now=NOW)


def approved_state(turn: int) -> str:
    """Of each plan: state, history and audit line agree. Old: the last still waits; new: all are approved."""
    ids = [id_of(Plan, f"{turn}/{number}") for number in range(PLANS)]
    waits, done, agree = counted(
        "SELECT count(*) FILTER (WHERE state = 'at_head'), count(*) FILTER (WHERE state = 'at_agency'),"
        " bool_and((state = 'at_agency')::int = (SELECT count(*) FROM plans_decision d WHERE d.plan_id = p.id"
        "   AND d.step = 'approve') AND (state = 'at_agency')::int = (SELECT count(*) FROM foundation_auditline a"
        "   WHERE a.object_id = p.id::text AND a.action = 'plan.approve')"
        "   AND (first_head_approved_at IS NOT NULL) = (state = 'at_agency'))"
        " FROM plans_plan p WHERE id = ANY (%s)",
        ids,
    )
    if not agree or waits + done != PLANS:
        return MIXED
    return NEW if done == PLANS else OLD


def run(kills: int, seed: int, only: str = "") -> int:
    """Kill `kills` times, in turn over all kinds of work with the word `only`; print what was left."""
    migrate()
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        works = tuple(
            one
            for names, made in KINDS.items()
            if only in names
            for one in made(Path(folder))
            if only in one.name
        )
        if not works:
            sys.exit(f"No kind of work has the word {only!r}; there are: {', '.join(KINDS)}.")
        for number, work in enumerate(works):
            work.prepare(-number - 1)
            begun = time.perf_counter()
            forked(work.do, -number - 1)
            work.seconds = time.perf_counter() - begun
        done = turn = 0
        try:
            while done < kills:
                turn += 1
                done += _one(works[turn % len(works)], turn, draw)
                _tell_progress(done, kills)
        finally:  # stopped before its end it tells what it has seen
            _print(works)
    return int(any(work.left[MIXED] or work.wrong_after for work in works))


def _rosters(folder: Path) -> tuple[Work, ...]:
    rosters = Rosters(folder)
    forked(rosters.take_in, 0)
    rosters.whole = rosters.counts()
    return (
        Work("roster imported", rosters.stands_not, rosters.take_in, rosters.is_in,
             ("roster.staged", "roster.planned", "roster.confirmed")),
        Work("import undone", rosters.stands, rosters.take_back, rosters.is_out, ("roster.undone",)),
    )  # fmt: skip


def _plans(folder: Path) -> tuple[Work, ...]:
    return (
        Work("plans approved", lambda turn: _prepared(sown, turn), approved, approved_state),
        Work("scenario sown", lambda turn: None, sown, sown_state, ("seed.before_commit",)),
    )


def _journals(folder: Path) -> tuple[Work, ...]:
    journals = Journals(folder, moment)
    return (
        Work("journal taken", partial(forked, journals.before_it), journals.take,
             lambda turn: {"before": OLD, "after": NEW}.get(journals.holds(), MIXED),
             ("journal.read", "journal.kept", "journal.stored")),
        Work("journal undone", partial(forked, journals.after_it), journals.take_back,
             lambda turn: {"after": OLD, "before": NEW}.get(journals.holds(), MIXED), ("journal.given_back",)),
    )  # fmt: skip


def _night(folder: Path) -> tuple[Work, ...]:
    night = kills_scoring.Night(folder)
    forked(night.score, 0)
    night.whole = night.found()
    if not night.whole[1]:
        sys.exit("The night found nothing, so nothing could be lost.")
    return (
        Work("night scored", night.not_scored, night.score,
             lambda turn: {kills_scoring.NOTHING: OLD, night.whole: NEW}.get(night.found(), MIXED),
             ("scoring.before_commit",)),
    )  # fmt: skip


def _payments(folder: Path) -> tuple[Work, ...]:
    money = kills_payments.Payments(folder)
    return (Work("payments made", money.prepare, money.do, money.state, kills_payments.PLACES),)


KINDS: dict[str, Callable[[Path], tuple[Work, ...]]] = {
    "roster imported, import undone": _rosters,
    "plans approved, scenario sown": _plans,
    "journal taken, journal undone": _journals,
    "night scored": _night,
    "payments made": _payments,
}  # by the names of what they make: only what is asked for is prepared


def _prepared(do: Callable[[int], None], turn: int) -> None:
    forked(do, turn)


def _one(work: Work, turn: int, draw: random.Random) -> int:
    """One try: kill, look, repeat, look again. 1 if the work was killed, 0 if it was quicker."""
    work.prepare(turn)
    at_failpoint = bool(work.places) and draw.random() < 0.25
    killed = (
        forked(work.do, turn, failpoint=draw.choice(work.places))
        if at_failpoint
        else forked(work.do, turn, kill_after_s=draw.uniform(0, work.seconds))
    )
    found = work.state(turn)
    if killed:
        work.left[found] += 1
    if found == OLD:
        forked(work.do, turn)
    work.wrong_after += work.state(turn) != NEW
    return int(killed)


def _tell_progress(done: int, kills: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {kills} kills", end="", file=sys.stderr, flush=True)
    elif done % TOLD_EVERY == 0:
        print(f"{moment() - NOW} {done} of {kills} kills", file=sys.stderr, flush=True)


def _print(works: tuple[Work, ...]) -> None:
    print(f"{'work':<18}{'kills':>7}{'old':>7}{'new':>7}{'mixed':>7}   wrong after repeating")
    for work in works:
        left = work.left
        print(
            f"{work.name:<18}{left.total():>7}{left[OLD]:>7}{left[NEW]:>7}{left[MIXED]:>7}   {work.wrong_after}"
        )
    total = sum((work.left for work in works), Counter[str]())
    print(f"{'together':<18}{total.total():>7}{total[OLD]:>7}{total[NEW]:>7}{total[MIXED]:>7}")
