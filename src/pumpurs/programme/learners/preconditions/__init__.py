"""What must be true in the room before a step."""
