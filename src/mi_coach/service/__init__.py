"""What the front ends call, and the only thing they call."""
