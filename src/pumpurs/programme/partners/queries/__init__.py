"""Reads of the room, one file per question."""
