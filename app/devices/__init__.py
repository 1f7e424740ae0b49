"""Devices: what stands on the counter beside the screen, each with a simulator."""
