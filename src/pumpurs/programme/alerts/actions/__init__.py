"""What is done with journals and alerts, one file per kind."""
