"""Lives of the room: claim, batch, payment, recovery."""
