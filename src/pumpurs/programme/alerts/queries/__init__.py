"""What is read about journals and alerts, one file per kind."""
