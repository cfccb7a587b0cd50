"""Exercises: drills of one skill at a time, spotting exercises, and what judges the answers."""
