"""Scores a session against MI principles and says what the scores rest on.

Pure: standard library and ``mi_coach.domain`` only. Every rule is written out in ``docs/reference/scoring.md``.
"""
