"""Payments killed anywhere between drafting and confirming: every book agrees, and nothing is paid twice.

`make kills ARGS="--kills 200 --only payments"` does it two hundred times.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from bench.kills_payments import Desk
from pumpurs.programme.compensations.models import Claim
from tests.database import as_owner
from tests.programme.compensations.money import Office, granted, office, with_account
from tests.programme.compensations.payments import killed

ROOT = Path(__file__).resolve().parents[4]
AT = ("batch.signing", "batch.sending", "payment.booked_back", "statement.taken")
SUMS = ("30.00", "12.35", "7.00", "5.50", "1.05", "20.00")
LONGEST_S = 2.5
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    with transaction.atomic():
        at: Office = office()
        with_account(at)
        granted(at, *SUMS)
    return Desk(at.partner.id, at.zane.account_id, at.rita.account_id, tmp_path / "bank")


def child(desk: Desk, failpoint: str = "") -> subprocess.Popen[str]:
    given = connection.settings_dict
    address = (
        f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    )
    told = {
        "partner": str(desk.partner_id), "keeper": str(desk.keeper_id), "signer": str(desk.signer_id),
        "bank": str(desk.bank),
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, str(killed.__file__), json.dumps(told)],
        env={
            **os.environ, "DATABASE_URL": address, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
            "PUMPURS_VAR": str(settings.VAR), "PUMPURS_FAILPOINT": f"{failpoint}:kill" if failpoint else "",
        },
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_killed_at_five_moments_it_goes_on_and_pays_each_claim_once(desk: Desk) -> None:
    for place in AT:
        process = child(desk, place)
        _, faults = process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL, faults
        assert desk.wrong() == [], place
    process = child(desk)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n", process.communicate()[1]
    time.sleep(random.Random(20261122).uniform(0, LONGEST_S))
    process.kill()
    process.communicate(timeout=60)
    assert desk.wrong() == []

    process = child(desk)
    _, faults = process.communicate(timeout=120)
    assert process.returncode == 0, faults
    assert desk.wrong() == []
    assert desk.is_done()
    assert len(desk.paid_by_bank()) == len(SUMS)
    with as_owner():
        assert Claim.objects.filter(state="filed").count() == len(SUMS) // 3
