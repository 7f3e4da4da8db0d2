"""The queue: the one place that knows how a job is put off until later (same database, same transaction)."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

NOT_ENDED = ("todo", "doing")


def later(task: str, **arguments: Any) -> None:
    """Run the job `task` soon after this transaction commits; a rolled-back transaction leaves no job."""
    app.configure_task(task).defer(**arguments)


def arguments_of(*tasks: str) -> list[dict[str, Any]]:
    """What the jobs of these tasks that have not ended were asked with."""
    jobs = ProcrastinateJob.objects.filter(task_name__in=tasks, status__in=NOT_ENDED)
    return list(jobs.values_list("args", flat=True))
