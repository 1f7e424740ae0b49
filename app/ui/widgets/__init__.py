"""The parts that screens are put together from. Each reads the current look when it is made."""
