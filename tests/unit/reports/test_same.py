"""The same session in every form: what one of them says of it, all of them say."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.widgets import OptionList, Static

from mi_coach.cli.feedback import feedback_lines
from mi_coach.domain.notes import TurnNotes
from mi_coach.domain.self_rating import SelfRating
from mi_coach.domain.session import Session
from mi_coach.reports import to_csv, to_html, to_markdown
from mi_coach.reports.arc import arc_lines
from mi_coach.reports.labels import GLOBALS
from mi_coach.reports.markdown import escape
from mi_coach.reports.pdf import to_pdf
from mi_coach.scoring.phrases import say
from mi_coach.tui.widgets.report.parts import parts, summary
from mi_coach.tui.widgets.report.view import read
from tests.unit.reports.examples import BLOCKING, HOSTILE_PLAY, SCENARIO, SKILLED, report
from tests.unit.reports.test_pdf import packed, told

ABOUT = {"schema", "session", "scenario", "title", "client", "replies", "ending", "model"}
"""What a file says of where it comes from; on a screen that is known."""

BEHIND = {"units", "behind"}
"""What figures open to, where a form can open them; test_units.py holds it."""


def _rated(session: Session) -> Session:
    notes = TurnNotes(("heard",), "reflection", True, "A note.")
    turns = (replace(session.turns[0], notes=notes), *session.turns[1:])
    return replace(session, self_rating=SelfRating(4, 5, 2, 3, 1, 0.5), turns=turns)


SESSIONS = {name: _rated(s) for name, s in (("skilled", SKILLED), ("blocking", BLOCKING), ("hostile", HOSTILE_PLAY))}


def _evidence(e: dict[str, Any]) -> list[str]:
    return [e["text"], *([e["instead"]] if e.get("instead") else [])]


def _moment(m: dict[str, Any]) -> list[str]:
    model = [m["model_reply"]["text"]] if m["model_reply"] else []
    return [m["text"], m["why"], *([m["led_to"]["text"]] if m["led_to"]["text"] else []), *model]


KEYS: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "worked": lambda d: [e["text"] for e in d["worked"]],
    "next_step": lambda d: [d["next_step"]["text"], d["next_step"]["why"]],
    "overall": lambda d: [str(d["overall"])] if d["overall"] is not None else [],
    "overall_parts": lambda d: [say(f"part.{key}") for key in d["overall_parts"] or ()],
    "counts": lambda d: [str(n) for n in d["counts"].values() if n],
    "roadblocks": lambda d: [kind for kind, n in d["roadblocks"].items() if n],
    "miti": lambda d: [say(f"miti.{value}") for value, n in d["miti"].items() if n],
    "ratios": lambda d: [say(f"measure.{key}") for key in d["ratios"]],
    "bands": lambda d: [say("meaning.overall")] if d["overall"] is not None else [],
    "measures": lambda d: [m["meaning"] for m in d["measures"]],
    "principles": lambda d: (
        [p["name"] for p in d["principles"]]
        + [e["text"] for p in d["principles"] for e in (p["for"][:1] + p["against"][:1]) if not e.get("told_under")]
    ),
    "could_land_better": lambda d: list(chain.from_iterable(map(_evidence, d["could_land_better"]))),
    "moments": lambda d: list(chain.from_iterable(map(_moment, d["moments"]))),
    "arc": lambda d: [d["arc"]["text"]],
    "contingencies": lambda d: [group["text"] for group in d["contingencies"].values()],
    "depth": lambda d: [d["depth"]["text"], *(say(f"depth.{k}")[1:] for k, n in d["depth"]["counts"].items() if n)],
    "limits": lambda d: [e["text"] for e in d["limits"]],
    "globals": lambda d: [d["globals"]["text"], *(say(f"global.{key}") for key in GLOBALS)],
    "client_view": lambda d: [view["text"] for view in d["client_view"]],
    "unsure": lambda d: [d["unsure"]["text"]],
    "self_gap": lambda d: [d["self_gap"]["text"], *(p["text"] for p in d["self_gap"]["principles"])],
    "named": lambda d: [d["named"]["text"]],
    "hints": lambda d: [d["hints"]["text"]],
    "own_notes": lambda d: [d["own_notes"]["text"]],
    "notes": lambda d: d["notes"],
}


class Page(App[None]):
    """The feedback as the app shows it, without the screen around it."""

    def __init__(self, document: dict[str, Any], session: Session) -> None:
        super().__init__()
        self._view, self._session = read(document, session), session

    def compose(self) -> ComposeResult:
        yield Static(summary(self._view, self._session, "Craig"))
        yield from parts(self._view, self._session, "Craig", False)


async def on_screen(document: dict[str, Any], session: Session) -> str:
    page = Page(document, session)
    async with page.run_test(size=(120, 40)):
        said = [str(widget.render()) for widget in page.query(Static)]
        said += [str(option.prompt) for figures in page.query(OptionList) for option in figures.options]
    return "\n".join(said)


def _as_words(cells: bytes) -> str:
    return "\n".join(chain.from_iterable(csv.reader(io.StringIO(cells.decode("utf-8-sig")))))


def as_is(text: str) -> str:
    return text


FORMS: dict[str, tuple[Callable[[dict[str, Any], Session], str], Callable[[str], str]]] = {
    "html": (lambda d, s: html.unescape(to_html(d, s)), as_is),
    "markdown": (to_markdown, escape),
    "pdf": (lambda d, s: told(to_pdf(d, s)), packed),
    "csv": (lambda d, s: _as_words(to_csv(d, s)), as_is),
    "plain": (lambda d, _: "\n".join(feedback_lines(d)), as_is),
}


def missing(document: dict[str, Any], text: str, shape: Callable[[str], str]) -> dict[str, list[str]]:
    """The sentences of each part that a form does not have."""
    found = {key: [s for s in told_in(document) if shape(s) not in text] for key, told_in in KEYS.items()}
    return {key: lacking for key, lacking in found.items() if lacking}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", SESSIONS)
def test_every_form_has_the_sentences_of_every_part(name: str, form: str) -> None:
    session = SESSIONS[name]
    document = report(session, SCENARIO)
    write, shape = FORMS[form]
    assert missing(document, write(document, session), shape) == {}


@pytest.mark.parametrize("name", SESSIONS)
async def test_the_screen_has_them_too(name: str) -> None:
    session = SESSIONS[name]
    document = report(session, SCENARIO)
    assert missing(document, await on_screen(document, session), as_is) == {}


def test_no_part_of_the_document_is_left_out_of_this() -> None:
    document = report(SESSIONS["skilled"], SCENARIO)
    assert set(document) == ABOUT | BEHIND | KEYS.keys()
    documents = [report(session, SCENARIO) for session in SESSIONS.values()]
    assert [key for key, told_in in KEYS.items() if not any(told_in(d) for d in documents)] == []


@pytest.mark.parametrize("name", SESSIONS)
async def test_no_form_says_a_sentence_of_the_whole_twice(name: str) -> None:
    session = SESSIONS[name]
    document = report(session, SCENARIO)
    once = [*KEYS["arc"](document), document["depth"]["text"], document["unsure"]["text"], document["globals"]["text"]]
    shown = {"plain": "\n".join(feedback_lines(document)), "screen": await on_screen(document, session)}
    for form, text in shown.items():
        assert [s for s in once if text.count(s) != 1] == [], form


def test_the_arc_in_words_names_the_turn_where_it_went_beyond_both_ends() -> None:
    state = dict.fromkeys(("importance", "confidence", "discord"), 40.0)
    points = [{"turn": n, "talk": None, "state": {"trust": v, **state}} for n, v in enumerate((52.4, 30.0, 48.0), 1)]
    arc = {"start": {"trust": 35.0, **state}, "points": points, "text": "-"}

    assert arc_lines(arc)[0] == "Trust: 35 at the start, 52 at reply 1, 30 at reply 2, 48 at the end."
    assert arc_lines(arc)[3] == "Strain: 40 at the start, 40 at the end."
    assert arc_lines({**arc, "start": None})[0] == "Trust: 52 at reply 1, 30 at reply 2, 48 at the end."
    assert arc_lines({**arc, "points": []}) == arc_lines(None) == []


async def test_a_transcript_has_nothing_made_up_about_its_client() -> None:
    turns = tuple(replace(t, state=None) for t in SKILLED.turns)
    session = replace(SKILLED, scenario=None, start_state=None, turns=turns)
    document = report(session, None)
    shown = await on_screen(document, session)
    for text in (shown, "\n".join(feedback_lines(document))):
        assert say("heading.client_view") not in text
        assert say("heading.depth") not in text
        assert "From start to end" not in text
        assert say("heading.contingencies") in text
