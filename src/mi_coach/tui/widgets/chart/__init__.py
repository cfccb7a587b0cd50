"""A figure over several conversations, drawn with characters."""
