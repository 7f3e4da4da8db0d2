"""Verbs of the room, one file per kind of verb. The only writers of its tables."""
