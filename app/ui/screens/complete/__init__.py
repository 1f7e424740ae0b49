"""Complete: what the customer gets back, which papers come out, and on to the next one."""
