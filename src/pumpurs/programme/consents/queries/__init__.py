"""Reads of the room: standing for other rooms, lists and cards for staff, papers for families, who looked."""

from __future__ import annotations

from pumpurs.programme.consents.queries.standing import Standing, standing

__all__ = ["Standing", "standing"]
