"""Pieces that screens are made of, in folders by what they show."""
