"""The board of orders for pickup: what waits, what is being picked, what stands ready."""
