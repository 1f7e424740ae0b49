"""Keys, signatures, sealed contacts, PIN hashes: the only room with cryptography and argon2."""
