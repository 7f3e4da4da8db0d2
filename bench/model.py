"""The model on every published data set, and docs/model_card.md from it.

    OMP_NUM_THREADS=1 python -m bench.model --data FOLDER [--only oulad] [--card]

Minutes of one processor; where the data come from is told if they are lacking. `--card` writes docs/model_card.md and
the charts of docs/model/.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from pumpurs.analytics.datasets import DATASETS  # noqa: E402
from pumpurs.analytics.datasets.source import NotThere  # noqa: E402
from pumpurs.analytics.model.card import card, finite  # noqa: E402
from pumpurs.analytics.model.draw import draw  # noqa: E402
from pumpurs.analytics.model.evaluate import evaluate  # noqa: E402
from pumpurs.analytics.model.paper import as_markdown  # noqa: E402
from pumpurs.analytics.model.report import CHOSEN  # noqa: E402

PUBLISHED = tuple(name for name in DATASETS if name != "own")


def main() -> None:
    """Run, print a line per sample, write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", choices=PUBLISHED)
    parser.add_argument("--card", action="store_true")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    reports = []
    for name in (arguments.only,) if arguments.only else PUBLISHED:
        for reader in DATASETS[name]:
            begun = time.process_time()
            try:
                reports.append(evaluate(reader(arguments.data)))
            except NotThere as lacking:
                sys.exit(str(lacking))
            ours = reports[-1].of(CHOSEN)
            aims = "; ".join(
                f"{one.what} {one.aim}: {one.found:.4f}{'' if one.reached else ' NOT reached'}"
                for one in reports[-1].goals
            )
            print(
                f"{reports[-1].name:34} AUC {ours.auc[0]:.4f} [{ours.auc[1]:.3f}, {ours.auc[2]:.3f}] ECE {ours.ece:.3f} "
                f"Brier {ours.brier:.4f}  {aims}  {time.process_time() - begun:.0f} CPU s",
                flush=True,
            )
    if arguments.json:
        arguments.json.write_text(
            json.dumps(finite([one.as_data() for one in reports]), indent=1), encoding="utf-8"
        )
    if arguments.card:
        made = card(reports, made_on="")
        (ROOT / "docs" / "model_card.md").write_text(as_markdown(made), encoding="utf-8")
        for report in reports:
            draw(report, ROOT / "docs" / "model")


if __name__ == "__main__":
    main()
