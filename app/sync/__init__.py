"""The sync: what keeps a terminal and its centre in step, in a thread of its own. No Qt, no database."""
