"""Threads: what runs beside the window and when."""
