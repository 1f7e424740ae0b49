"""Settings: store and register, how it looks and sounds, its devices, and what it is."""
