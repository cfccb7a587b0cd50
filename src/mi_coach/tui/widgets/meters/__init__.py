"""The client's state as bars with numbers."""
