"""The customer page: a small shop window on the centre, for trying the whole loop. A real shop uses the admin API."""
