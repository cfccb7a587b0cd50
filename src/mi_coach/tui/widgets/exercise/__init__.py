"""What exercises are made of: a person and their words, a verdict, numbered choices."""
