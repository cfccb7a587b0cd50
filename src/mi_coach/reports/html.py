"""Writes the report as one self-contained HTML file: the accessible form of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from mi_coach.domain.codes import CODE_NAMES
from mi_coach.domain.reply import Unit
from mi_coach.domain.session import Session
from mi_coach.reports import labels
from mi_coach.reports.svg import arc_picture
from mi_coach.scoring.phrases import say
from mi_coach.scoring.words import clean


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mi_coach.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = clean
    return environment


def _template() -> Template:
    return _environment().get_template("report.html.j2")


@lru_cache(maxsize=1)
def _style() -> str:
    return _environment().get_template("report.css").render()


def to_html(document: Mapping[str, Any], session: Session | None = None) -> str:
    """The report as HTML that needs no network and runs no script.

    Args:
        document: The report document.
        session: The session it is about; with it the conversation stands at the end and evidence links to it.
    """
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return _template().render(
        doc=document,
        head=labels.headings(),
        labels=labels,
        say=say,
        turns=_turns(session) if session else [],
        name=str(document["client"])[:1].upper() + str(document["client"])[1:],
        picture=arc_picture(document["arc"]),
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )


def _turns(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "n": t.n,
            "client": clean(t.client.text),
            "reply": clean(t.reply),
            "units": [
                {"n": i, "text": clean(u.text), "tag": _tag(u), "sure": u.sure} for i, u in enumerate(t.units or (), 1)
            ],
        }
        for t in session.turns
    ]


def _tag(unit: Unit) -> str:
    name = CODE_NAMES[unit.code]
    if unit.soft:
        return f"{say('band.could_land_better')}: {unit.kind}"
    return f"{name}: {unit.kind}" if unit.kind else name
