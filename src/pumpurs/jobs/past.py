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

import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from procrastinate.contrib.django import app

from pumpurs.analytics import past
from pumpurs.analytics.engines import engine
from pumpurs.analytics.model import extra
from pumpurs.analytics.store import Store
from pumpurs.foundation.clock import today
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.jobs.models import load
from pumpurs.jobs.scoring import DUCK
from pumpurs.programme.alerts.queries.models import managers
from pumpurs.rulebook import notices, risk_model
from pumpurs.rulebook.retention import oldest_kept

LOG = logging.getLogger(__name__)
JOB = job_viewer("models")
EVERY_NIGHT = "40 4 * * *"  # after the scoring
TRAINING = "past.train"
LONGEST_SECONDS = 6 * 60 * 60
MADE, NOT_HERE, FAILED = "model_made", "model_not_here", "model_failed"


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="past.nightly", lock="scoring", queueing_lock="past.nightly")
def nightly(timestamp: int) -> None:
    """Keep and close semesters, and ask for a training once one was closed; `timestamp` is when the job was due."""
    store = Store(settings.STORE)
    if store.manifest().snapshots:
        oldest, evening = oldest_kept("scores", today()), today() - timedelta(days=1)
        with engine(DUCK) as duck:
            closed = past.keep(store, evening, oldest, duck, kept_on=today())
        LOG.info("closed semesters: %s", ", ".join(map(str, closed)) or "none")
    semesters = closed_semesters()
    if len(semesters) >= _needed("semesters_needed") and semesters[-1] != tried():
        with transaction.atomic():
            later(TRAINING)


@app.task(name=TRAINING, lock=TRAINING)
def train() -> None:
    """Train on the closed semesters, file what comes of it, and tell the managers; each newest semester once."""
    semesters = closed_semesters()
    if not semesters or semesters[-1] == tried():
        return
    few = [one.name for one in _closed() if _left(one) < _needed("leavers_needed")]
    if len(semesters) < _needed("semesters_needed") or few:
        LOG.info("no model is trained: too few closed semesters, or too few who left in %s", few)
    else:
        tell(_trained())
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


def tell(notice: str) -> None:
    """Write to the programme's managers: that a card waits to be read, or why there is none. Nothing about anybody."""
    with looking_as(JOB):
        found = managers(viewer=JOB, today=today())
    words = notices.notice(notice)
    for address, language in found:
        text = words.body.in_language(language).strip().format(link=f"{settings.PUBLIC_URL}/alerts/models/")
        EmailMessage(words.subject.in_language(language), text, to=[address]).send()


def closed_semesters() -> list[str]:
    """The names of the semesters of which it is known who left, the oldest first."""
    return [one.name for one in _closed()]


def tried() -> str:
    """The newest semester of the last training."""
    path = _file()
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _closed() -> list[Path]:
    return [one for one in past.folders(settings.STORE / past.PAST) if past.is_closed(one)]


def _left(semester: Path) -> int:
    return int(pc.sum(pq.read_table(semester / "outcomes.parquet")["outcome"]).as_py() or 0)


def _needed(key: str) -> int:
    return risk_model.number_on(key, today())


def _file() -> Path:
    return Path(settings.STORE) / past.PAST / past.TRIED
