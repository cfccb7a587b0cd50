"""A choice among a few values."""
