"""The released model: its folder and the SHA-256 of its manifest, which in turn names those of its files."""

MODEL_NAME = "unit-coder"
MANIFEST_SHA256 = ""
