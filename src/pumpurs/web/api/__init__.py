"""What other programs open: answers in JSON, a token instead of a session."""
