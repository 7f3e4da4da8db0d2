"""What must be true before a step, one file per kind."""
