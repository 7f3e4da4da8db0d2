"""Lives of the room, one file per kind of record."""
