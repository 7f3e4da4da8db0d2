"""Pages of the room, one folder each."""
