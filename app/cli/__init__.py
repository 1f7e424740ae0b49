"""The command line: one file a command, each on top of `bootstrap`."""
