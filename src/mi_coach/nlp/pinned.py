"""The released model: its folder and the SHA-256 of its manifest, which in turn names those of its files."""

MODEL_NAME = "unit-coder"
MANIFEST_SHA256 = "eb6d529b1f559ec751aca61ab24aa3c06e41cae3dec08aaafb18511d60ef7e33"
