"""Journals that send their files themselves: who speaks, and how they are answered."""
