"""Verbs of the room, one file a verb or a few of a kind."""
