"""Writes the report and the sheet as one self-contained HTML file each: the accessible form of them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from mi_coach.domain.session import Session
from mi_coach.reports import labels, units
from mi_coach.reports.svg import arc_picture
from mi_coach.reports.transcript import transcript
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


@lru_cache(maxsize=1)
def _style() -> str:
    return _environment().get_template("report.css").render()


def to_html(document: Mapping[str, Any], session: Session | None = None) -> str:
    """The report as HTML that needs no network and runs no script.

    Args:
        document: The report document.
        session: The session it is about; with it the conversation stands at the end and evidence links to it.
    """
    return _page(
        "report.html.j2",
        document,
        labels.title("report", document),
        turns=transcript(session) if session else [],
        picture=arc_picture(document["arc"]),
    )


def sheet_to_html(sheet: Mapping[str, Any]) -> str:
    """The feedback sheet as HTML, with lines to write on when it is printed."""
    return _page("sheet.html.j2", sheet, labels.title("sheet", sheet))


def _page(template: str, document: Mapping[str, Any], heading: str, **more: object) -> str:
    name = labels.capital(str(document["client"]))
    return render(template, heading, doc=document, head=labels.headings(), units=units, name=name, **more)


def render(template: str, heading: str, **context: object) -> str:
    """A page of ours with its style sheet in it and a policy that lets nothing else in.

    Args:
        template: Its template, which builds on ``page.html.j2``.
        heading: Its title.
        **context: What the template uses.
    """
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template(template)
        .render(
            heading=clean(heading),
            labels=labels,
            say=say,
            style=style,
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            **context,
        )
    )
