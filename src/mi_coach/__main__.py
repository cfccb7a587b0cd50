"""Runs the command line for ``python -m mi_coach``."""

from mi_coach.cli.app import main

if __name__ == "__main__":
    main()
