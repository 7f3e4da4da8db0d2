"""The audit trail (žurnāls): append-only lines, sealed in blocks by a hash chain, verified from outside.

A line about a display is written in the transaction that reads, which commits before the page is sent: without the
line nothing is shown (`AuditDown`, answered with 503).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, models

from pumpurs.foundation.visibility import Viewer


class AuditDown(Exception):
    """The audit trail could not be written, so nothing may be shown or done."""


INSERT = """
    INSERT INTO foundation_auditline (at, xid, account_id, role, appointment_id, request_id, action, outcome,
        object_type, object_id, institution_id, learners, purpose, details)
    VALUES (clock_timestamp(), pg_current_xact_id()::text::bigint, %s, %s, %s, %s, %s, %s,
        %s, %s, %s, %s::uuid[], %s, %s)
"""


def _write(
    viewer: Viewer,
    action: str,
    *,
    outcome: str,
    object_type: str = "",
    object_id: str = "",
    institution_id: UUID | None = None,
    learners: Iterable[UUID] = (),
    purpose: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    row: list[Any] = [
        viewer.account_id, str(viewer.role), viewer.appointment_id, viewer.request_id[:64], action[:60], outcome,
        object_type[:40], object_id[:64], institution_id, sorted(set(learners)), purpose[:40],
        json.dumps(details or {}, default=str),
    ]  # fmt: skip
    try:
        with connection.cursor() as cursor:
            cursor.execute(INSERT, row)
    except DatabaseError as fault:
        raise AuditDown(action) from fault


def shown(viewer: Viewer, action: str, *, learners: Iterable[UUID], purpose: str = "support") -> None:
    """These learners are about to be shown to the viewer. No learners, no line."""
    ids = set(learners)
    if ids:
        _write(viewer, action, outcome="shown", learners=ids, purpose=purpose)


def changed(
    viewer: Viewer,
    action: str,
    record: models.Model,
    *,
    learners: Iterable[UUID] = (),
    details: Mapping[str, Any] | None = None,
    purpose: str = "support",
) -> None:
    """The viewer changed `record`; `details` holds codes and from/to of coded values, never free text on a child.

    `learners`: whom it is about, where the record names no single learner.
    """
    learner = record.pk if record._meta.label == "learners.Learner" else getattr(record, "learner_id", None)
    _write(
        viewer, action, outcome="done", object_type=record._meta.model_name or "", object_id=str(record.pk),
        institution_id=getattr(record, "institution_id", None), learners=[learner] if learner else learners,
        purpose=purpose, details=details,
    )  # fmt: skip


def noted(
    viewer: Viewer,
    action: str,
    *,
    object_type: str = "",
    object_id: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Something happened that is about no single record (an import, a sign-in, a change of role)."""
    _write(viewer, action, outcome="done", object_type=object_type, object_id=object_id, details=details)


def refused(viewer: Viewer, action: str, *, details: Mapping[str, Any] | None = None) -> None:
    """An attempt was refused. Call it in a transaction of its own, so that a roll-back cannot drop it."""
    _write(viewer, action, outcome="refused", details=details)
