"""Work (darba uzskaite): support that was given, hour by hour, and the monthly sheets. Empty as yet."""
