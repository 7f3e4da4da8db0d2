"""Pages of sign-in that are our own."""
