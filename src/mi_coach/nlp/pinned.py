"""The released model: its folder and the SHA-256 of its manifest, which in turn names those of its files."""

MODEL_NAME = "unit-coder"
MANIFEST_SHA256 = "8dda3e7cd1070f1c7f21a33ccee27212d4bd06f6071981c4a1ab6807fb351d0d"
