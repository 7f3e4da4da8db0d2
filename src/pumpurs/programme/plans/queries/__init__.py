"""Reads of the room, one file per question; each gives cards with just the fields that are shown."""
