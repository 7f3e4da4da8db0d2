"""Trainings (profesionālā pilnveide): seminars, supervision, workshops, conferences, materials. Empty as yet."""
