"""Grades and vocational years (klases un kursi) on one ladder of numbers, so that neither is taken for the other."""

from __future__ import annotations

VOCATIONAL = 20  # year 1 of a vocational course stands as 21; grades 1–12 stand as they are


def on_ladder(grade: int, *, vocational: bool) -> int:
    """A grade, or a year of a vocational course, as one number."""
    return grade + VOCATIONAL if vocational else grade


def is_vocational(number: int) -> bool:
    """Whether a number of the ladder is a year of a vocational course."""
    return number > VOCATIONAL


def said(number: int) -> int:
    """The grade or the year as people say it."""
    return number - VOCATIONAL if is_vocational(number) else number
