"""The hand-over: an order given to its customer."""
