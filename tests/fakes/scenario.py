"""A tiny scenario made in Python: enough lines for a short talk and every ending."""

from __future__ import annotations

from mi_coach.domain.scenario import Brief, Client, Line, Role, Scenario, Topic
from mi_coach.domain.session import ClientState, Ending
from mi_coach.domain.talk import TalkCode, TalkSegment, TalkType

_ST = (TalkSegment(TalkCode.ST, TalkType.REASON, 3),)
_CT = (TalkSegment(TalkCode.CT, TalkType.DESIRE, 3),)

_LINES = (
    ("bus", "The bus comes once an hour. What am I meant to do, walk?", _ST),
    ("job", "I start at six. There is nothing on the road at that time but me and the milk.", _ST),
    ("girl", "My girl asked me where the car was. I did not know where to look.", _CT),
    ("tired", "I'm tired of looking over my shoulder, if you want the truth.", _CT),
    ("mate", "My mate drives with no licence and nobody says a word to him.", _ST),
    ("mum", "My mum would have had plenty to say about it.", _CT),
    ("fine", "The fine cost more than the car did.", _ST),
    ("hope", "I'd like to have it behind me by the spring.", _CT),
)

_FAREWELLS = {
    Ending.AGREED: "Right. I'll ring about the bus pass. See you Thursday.",
    Ending.SUMMED_UP: "That's about the size of it. See you next week.",
    Ending.UNRESOLVED: "Is that it, then? All right. See you.",
    Ending.WALKED_OUT: "I'm not listening to this. I'm off.",
    Ending.TIME_UP: "Time's up, is it? Right you are.",
}


def tiny_scenario(length: int = 20, walk_out: dict[str, float] | None = None) -> Scenario:
    """A gentle case of Danny, with a walk-out only when asked for."""
    return Scenario(
        id="the-bus",
        version="1",
        title="Once an hour",
        client=Client("Danny", 29, "he", "A baker's van driver without a licence. Dry, and quicker than he lets on."),
        setting="community-order",
        difficulty=2,
        stage="contemplation",
        skills=("reflecting_sustain_talk", "evoking_change_talk", "affirming"),
        length=length,
        content_note="Money worries. Nobody is hurt.",
        brief=Brief(
            know=(
                "Danny, 29, was stopped driving to work while banned. He has a 12-month community order.",
                "He has kept all three appointments, and came on foot to two of them.",
            ),
            purpose="Find out what matters to him about getting to work without the car.",
            not_negotiable=("The ban runs to next June.", "Appointments are part of the order."),
        ),
        start=ClientState(40, 30, 45, 30),
        topics=(Topic("travel", "Travel", ("bus", "car", "drive", "walk")), Topic("home", "Home", ("girl", "mum"))),
        lines=(
            Line("hello", "You wanted to see me. Here I am. I walked.", Role.OPENING, "travel", replies={
                "complex": "You walked all this way for something you see little point in.",
            }),
            *(Line(i, text, topic="travel", talk=talk, replies={"simple": f"You said: {text}"})
              for i, text, talk in _LINES),
            *(Line(f"puzzled-{n}", text, Role.FALLBACK) for n, text in enumerate(
                ("How do you mean?", "You've lost me.", "Say that again?", "Come again?", "What was that?"))),
            *(Line(f"bye-{how}", text, Role.FAREWELL, ending=how.value) for how, text in _FAREWELLS.items()),
        ),
        walk_out=walk_out or {},
    )  # fmt: skip
