"""What importing a layer pulls in, seen on a fresh interpreter: the linter reads the code, this runs it."""

import subprocess
import sys

import pytest

FRONT_END = {"textual", "rich", "click"}
MODEL = {"onnxruntime", "tokenizers"}
TRAINING = {"torch", "sklearn", "onnx", "onnxscript", "safetensors"}
DATABASE = {"sqlalchemy", "alembic"}
PURE = FRONT_END | MODEL | TRAINING | DATABASE | {"pydantic", "pydantic_settings", "numpy", "jinja2", "ruamel"}

FORBIDDEN = {
    "mi_coach": PURE,
    "mi_coach.domain": PURE,
    "mi_coach.engine": PURE,
    "mi_coach.scoring": PURE,
    "mi_coach.exercises": FRONT_END | MODEL | TRAINING | DATABASE,
    "mi_coach.scenarios": FRONT_END | MODEL | TRAINING | DATABASE,
    "mi_coach.service": FRONT_END | MODEL | TRAINING,
    # Every command starts here, so --help and --version must not pay for the app, the model or the database.
    "mi_coach.cli.app": {"textual"} | MODEL | TRAINING | DATABASE,
}

# Also walks a package's own modules, since most of a layer is not in its __init__.
PROBE = """
import importlib, pkgutil, sys
name = sys.argv[1]
module = importlib.import_module(name)
for found in pkgutil.walk_packages(getattr(module, "__path__", []), name + ".") if name != "mi_coach" else []:
    importlib.import_module(found.name)
print("\\n".join(sorted({loaded.partition(".")[0] for loaded in sys.modules})))
"""


@pytest.mark.parametrize("name", FORBIDDEN)
def test_importing_a_layer_stays_within_its_bounds(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", PROBE, name], capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 0, done.stderr
    assert not FORBIDDEN[name] & set(done.stdout.split())
