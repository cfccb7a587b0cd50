"""What goes on beside the talk: hints, and what is asked before the tags."""
