"""A process that pays everything that was granted, to be killed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402

from bench.kills_payments import Desk  # noqa: E402

if __name__ == "__main__":
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE pumpurs_web")
    told = json.loads(sys.argv[1])
    desk = Desk(UUID(told["partner"]), UUID(told["keeper"]), UUID(told["signer"]), Path(told["bank"]))
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    desk.pay_everything()
