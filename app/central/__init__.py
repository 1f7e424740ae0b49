"""The centre: what the counters and the online store share, served over HTTP."""
