"""Relations of the room between a viewer and a record."""
