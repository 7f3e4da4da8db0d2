"""The book of folds (kopsavilkumu grāmata): which closed weeks are folded, of what, and where the fold lies.

A fold names the prints of the files it was made of. A month that is replaced gets new prints, so its folds no longer
fit and are made again; nobody has to tell. Folds can always be made again: losing the book loses time only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from pumpurs.analytics.manifest import Slot, write_json

FOLDER = "folds"


@dataclass(frozen=True)
class Fold:
    """One file of sums (path below the store's root; empty: nothing to sum) and the print of what it was made of."""

    path: str
    made_of: str


@dataclass(frozen=True)
class Grown:
    """Sums of a semester's weeks of one bucket, a file each, and the print of each week that is in them."""

    paths: tuple[str, ...]
    weeks: dict[str, str]


@dataclass
class FoldBook:
    """Folds of attendance by slot; sums that grow by each closed week, by table, semester and bucket."""

    root: Path
    attendance: dict[Slot, Fold] = field(default_factory=dict)
    grown: dict[tuple[str, int, int], Grown] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Where the book lies."""
        return self.root / FOLDER / "book.json"

    def save(self) -> None:
        """Write the book whole."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_json(
            self.path,
            {
                "attendance": {
                    str(slot): [fold.path, fold.made_of] for slot, fold in self.attendance.items()
                },
                "grown": {
                    f"{table}/{semester}/{bucket}": [fold.paths, fold.weeks]
                    for (table, semester, bucket), fold in self.grown.items()
                },
            },
        )

    def paths(self) -> set[str]:
        """Every file the book names."""
        grown = {path for one in self.grown.values() for path in one.paths}
        return grown | {one.path for one in self.attendance.values()}

    def sweep(self) -> None:
        """Delete files of folds that the book does not name."""
        named = self.paths()
        for path in (self.root / FOLDER).rglob("*.parquet*"):
            if path.relative_to(self.root).as_posix() not in named:
                path.unlink()


def read_book(root: Path) -> FoldBook:
    """The book of a store; an empty one if there is none or it cannot be read."""
    book = FoldBook(root)
    try:
        values = json.loads(book.path.read_text(encoding="utf-8"))
        book.attendance = {Slot.parse(slot): Fold(*fold) for slot, fold in values["attendance"].items()}
        for place, (paths, weeks) in values["grown"].items():
            table, semester, bucket = place.split("/")
            book.grown[table, int(semester), int(bucket)] = Grown(tuple(paths), weeks)
    except (OSError, ValueError, KeyError, TypeError):
        return FoldBook(root)
    if any(path and not (root / path).exists() for path in book.paths()):
        return FoldBook(root)
    return book
