"""Where the trainee types."""
