"""The shift on screen: opened with a counted float, counted blind, held against the system, sealed."""
