"""Arithmetic and files of the room, on plain values."""
