"""The released model: its folder and the SHA-256 of its manifest, which in turn names those of its files."""

MODEL_NAME = "unit-coder"
MANIFEST_SHA256 = "d96ea944885f31a6f6ff01bc2366988100761177b35036e0db0dd3cf0eb75184"
