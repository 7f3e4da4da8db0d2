"""Letters that a job sends: sealed while they wait, so that no address and no link can be read in the queue."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from pumpurs.foundation.queue import later
from pumpurs.foundation.sealed import seal, unseal

JOB = "letters.send"
SEALED_FOR = "letter"


@dataclass(frozen=True)
class Letter:
    """An e-mail of plain text. It says that something happened or waits and where; never anything about a child."""

    address: str
    subject: str
    body: str


def post(letter: Letter) -> None:
    """Have the letter sent soon after this transaction commits; a rolled-back one sends nothing."""
    later(JOB, sealed=seal(json.dumps(asdict(letter)), about=SEALED_FOR))


def opened(sealed: str) -> Letter:
    """The letter that `post` sealed."""
    return Letter(**json.loads(unseal(sealed, about=SEALED_FOR)))
