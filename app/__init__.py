"""OMO POS."""
