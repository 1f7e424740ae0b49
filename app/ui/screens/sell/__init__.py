"""Sell: find goods, see the cart, change it."""
