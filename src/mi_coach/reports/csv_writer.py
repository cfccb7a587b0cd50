"""Writes the report as one CSV table for spreadsheets: a row for every figure and every sentence."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mi_coach.domain.codes import CODE_NAMES, Code
from mi_coach.domain.self_rating import RATIO
from mi_coach.domain.session import Session
from mi_coach.reports.labels import GLOBALS, STATE
from mi_coach.reports.transcript import tag
from mi_coach.reports.units import first_told, told_before, told_line
from mi_coach.scoring.phrases import say
from mi_coach.scoring.rules import BLEND
from mi_coach.scoring.words import clean

_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
"""What a spreadsheet may take for a formula at the start of a cell, also after spaces and in full width."""


class Row(NamedTuple):
    """One row; ``value`` is a number or empty, all else is text."""

    section: str
    item: str = ""
    value: float | None = None
    band: str | None = ""
    turn: int | None = None
    unit: int | None = None
    text: str | None = ""


def to_csv(document: Mapping[str, Any], session: Session | None = None) -> bytes:
    """The report as CSV in UTF-8 with a byte order mark, commas and CR LF, as spreadsheets read it.

    A text that a spreadsheet could take for a formula has an apostrophe before it; numbers stay numbers.

    Args:
        document: The report document.
        session: The session it is about; with it the conversation with its units stands at the end.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(Row._fields)
    for part in _PARTS:
        writer.writerows([guarded(cell) for cell in row] for row in part(document))
    if session:
        writer.writerows([guarded(cell) for cell in row] for row in _transcript(session))
    return out.getvalue().encode("utf-8-sig")


