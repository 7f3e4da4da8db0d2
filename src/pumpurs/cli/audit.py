"""Reads and proves the audit trail: what one request left in it, and whether the whole of it is unbroken."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from rich.console import Console
from rich.table import Table

from pumpurs.cli.trouble import Trouble
from pumpurs.foundation.audit.seal import verify
from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.visibility import job_viewer, looking_as

FIELDS = (
    "at", "account_id", "role", "appointment_id", "request_id", "action", "outcome", "object_type", "object_id",
    "institution_id", "learners", "purpose", "details",
)  # fmt: skip
WHOLE, BROKEN = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`show` or `verify`."""
    does = parser.add_subparsers(dest="does", metavar="show|verify", required=True)
    show = does.add_parser("show", help="the lines that one request wrote")
    show.add_argument("--request", required=True, metavar="ID", help="the X-Request-Id of the answer")
    show.add_argument("--json", action="store_true", help="as JSON, a list of objects")
    proof = does.add_parser("verify", help="recompute every seal; exit 0 if all hold, 2 if not")
    proof.add_argument(
        "--seal", type=Path, metavar="FILE", help="the seals kept outside (default: as configured)"
    )
    proof.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    return (
        _show(args.request, as_json=args.json)
        if args.does == "show"
        else _verify(args.seal, as_json=args.json)
    )


def _show(request_id: str, *, as_json: bool) -> int:
    with looking_as(job_viewer("audit.show")):
        lines = list(AuditLine.objects.filter(request_id=request_id).order_by("id").values(*FIELDS))
    if as_json:
        print(json.dumps(lines, default=str, ensure_ascii=False, indent=2))
        return WHOLE
    if not lines:
        raise Trouble(
            f"No audit line has the request id {request_id!r}. It stands in the header X-Request-Id."
        )
    table = Table("Time", "Role", "Action", "Outcome", "Object", "Learners", "Purpose")
    for line in lines:
        table.add_row(*_cells(line))
    Console().print(table)
    return WHOLE


def _cells(line: dict[str, Any]) -> tuple[str, ...]:
    learners = "\n".join(map(str, line["learners"]))
    thing = " ".join(filter(None, (line["object_type"], line["object_id"])))
    return (
        f"{line['at']:%Y-%m-%d %H:%M:%S}",
        line["role"],
        line["action"],
        line["outcome"],
        thing,
        learners,
        line["purpose"],
    )


def _verify(given: Path | None, *, as_json: bool) -> int:
    if given is not None and not given.is_file():
        raise Trouble(f"There is no file of seals at {given}. Give the one that the sealer writes.")
    kept = given or (settings.SEAL_FILE if settings.SEAL_FILE.exists() else None)
    with looking_as(job_viewer("audit.verify")):
        verdict = verify(outside=kept)
    if as_json:
        told = {
            "whole": not verdict.breaks, "seals": verdict.seals, "lines": verdict.lines,
            "unsealed": verdict.unsealed, "last_hash": verdict.last_hash, "breaks": list(verdict.breaks),
            "compared_with": str(kept) if kept else None,
        }  # fmt: skip
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for broken in verdict.breaks:
            print(f"BROKEN {broken}")
        outside = f"compared with {kept}" if kept else "no seals kept outside to compare with"
        print(
            f"{verdict.seals} seals over {verdict.lines} lines, {verdict.unsealed} not sealed yet; {outside}."
        )
    return BROKEN if verdict.breaks else WHOLE
