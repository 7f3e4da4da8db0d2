"""All doors of the house, listed by hand, one file per room: a page that is not here does not exist."""

from __future__ import annotations

from pumpurs.web.door_lists import DOORS
from pumpurs.web.doors import pattern

urlpatterns = [pattern(door) for door in DOORS]

handler400 = "pumpurs.web.frame.errors.bad_request"
handler403 = "pumpurs.web.frame.errors.not_yours"
handler404 = "pumpurs.web.frame.errors.not_found"
handler500 = "pumpurs.web.frame.errors.broken"
handler429 = "pumpurs.web.signin.guard.too_many"