def guarded(cell: object) -> object:
    """A cell that no spreadsheet runs: numbers as they are, texts cleaned and, where need be, with an apostrophe."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return cell
    text = clean(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def _about(d: Mapping[str, Any]) -> Iterator[Row]:
    for key in ("session", "scenario", "title", "client", "ending"):
        yield Row("report", key, text=d[key])
    yield Row("report", "schema", d["schema"])
    yield Row("report", "replies", d["replies"])
    for key, text in d["model"].items():
        yield Row("report", f"model {key}", text=text)
    for note in d["notes"]:
        yield Row("report", "note", text=note)


def _worked(d: Mapping[str, Any]) -> Iterator[Row]:
    for e in d["worked"]:
        yield _evidence("worked", e["kind"], e)


def _evidence(section: str, item: str, e: Mapping[str, Any]) -> Row:
    # What worked has its quotation in the sentence already.
    said = f"“{e['quote']}” " if e["quote"] and e["quote"] not in e["text"] else ""
    return Row(section, item, turn=e["turn"], unit=e["unit"], text=said + e["text"])


def _next_step(d: Mapping[str, Any]) -> Iterator[Row]:
    step = d["next_step"]
    for key in ("skill", "text", "why"):
        yield Row("next step", key, text=step[key])
    if example := step["example"]:
        for key in ("client", "said", "instead"):
            if example[key]:
                yield Row("next step", f"example {key}", turn=example["turn"], text=example[key])
    for key, text in (step["drill"] or {}).items():
        yield Row("next step", f"drill {key}", text=text)


def _figures(d: Mapping[str, Any]) -> Iterator[Row]:
    yield Row("overall", "overall", d["overall"], d["bands"]["overall"], text=say("meaning.overall"))
    for key, value in (d["overall_parts"] or {}).items():
        yield Row("overall", f"part {key}", value, text=f"{say(f'part.{key}')}, weight {BLEND[key]:.0%}")
    for m in d["measures"]:
        meaning = f"{m['name']}. {m['meaning']}" + (f" ({m['behind']})" if m["behind"] else "")
        yield Row("measures", m["id"], m["value"], m["band"], text=meaning)
    for code, n in d["counts"].items():
        yield Row("units by code", code, n, text=CODE_NAMES[Code(code)])
    for kind, n in d["roadblocks"].items():
        yield Row("roadblocks by kind", kind, n)
    for value, n in d["miti"].items():
        yield Row("replies by MITI value", value, n, text=say(f"miti.{value}"))


def _principles(d: Mapping[str, Any]) -> Iterator[Row]:
    for p in d["principles"]:
        yield Row("principles", p["id"], p["score"], text=f"{p['name']}. {p['note']}" if p["note"] else p["name"])
        for e in p["for"]:
            yield _evidence("principles, for", f"{p['id']} {e['kind']}", e)
        for e in first_told(p):
            yield _evidence("principles, against", f"{p['id']} {e['kind']}", e)
        for name, found in told_before(d, p):
            for e in found:
                line = told_line([e], name)
                yield Row("principles, against", f"{p['id']} {e['kind']}", turn=e["turn"], unit=e["unit"], text=line)
    for e in d["could_land_better"]:
        yield _evidence("could land better", e["kind"], e)
        if e["instead"]:
            yield Row("could land better", f"{e['kind']} instead", turn=e["turn"], unit=e["unit"], text=e["instead"])


def _own_view(d: Mapping[str, Any]) -> Iterator[Row]:
    gap = d["self_gap"]
    if not gap:
        return
    yield Row("own view", "summary", text=gap["text"])
    yield Row("own view", "about", text=gap["about"])
    yield Row("own view", "mean gap", gap["mean"])
    yield Row("own view", "principles compared", gap["compared"])
    rated = [(p["id"], p, p["score"]) for p in gap["principles"]]
    if guess := gap[RATIO]:
        rated.append((RATIO, guess, guess["value"]))
    for item, found, evidence in rated:
        yield Row("own view", item, found["self"], text=found["name"])
        yield Row("own view", f"{item} evidence", evidence)
        yield Row("own view", f"{item} gap", found["gap"], found["way"], text=found["text"])


def _beside(d: Mapping[str, Any]) -> Iterator[Row]:
    if found := d["named"]:
        yield Row("along the way", "named", found["named"], text=found["text"])
        for key in ("compared", "agreed", "unsure"):
            yield Row("along the way", f"named {key}", found[key])
        for e in found["turns"]:
            verdict = {True: "agreed", False: "differed", None: "unsure"}[e["agreed"]]
            text = f"{e['named']}; {', '.join(e['heard'])}" if e["heard"] else e["named"]
            yield Row("along the way", f"named {verdict}", turn=e["turn"], text=text)
    if found := d["hints"]:
        yield Row("along the way", "hints", found["replies"], text=found["text"])
        for step, n in found["steps"].items():
            yield Row("along the way", f"hints {step}", n)
        for e in found["turns"]:
            yield Row("along the way", "hints", turn=e["turn"], text=", ".join(e["steps"]))
    if found := d["own_notes"]:
        yield Row("along the way", "notes", found["replies"], text=found["text"])
        for e in found["turns"]:
            yield Row("along the way", "note", turn=e["turn"], text=e["note"])


def _behind(d: Mapping[str, Any]) -> Iterator[Row]:
    """Where each figure was counted; of codes and kinds the conversation says it unit by unit."""
    for part in ("miti", "ratios"):
        for key, places in d["behind"][part].items():
            for place in places:
                yield Row(f"behind {part}", key, turn=place["turn"], unit=place["unit"])
    for part in ("overall_parts", "globals"):
        for key, sides in d["behind"][part].items():
            for side, places in sides.items():
                for place in places:
                    yield Row(f"behind {part}", f"{key} {side}", turn=place["turn"], unit=place["unit"])


def _moments(d: Mapping[str, Any]) -> Iterator[Row]:
    for m in d["moments"]:
        led, model = m["led_to"], m["model_reply"]
        texts = {
            f"{m['sort']} {m['reason']}": m["text"],
            "client": m["client"],
            "reply": m["quote"],
            "led to": led["text"],
            "client then": led["client"],
            f"another way {model['skill']}" if model else "": model and model["text"],
            "why": m["why"],
        }
        for item, text in texts.items():
            if text:
                yield Row("turning points", item, turn=m["turn"], unit=m["unit"], text=text)
        for key, by in (led["change"] or {}).items():
            yield Row("turning points", f"change of {key}", by, turn=m["turn"])


def _arc(d: Mapping[str, Any]) -> Iterator[Row]:
    arc = d["arc"]
    if not arc:
        return
    yield Row("arc", "summary", text=arc["text"])
    for key in STATE if arc["start"] else ():
        yield Row("arc", f"{key} at the start", arc["start"][key])
    for point in arc["points"]:
        if point["talk"]:
            yield Row("arc", "client talk", turn=point["turn"], text=" ".join(point["talk"]))
        for key in STATE if point["state"] else ():
            yield Row("arc", key, point["state"][key], turn=point["turn"])


def _contingencies(d: Mapping[str, Any]) -> Iterator[Row]:
    for name, group in (d["contingencies"] or {}).items():
        yield Row("contingencies", name, group["times"], text=group["text"])
        yield Row("contingencies", f"{name} helped", group["helped"])
        for kind, turns in group["responses"].items():
            for turn in turns:
                yield Row("contingencies", name, turn=turn, text=say(f"response.{kind}"))


def _depth(d: Mapping[str, Any]) -> Iterator[Row]:
    if d["depth"]:
        yield Row("depth", "summary", text=d["depth"]["text"])
        for level, n in d["depth"]["counts"].items():
            yield Row("depth", level, n, text=say(f"depth.{level}"))
            for e in d["depth"]["reflections"][level]:
                yield Row("depth", level, turn=e["turn"], unit=e["unit"], text=e["quote"])


def _limits(d: Mapping[str, Any]) -> Iterator[Row]:
    for e in d["limits"] or ():
        if e["expects"]:
            yield Row("limits and risk", "calls for", turn=e["turn"], text=", ".join(e["expects"]))
        texts = {e["handled"]: e["text"], "client": e["client"], "reply": e["quote"], "another way": e["model_reply"]}
        for item, text in texts.items():
            if text:
                yield Row("limits and risk", item, turn=e["turn"], unit=e["unit"], text=text)


def _rest(d: Mapping[str, Any]) -> Iterator[Row]:
    yield Row("globals", "note", text=d["globals"]["text"])
    for key in GLOBALS:
        yield Row("globals", key, d["globals"][key], text=say(f"global.{key}"))
    for key in ("technical", "relational"):
        yield Row("globals", key, d["globals"][key], d["bands"][key], text=say(f"measure.{key}"))
    for v in d["client_view"] or ():
        yield Row("client's voice", v["about"], text=v["text"])
    unsure = d["unsure"]
    yield Row("unsure", "units", unsure["units"], text=unsure["text"])
    yield Row("unsure", "of all units", unsure["total"])
    for e in unsure["which"]:
        code = f"{e['code']}:{e['kind']}" if e["kind"] else e["code"]
        yield Row("unsure", code, turn=e["turn"], unit=e["unit"], text=e["quote"])
    for c in unsure["could_change"]:
        yield Row("unsure", f"could change {c['measure']}", band=c["band"], text=", ".join(c["could_be"]))


def _transcript(session: Session) -> Iterator[Row]:
    for t in session.turns:
        yield Row("conversation", "client", turn=t.n, text=t.client.text)
        yield Row("conversation", "reply", turn=t.n, text=t.reply)
        for i, u in enumerate(t.units or (), 1):
            code = f"{u.code.value}:{u.kind.value}" if u.kind else u.code.value
            yield Row("conversation", code, round(u.confidence, 3), tag(u), t.n, i, u.text)
    yield from (Row("conversation", "client", text=line.text) for line in session.last_words)


_PARTS = (
    _about,
    _worked,
    _next_step,
    _figures,
    _principles,
    _behind,
    _own_view,
    _beside,
    _moments,
    _arc,
    _contingencies,
    _depth,
    _limits,
    _rest,
)
