"""Lists the places where a tester may have a process killed: PUMPURS_FAILPOINT=<place>:kill in demo and test."""

from __future__ import annotations

import argparse
import json

from pumpurs.foundation.failpoints import FAILPOINTS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """As text or as JSON."""
    parser.add_argument("--json", action="store_true", help="as JSON, a list of objects")


def run(args: argparse.Namespace) -> int:
    """Print the list."""
    if args.json:
        listed = [{"place": one.place, "about": one.about} for one in FAILPOINTS]
        print(json.dumps(listed, indent=2))
        return 0
    for one in FAILPOINTS:
        print(f"{one.place:<28} {one.about}")
    return 0
