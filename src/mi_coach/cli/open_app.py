"""Opens the app in the terminal."""

from __future__ import annotations

from mi_coach.cli.common import backend


def open_app(scenario_id: str | None = None, resume: str | None = None, *, chair: bool = False) -> None:
    """Opens the app.

    Args:
        scenario_id: Open it at this scenario's brief; at the library when not given.
        resume: The unfinished session of that scenario to carry on.
        chair: Open in the client's chair of that scenario instead.

    Raises:
        MiCoachError: No such scenario.
    """
    behind = backend()
    if scenario_id is not None:
        behind.library.card(scenario_id)
    from mi_coach.tui.app import MiCoachApp

    MiCoachApp(behind, scenario_id, resume, chair=chair).run()
