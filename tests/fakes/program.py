"""The command line as a program of its own, with the coder of plain rules: ``python -m tests.fakes.program``."""

from __future__ import annotations

import sys

from mi_coach.cli.app import cli, run
from mi_coach.service.backend import Backend
from tests.fakes.coder import RuleCoder


def main() -> int:
    backend = Backend(coder=RuleCoder())
    try:
        return run(lambda: cli.main(args=sys.argv[1:], prog_name="mi-coach", standalone_mode=False, obj=backend))
    finally:
        backend.close()


if __name__ == "__main__":
    sys.exit(main())
