"""Kills: work is killed (SIGKILL) at random moments and at failpoints, and what is left is looked at.

    python -m bench.kills [--kills 200] [--seed 1]

Eight kinds of work, as the plain web role: a roster is imported, the import is undone, a class of plans is approved,
a scenario is sown, a month of a journal is taken in, and given back, a night is scored, claims are paid through a
bank. After each kill the old state or the new one must stand there, never a mixture; then the work is repeated
undisturbed, and it must stand there once. Of payments each finished step counts as a whole: whatever was killed, every
book agrees to the cent and nothing is paid twice. `--only journal` takes the kinds with this word and prepares no
others; progress goes to stderr. Exit status 1 if one kill left anything else.
"""

from __future__ import annotations

import argparse
import sys

from bench.imports import own_database


def main() -> int:
    """Kill, look, repeat, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    with own_database("kills_run") as part:
        failed: int = part.run(arguments.kills, arguments.seed, arguments.only)
    return failed


if __name__ == "__main__":
    sys.exit(main())
