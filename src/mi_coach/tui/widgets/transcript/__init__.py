"""The conversation as it scrolls by."""
