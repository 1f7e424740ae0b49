"""Its rungs."""
