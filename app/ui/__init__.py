"""The window: what a cashier sees and touches."""
