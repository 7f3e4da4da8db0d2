"""Life-cycles of the room."""
