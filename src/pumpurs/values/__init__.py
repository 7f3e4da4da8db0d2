"""Values: frozen, plain Python, no framework. Money, periods, reasons, roles, identifiers."""
