"""Forgetting (aizmiršana): weeks of journals past their term go, and with them what was made of them."""

from __future__ import annotations

import shutil
from datetime import date

from pumpurs.analytics.fold_book import read_book
from pumpurs.analytics.moment import WEEK
from pumpurs.analytics.scoring import RUNS, alone
from pumpurs.analytics.store import Store


def forget(store: Store, before: date) -> int:
    """Let go of journals of weeks that ended before a day, of their folds and of runs over them; how many rows.

    A semester's sum goes whole and is made again of the weeks that stay. StoreError while a scoring goes on.
    """
    with alone(store):
        rows = store.forget(before)
        book = read_book(store.root)
        book.attendance = {slot: fold for slot, fold in book.attendance.items() if slot.week + WEEK > before}
        book.grown = {
            place: grown
            for place, grown in book.grown.items()
            if all(date.fromisoformat(week) + WEEK > before for week in grown.weeks)
        }
        book.save()
        book.sweep()
        for folder in (store.root / RUNS).glob("*-*-*-*"):
            if date.fromisoformat(folder.name[:10]) < before:
                shutil.rmtree(folder)
    return rows
