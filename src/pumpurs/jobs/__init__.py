"""Jobs: imports, notices, sealing, the demo country; the only floor that carries data between the others."""
