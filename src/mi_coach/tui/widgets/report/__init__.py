"""The parts of a feedback report."""
