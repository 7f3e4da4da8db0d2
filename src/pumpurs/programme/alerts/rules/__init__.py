"""Arithmetic and words of the room, without a database."""
