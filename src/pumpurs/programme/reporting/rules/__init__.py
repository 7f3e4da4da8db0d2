"""Arithmetic and yes/no of the room on plain values."""
