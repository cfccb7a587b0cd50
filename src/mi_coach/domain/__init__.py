"""The vocabulary of the product: codes, talk, state, replies, turns and sessions.

Standard library only; every other layer imports this one and this one imports none of them.
"""
