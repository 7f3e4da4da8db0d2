"""Trouble: something the person at the keyboard can mend, said in one sentence with the fix."""

from __future__ import annotations


class Trouble(Exception):
    """One clear sentence for the terminal; `main` prints it and ends with status 2, without a traceback."""
