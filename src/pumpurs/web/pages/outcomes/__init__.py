"""Pages of what became of plans."""
