"""Papers: documents made with typst as PDF/UA, from data only; a template never sees code from outside."""
