"""Codes: what can be scanned. So far the signed ones, which the centre gives to customers."""
