"""How the counter stands with its centre: the panel under the pill, and the screen behind it."""
