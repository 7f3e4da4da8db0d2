"""Letters (vēstules): what sign-in has to say by e-mail. A mail server that does not answer is asked again later."""

from __future__ import annotations

from django.core.mail import EmailMessage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pumpurs.foundation.letters import JOB, opened

AGAIN = RetryStrategy(
    max_attempts=6, exponential_wait=4
)  # after 4, 16, 64 … seconds: an hour and a half in all


@app.task(name=JOB, retry=AGAIN)
def send(sealed: str) -> None:
    """Send one letter."""
    letter = opened(sealed)
    EmailMessage(letter.subject, letter.body, to=[letter.address]).send()
