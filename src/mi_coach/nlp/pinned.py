"""The released model: its folder and the SHA-256 of its manifest, which in turn names those of its files."""

MODEL_NAME = "unit-coder"
MANIFEST_SHA256 = "bd872c5cb6873244d21703e21c61c34d3597906ead37276a5a00015f83f9c0b7"
