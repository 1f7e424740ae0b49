"""Pure nouns and rules: no I/O, no clock, no random; these are passed in."""
