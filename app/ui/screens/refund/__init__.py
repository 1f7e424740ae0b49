"""Refund: goods come back with their receipt or without, for money or for other goods."""
