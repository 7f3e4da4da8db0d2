"""Accounting for a national semester: a month's package and the closing of a month, against bare SQL, in one run.

    python -m bench.work [--repeat 7]

`work_data.sql` makes one semester of the whole country: 11,500 plans, some 340,000 entries, 14,000 sheets. As the
web role behind its walls, the content of October's package of the largest municipality is worked out as its page does,
beside one hand-written statement that the owner asks without walls (goal: at most 1.5 times); then the content of every
partner's package of that month, beside one pass over the same rows (goal: at most 3 times); last the true
closing, each package opened and sent with its locks, states, history and frozen version, beside that same pass.
"""

from __future__ import annotations

import argparse

from bench.imports import own_database


def main() -> None:
    """Run once and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=7)
    arguments = parser.parse_args()
    with own_database("work_run") as run:
        run.measure(arguments.repeat)


if __name__ == "__main__":
    main()
