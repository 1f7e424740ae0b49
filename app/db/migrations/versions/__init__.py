"""The ladder of schema versions, one file a rung."""
