"""The frame around every page: headers, the viewer, the transaction, errors in words."""
