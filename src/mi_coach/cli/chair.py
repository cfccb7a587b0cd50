"""The client's chair line by line: an example session to read, one exchange at a time."""

from __future__ import annotations

from collections.abc import Callable

from mi_coach.cli import wording
from mi_coach.cli.common import at_terminal, backend, one_line, print_json, say
from mi_coach.cli.conversation import typed
from mi_coach.service.example import Example

_PROMPT = "Enter goes on, a goes to the end, q leaves: "


def play_chair(scenario_id: str, seed: int | None, as_json: bool) -> None:
    """Shows an example session; at a terminal it waits for Enter between exchanges.

    Args:
        scenario_id: Which scenario.
        seed: Seed of the client, or ``None`` for the usual example.
        as_json: Print the session document instead, with ``whys``.

    Raises:
        MiCoachError: No such scenario, or the coder cannot be loaded.
    """
    behind = backend()
    example = behind.example(scenario_id) if seed is None else behind.example(scenario_id, seed)
    document = behind.document(example.session) | {"whys": list(example.whys)}
    if as_json:
        print_json(document)
        return
    asks = at_terminal()
    if _conversation(example, say, asks) and (not asks or _wanted()):
        from mi_coach.cli.feedback import feedback_lines

        for line in feedback_lines(document["report"], "The feedback on this example"):
            say(line)


def _conversation(example: Example, show: Callable[[str], None], asks: bool) -> bool:
    """Shows the exchanges; False when the reader left before the end."""
    name = example.scenario.client.name
    show(f"You are in {name}'s chair. This is an example: the practitioner speaks with the scenario's model replies.")
    show("It is one way among many, and nothing of it is stored.")
    for line in wording.brief(example.scenario):
        show(line)
    waits = asks
    for turn, why in zip(example.session.turns, example.whys, strict=True):
        show("")
        show(f"{name}: {one_line(turn.client.text)}")
        if waits:
            answer = typed(_PROMPT)
            if answer is None or answer.strip().lower() in ("q", "/end"):
                return False
            waits = answer.strip().lower() != "a"
        show(f"Practitioner: {one_line(turn.reply)}")
        for unit in turn.units or ():
            show(wording.tag(unit))
        show(f"Why: {one_line(why)}")
    show("")
    for said in example.session.last_words:
        show(f"{name}: {one_line(said.text)}")
    ending = example.session.ending
    show("The example ends here" + (f": {ending.value.replace('_', ' ')}." if ending else "."))
    return True


def _wanted() -> bool:
    answer = typed("Read the feedback on this example? y or n: ")
    return answer is not None and answer.strip().lower().startswith("y")
