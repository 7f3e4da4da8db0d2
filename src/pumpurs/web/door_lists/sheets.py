"""Doors of monthly sheets: list, one sheet, its paper, hours for payroll, hours with plans."""

from __future__ import annotations

from pumpurs.values.roles import Role
from pumpurs.web.doors import Door
from pumpurs.web.pages.work.payroll import page as payroll
from pumpurs.web.pages.work.preparation import page as preparation
from pumpurs.web.pages.work.sheet import page as sheet
from pumpurs.web.pages.work.sheet_paper import page as sheet_paper
from pumpurs.web.pages.work.sheets import page as sheets
from pumpurs.web.pages.work.sheets.page import OF_PAYROLL, READERS

ONE = "work/sheets/<uuid:sheet_id>/"

DOORS = (
    Door("work/sheets/", "work/sheets", sheets, thing="sheet", action="list", roles=READERS),
    Door("work/sheets/export/", "work/payroll", payroll, thing="sheet", action="export", roles=OF_PAYROLL),
    Door(ONE, "work/sheet", sheet, thing="sheet", action="decide", roles=READERS),
    Door(ONE + "paper/", "work/sheet_paper", sheet_paper, thing="sheet", action="print", roles=READERS),
    Door(
        "work/preparation/",
        "work/preparation",
        preparation,
        thing="preparation",
        action="record",
        roles=frozenset({Role.PLAN_AUTHOR}),
    ),
)
