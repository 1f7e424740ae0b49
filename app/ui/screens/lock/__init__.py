"""The lock: who is here, and who comes."""
