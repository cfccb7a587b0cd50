"""Coding replies: normalise, segment into units, code each unit with confidence and evidence."""
