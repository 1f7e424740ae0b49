"""The ladder of the centre's schema."""
