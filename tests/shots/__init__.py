"""Pictures of every screen: what `dev.py screenshots` runs."""
