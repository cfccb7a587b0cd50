"""The released model: its folder and the SHA-256 of its manifest, which in turn names those of its files."""

MODEL_NAME = "unit-coder"
MANIFEST_SHA256 = "0e73ef3ae251e1c6afa2680652d28f75992e68be6b1dabb028766f9036b1ef34"
