"""Tables of the room: head's order, monthly sheet, session, entries, corrections, hours with a plan itself."""

from __future__ import annotations

from pumpurs.programme.work.models.asked import HoursAsked
from pumpurs.programme.work.models.later import Correction, Preparation
from pumpurs.programme.work.models.log import Entry, Order, Session
from pumpurs.programme.work.models.sheet import Sheet, SheetDecision

__all__ = ["Correction", "Entry", "HoursAsked", "Order", "Preparation", "Session", "Sheet", "SheetDecision"]
