"""MI Coach: practice in motivational interviewing for probation staff."""

__version__ = "0.1.0"
