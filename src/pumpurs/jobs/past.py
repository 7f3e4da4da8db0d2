"""Past semesters (pagājušie semestri): every night what a model is trained and judged on is kept, and training begun.

A training never switches anything on: what comes of it is a model with its card, off, of which the programme's
managers are told by a letter. Where no learning library is installed the letter says how to train elsewhere.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from pumpurs.analytics import past
from pumpurs.analytics.engines import engine
from pumpurs.analytics.model import extra
from pumpurs.analytics.scoring import alone
from pumpurs.analytics.store import Store
from pumpurs.foundation.clock import today
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import looking_as
from pumpurs.jobs.models import JOB, load, tell_managers
from pumpurs.jobs.scoring import DUCK, enrolment
from pumpurs.programme.alerts.queries.trials import areas_of_keys
from pumpurs.rulebook import risk_model
from pumpurs.rulebook.retention import oldest_kept

LOG = logging.getLogger(__name__)
EVERY_NIGHT = "40 4 * * *"  # after the scoring
TRAINING = "past.train"
LONGEST_SECONDS = 6 * 60 * 60
MADE, NOT_HERE, FAILED, TOO_FEW = "model_made", "model_not_here", "model_failed", "model_too_few"


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="past.nightly", lock="scoring", queueing_lock="past.nightly")
def nightly(timestamp: int) -> None:
    """Keep and close semesters by the register as it is, and ask for a training once one was closed. StoreError while
    somebody scores the store: the next night makes up for it. `timestamp` is when the job was due.
    """
    store = Store(settings.STORE)
    if store.manifest().snapshots:
        oldest, evening = oldest_kept("scores", today()), today() - timedelta(days=1)
        with alone(store, "night"), engine(DUCK) as duck:
            with looking_as(JOB):
                store.put("enrolment", enrolment(viewer=JOB, as_of=evening))
                areas = areas_of_keys(viewer=JOB)
            closed = past.keep(store, evening, oldest, duck, kept_on=today(), areas=areas)
        LOG.info("closed semesters: %s", ", ".join(map(str, closed)) or "none")
    semesters = closed_semesters()
    if semesters and semesters[-1] != tried():
        with transaction.atomic():
            later(TRAINING)


@app.task(name=TRAINING, lock=TRAINING)
def train() -> None:
    """Train on the closed semesters in which enough learners left, file what comes of it, and tell the managers, also
    that there are too few of them; each newest semester once.
    """
    semesters = closed_semesters()
    if not semesters or semesters[-1] == tried():
        return
    enough = len(past.usable(settings.STORE / past.PAST))
    needed = risk_model.number_on("semesters_needed", today())
    tell_managers(_trained() if enough >= needed else TOO_FEW)
    _file().write_text(semesters[-1], encoding="utf-8")


def _trained() -> str:
    """What came of a training: the notice to send."""
    if not extra.is_installed():
        LOG.warning("No model is trained here. %s", extra.NOT_INSTALLED)
        return NOT_HERE
    with TemporaryDirectory() as folder:
        command = [
            "-m",
            "pumpurs.analytics.model.making",
            str(settings.STORE / past.PAST),
            folder,
            str(today()),
        ]
        try:
            done = subprocess.run(
                [sys.executable, *command],
                capture_output=True,
                text=True,
                timeout=LONGEST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            LOG.warning("the training was stopped: it took longer than %d s", LONGEST_SECONDS)
            return FAILED
        if done.returncode:
            LOG.warning("the training ended with %d: %s", done.returncode, done.stderr[-500:])
            return FAILED
        terms, card = (
            (Path(folder) / name).read_text(encoding="utf-8") for name in ("model.json", "card.json")
        )
        LOG.info("model %s is filed, off", load(terms, json.loads(card))[:12])
    return MADE


def closed_semesters() -> list[str]:
    """The names of the semesters of which it is known who left, the oldest first."""
    return [one.name for one in past.folders(settings.STORE / past.PAST) if past.is_closed(one)]


def tried() -> str:
    """The newest semester of the last training."""
    path = _file()
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _file() -> Path:
    return Path(settings.STORE) / past.PAST / past.TRIED
