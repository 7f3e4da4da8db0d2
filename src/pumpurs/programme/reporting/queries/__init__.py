"""Reads of the room, one file per page or proof."""
