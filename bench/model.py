"""The model on every published data set, and docs/model_card.md from it.

    OMP_NUM_THREADS=1 python -m bench.model --data FOLDER [--only oulad]
    python -m bench.model --card

Some ten minutes of one processor; where the data come from is told if they are lacking. Reports are kept in
var/bench/model; `--card` writes docs/model_card.md and the charts of docs/model from those kept.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from pumpurs.analytics.datasets import DATASETS  # noqa: E402
from pumpurs.analytics.datasets.source import NotThere  # noqa: E402
from pumpurs.analytics.model.card import card  # noqa: E402
from pumpurs.analytics.model.draw import draw  # noqa: E402
from pumpurs.analytics.model.evaluate import evaluate  # noqa: E402
from pumpurs.analytics.model.paper import as_markdown  # noqa: E402
from pumpurs.analytics.model.report import CHOSEN  # noqa: E402

KEPT = ROOT / "var" / "bench" / "model"
PUBLISHED = tuple(name for name in DATASETS if name != "own")


def main() -> None:
    """Run, print a line per sample, write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", choices=PUBLISHED)
    parser.add_argument("--card", action="store_true")
    arguments = parser.parse_args()
    if arguments.card:
        write_card()
    elif arguments.data:
        for name in (arguments.only,) if arguments.only else PUBLISHED:
            measure(name, arguments.data)
    else:
        parser.error("--data FOLDER, or --card")


def measure(name: str, data: Path) -> None:
    """Evaluate every sample of a data set, print a line for each, keep the reports."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for nth, reader in enumerate(DATASETS[name]):
        begun = time.process_time()
        try:
            report = evaluate(reader(data))
        except NotThere as lacking:
            sys.exit(str(lacking))
        (KEPT / f"{name}_{nth}.pickle").write_bytes(pickle.dumps(report))
        ours = report.of(CHOSEN)
        aims = [
            f"{one.what} {one.aim}: {one.found:.4f}{'' if one.reached else ' NOT reached'}"
            for one in report.goals
        ]
        print(
            f"{report.name:34} AUC {ours.auc[0]:.4f} [{ours.auc[1]:.3f}, {ours.auc[2]:.3f}] ECE {ours.ece:.3f} "
            f"Brier {ours.brier:.4f}  {'; '.join(aims)}  {time.process_time() - begun:.0f} CPU s",
            flush=True,
        )


def write_card() -> None:
    """The document and its charts from the reports kept; a sample that was not measured is named."""
    wanted = [KEPT / f"{name}_{nth}.pickle" for name in PUBLISHED for nth in range(len(DATASETS[name]))]
    reports = [pickle.loads(file.read_bytes()) for file in wanted if file.exists()]
    lacking = [file.stem for file in wanted if not file.exists()]
    text = as_markdown(card(reports, made_on=""))
    if lacking:
        text += f"\nNot measured yet: {', '.join(lacking)} (the nth sample of its data set, from 0).\n"
    (ROOT / "docs" / "model_card.md").write_text(text, encoding="utf-8")
    for report in reports:
        draw(report, ROOT / "docs" / "model")


if __name__ == "__main__":
    main()
