"""Why the room keeps what it keeps."""

from __future__ import annotations

ACCOUNTED = "support is accounted for to the European Social Fund"
