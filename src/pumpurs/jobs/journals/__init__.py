"""Journals (žurnāli): from a file that waits to rows in the store, and back. The only place between both."""
