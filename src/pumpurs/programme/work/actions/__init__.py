"""Verbs of the room: recording sessions, orders, and the way of a monthly sheet."""
