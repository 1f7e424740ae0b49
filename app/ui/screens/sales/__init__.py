"""The list of sales: found, looked at as on paper, printed again, and the doors to what can be done with one."""
