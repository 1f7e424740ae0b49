"""The first start: from a machine without a shop to a terminal that sells."""
