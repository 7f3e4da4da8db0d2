"""Rules of the room: what a roster says, read from OneRoster and from plain tables, on plain values."""
