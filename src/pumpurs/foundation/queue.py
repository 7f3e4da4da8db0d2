"""The queue: the one place that knows how a job is put off until later (same database, same transaction)."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django import app


def later(task: str, **arguments: Any) -> None:
    """Run the job `task` soon after this transaction commits; a rolled-back transaction leaves no job."""
    app.configure_task(task).defer(**arguments)
