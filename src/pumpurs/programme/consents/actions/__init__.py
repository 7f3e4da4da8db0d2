"""Verbs of the room: ask the family (by link, on paper, in person), and the family's answers."""
