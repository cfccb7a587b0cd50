"""The released model: its folder and the SHA-256 of its manifest, which in turn names those of its files."""

MODEL_NAME = "unit-coder"
MANIFEST_SHA256 = "2a1f8e9e6845724f70105544c2be11c13c84d8d6a1e3ab4e4666e9064f3a4ffd"
