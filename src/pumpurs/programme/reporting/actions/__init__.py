"""Verbs of the room, one file per record."""
