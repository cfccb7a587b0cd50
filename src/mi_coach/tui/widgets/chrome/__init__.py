"""The title bar."""
